"""Finding accounts: how fast, how sure, how dear, at several sizes of the table; beside it rapidfuzz over all names."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.installation import Installation, database
from bench.report import table

STEPS = ("bench.accounts", "bench.found")
Found = dict[str, Any]
"""What both print: times in ms, sizes in bytes, recall from 0 to 1."""


def measure(folder: Path, sizes: Sequence[int]) -> list[Found]:
    """Each size in an installation of its own."""
    found = []
    for rows in sizes:
        with database(f"bench_finding_{rows}") as url:
            place = Installation(folder / f"finding-{rows}", url)
            place.prepare(0)
            built, asked = (json.loads(place.run("-m", name, str(rows)).splitlines()[-1]) for name in STEPS)
            found.append(built | asked)
    return found


def shown(title: str, found: Sequence[Found]) -> str:
    return "\n\n".join([title, _main(found), _kinds(found), _exhaustive(found), _hard(found[-1]["hard"])])


def _main(found: Sequence[Found]) -> str:
    lines: list[Sequence[str]] = [
        ("accounts", "p50 ms", "p95 ms", "CPU ms", "recall@10", "save p50 ms", "save p95", "look-alikes p50 ms",
         "p95", "built s", "by MB", "index MB", "process MB", "grown MB")
    ]  # fmt: skip
    lines += [
        (f"{one['rows']:,}", f"{one['p50']:.1f}", f"{one['p95']:.1f}", f"{one['cpu']:.1f}", f"{one['recall']:.1%}",
         f"{one['saves']['p50']:.1f}", f"{one['saves']['p95']:.1f}", f"{one['looks']['p50']:.1f}",
         f"{one['looks']['p95']:.1f}", f"{one['build']:.0f}", f"{one['peak'] / 1e6:.0f}", f"{one['index'] / 1e6:.0f}",
         f"{one['memory'] / 1e6:.0f}", f"{one['grown'] / 1e6:.0f}")
        for one in found
    ]  # fmt: skip
    return table(lines)


def _kinds(found: Sequence[Found]) -> str:
    head = ("recall@10 of names that are", *(f"{one['rows']:,}" for one in found))
    lines: list[Sequence[str]] = [head]
    lines += [(kind, *(f"{one['kinds'][kind]:.0%}" for one in found)) for kind in found[0]["kinds"]]
    return table(lines)


def _exhaustive(found: Sequence[Found]) -> str:
    lines: list[Sequence[str]] = [("rapidfuzz over all keys", "accounts", "p50 ms", "p95 ms", "recall@10")]
    lines += [
        (name, f"{one['rows']:,}", f"{run['p50']:.0f}", f"{run['p95']:.0f}", f"{run['recall']:.1%}")
        for one in found
        for name, run in one["exhaustive"].items()
    ]
    return table(lines)


def _hard(counts: dict[str, int]) -> str:
    pairs = sum(counts.values())
    said = ", ".join(f"{verdict} {number:,}" for verdict, number in counts.items())
    return f"{pairs:,} pairs of near names that are two companies, at one place: {said}."
