"""What the programme gives its partners for their own use: not for resale, by level (N1–N5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from kanaal.partners.policy import Level, LevelsPolicy
from kanaal.programme.fields import Count, Key, Line, Link, Positive, Words, key_of, once
from kanaal.programme.policies import policy
from kanaal.programme.sections import section

MODULE = "nfr"
"""The module behind the programme's place for it."""


@section("nfr", optional=True)
@dataclass(frozen=True)
class NfrPolicy:
    """`terms`: the kind of agreement (of the use `nfr`) under which a partner has its subscriptions. `name_suffix`
    stands behind the company's name in the agreement's own. Has a pool of serial numbers no more than `pool_low`, the
    desk is told.
    """

    terms: Annotated[str, key_of("agreement_terms")]
    name_suffix: Line
    pool_low: Count


@dataclass(frozen=True)
class KitItem:
    """A product that partners of a level have, and of those that build on it: so many `quantity`.

    `perpetual`: by serial number, to be downloaded from `download`. `subscription`: licences under an agreement of the
    partner's own.
    """

    key: Annotated[Key, once("part of the kit")]
    level: Annotated[str, key_of("levels")]
    product: Line
    quantity: Positive
    kind: Literal["perpetual", "subscription"]
    text: Words
    download: Link | None = None

    def __post_init__(self) -> None:
        if (self.kind == "perpetual") != (self.download is not None):
            raise ValueError(
                f'has "{self.key}" with a wrong download'
                " | Perpetual products have one; subscriptions are got through their agreement."
            )


@section("nfr_kit", optional=True)
@dataclass(frozen=True)
class NfrKitPolicy:
    nfr_kit: Annotated[tuple[KitItem, ...], Field(min_length=1)]

    def of_level(self, key: str) -> tuple[KitItem, ...]:
        """What a level brings, with all that the levels bring on which it builds."""
        levels = policy(LevelsPolicy)
        level = levels.get(key)
        chain = {one.key for one in levels.chain(level)} if level else set()
        return tuple(one for one in self.nfr_kit if one.level in chain)

    def above(self, level: Level) -> dict[str, tuple[KitItem, ...]]:
        """What each higher level would bring on top: key of the level → its own part of the kit."""
        found = {}
        for other in policy(LevelsPolicy).above(level):
            if mine := tuple(one for one in self.nfr_kit if one.level == other.key):
                found[other.key] = mine
        return found
