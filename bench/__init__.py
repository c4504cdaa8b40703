"""Measuring speed: pages under the production server against bare views of the same server, the import, and finding.

`python -m bench` (or `make bench`) measures and prints; `--quick` only shows that it runs. How to read the figures, and
the last ones: docs/bench.md.
"""
