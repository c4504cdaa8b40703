"""Many agreements, several processes, one tally."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from bench.simulate.memory import Life
from kanaal.licensing.policy import AgreementTermsPolicy
from kanaal.licensing.rules.terms import Terms
from kanaal.programme.folder import read_folder
from kanaal.programme.pack import Pack

PROGRAMMES = Path(__file__).resolve().parents[2] / "programmes"
FIRST = dt.date(2023, 12, 1)
"""Agreements begin in the two years after it; leap days are among their days."""


@dataclass
class Result:
    """What was played: agreements, what happened how often, what broke, and stories where they were asked for."""

    seed: int
    years: int
    agreements: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    stories: list[str] = field(default_factory=list)

    def add(self, other: Result) -> None:
        self.agreements += other.agreements
        self.counts += other.counts
        self.kinds += other.kinds
        self.broken += other.broken
        self.stories += other.stories


def every_terms() -> list[Terms]:
    """All kinds of agreements of all shipped programmes."""
    found = []
    for folder in sorted(PROGRAMMES.iterdir()):
        if (folder / "licensing.toml").exists():
            files, _faults = read_folder(folder)
            found += [one.rules for one in Pack(files).section(AgreementTermsPolicy).agreement_terms]
    return found


def play_many(seed: int, agreements: int, years: int, processes: int = 1, only: int | None = None) -> Result:
    """Play so many agreements, or just one of them; the same for the same seed, whatever the number of processes."""
    result = Result(seed, years)
    if only is not None or processes == 1:
        result.add(_play(seed, range(agreements) if only is None else range(only, only + 1), years, only is not None))
        return result
    size = max(1, min(100, agreements // processes))
    parts = [range(first, min(first + size, agreements)) for first in range(0, agreements, size)]
    with ProcessPoolExecutor(processes) as pool:
        for part in pool.map(_play, *zip(*((seed, one, years) for one in parts), strict=True)):
            result.add(part)
    return result


def _play(seed: int, indexes: range, years: int, whole: bool = False) -> Result:
    kinds, result = every_terms(), Result(seed, years)
    for index in indexes:
        life = _life(seed, index, kinds, years)
        result.agreements += 1
        result.kinds[life.terms.key] += 1
        try:
            story = life.play()
        except AssertionError as fault:
            result.broken.append(f"{fault}\nagain: make simulate ARGS='--seed {seed} --years {years} --only {index}'")
            story = life.story
        result.counts += story.counts
        if whole:
            result.stories.append("\n".join([story.name, *story.lines]))
    return result


def _life(seed: int, index: int, kinds: list[Terms], years: int) -> Life:
    begins = FIRST + dt.timedelta(days=(seed * 7919 + index * 104_729) % 731)
    half = kinds[index // 2 % len(kinds)] if index % 2 else next(one for one in kinds if one.authorising)
    return Life(seed, index, half, begins, begins + dt.timedelta(days=365 * years))


def shown(result: Result, seconds: float) -> str:
    """The summary, as lines of text."""
    return "\n".join(_lines(result, seconds))


def _lines(result: Result, seconds: float) -> Iterator[str]:
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in sorted(result.kinds.items()))
    yield f"seed {result.seed}: {result.agreements:,} agreements ({kinds}), {result.years} years, {seconds:.0f} s"
    yield from (f"  {count:>10,}  {what}" for what, count in sorted(result.counts.items(), key=lambda pair: -pair[1]))
    yield f"  {len(result.broken):>10,}  broken" if result.broken else "  everything held that must always hold"
