"""`python -m bench.simulate`: ten years of a programme, in memory and through the database; or less of it."""

# ruff: noqa: E402  Django is set up before what needs it is read

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time

parser = argparse.ArgumentParser(prog="python -m bench.simulate", description=__doc__)
parser.add_argument("--agreements", type=int, default=10_000, help="over the rules, in memory")
parser.add_argument("--through-database", type=int, default=500, help="through the real actions and jobs")
parser.add_argument("--years", type=int, default=10)
parser.add_argument("--seed", type=int, default=None, help="the same seed plays the same; none: another each time")
parser.add_argument("--only", type=int, default=None, help="one agreement of a seed, with its whole story")
parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
asked = parser.parse_args()
os.environ |= {
    "KANAAL_VAR": tempfile.mkdtemp(prefix="kanaal-simulate-"),
    "DJANGO_SETTINGS_MODULE": "bench.settings",
    "KANAAL_CLOCK_MOVABLE": "1",
}

import django

django.setup()

from bench.simulate.many import Result, play_many, shown


def main() -> int:
    seed = int(time.time()) if asked.seed is None else asked.seed
    began = time.monotonic()
    result = play_many(seed, asked.agreements, asked.years, asked.processes, only=asked.only)
    return _told(result, time.monotonic() - began)


def _told(result: Result, seconds: float) -> int:
    """Print what was played; the exit code."""
    print(shown(result, seconds), flush=True)
    if asked.only is not None:
        print("\n".join(result.stories))
    if result.broken:
        print("\n\n".join(result.broken[:3]), file=sys.stderr)
    return 1 if result.broken else 0


if __name__ == "__main__":
    sys.exit(main())
