"""What a move from one level to another is worth to a partner, in money, as higher modules know it (C5).

Before a release is published the desk reads not only who would fall, but what it would cost them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kanaal.core.registry import lists
from kanaal.programme.models import Release


@dataclass(frozen=True)
class Worth:
    """What a partner was given in the last twelve months, and what the same would give under a level and a release."""

    now: Decimal
    then: Decimal
    currency: str

    @property
    def difference(self) -> Decimal:
        return self.then - self.now


Weigh = Callable[[Mapping[int, str], Release], Mapping[int, Worth]]
"""Of partners (id → the level that they would have) and the release that is weighed; in a few questions for all."""


@dataclass(frozen=True)
class Source:
    """`label` is a catalogue message that says what is weighed."""

    label: str
    weigh: Weigh


SOURCES: list[Source] = []


def worth_of(levels: Mapping[int, str], release: Release) -> Mapping[int, Worth]:
    """What it is worth to each of these partners; whom nothing is missing for isn't in it."""
    found: dict[int, Worth] = {}
    for source in SOURCES:
        for pk, worth in source.weigh(levels, release).items():
            known = found.get(pk)
            same = known is not None and known.currency == worth.currency
            found[pk] = (
                Worth(known.now + worth.now, known.then + worth.then, worth.currency) if known and same else worth
            )
    return found


@lists("What levels are worth in money")
def _sources() -> Iterable[str]:
    return (source.label for source in SOURCES)
