"""What the pages of a proposal show of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kanaal.core import formats
from kanaal.core.texts import Words
from kanaal.levels.impact import lost_places
from kanaal.levels.models import Proposal
from kanaal.partners.policy import LevelsPolicy, Need, PlacesPolicy
from kanaal.programme import differences, releases
from kanaal.programme.media import pointers
from kanaal.programme.policies import policy


@dataclass(frozen=True)
class ShownFile:
    """`rules`: a table of rules, which are changed most; the others are texts, products and prices."""

    name: str
    changed: bool

    @property
    def rules(self) -> bool:
        return self.name.endswith(".toml")


@dataclass(frozen=True)
class Move:
    """So many partners would go from one level to another; `loses`: the places that this closes."""

    before: Words | str
    after: Words | str
    count: int
    loses: list[Words] = field(default_factory=list)
    worth: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Impact:
    """`before` and `after` are points of a picture: (level, partners, text)."""

    partners: int
    before: list[tuple[str, int, str]]
    after: list[tuple[str, int, str]]
    falls: list[Move]
    rises: list[Move]


def files(proposal: Proposal) -> list[ShownFile]:
    """The files that can be edited, the changed ones marked. What stands for a picture or a video can't be."""
    old, media = proposal.based_on.files, pointers(proposal.files)
    mine = sorted((name, text) for name, text in proposal.files.items() if name not in media)
    return [ShownFile(name, old.get(name) != text) for name, text in mine]


def changes(proposal: Proposal) -> list[str]:
    """What differs from the release it is based on: rules one by one, texts line by line."""
    old, new = proposal.based_on.pack, proposal.pack
    return [*(str(change) for change in differences.rules(old, new)), *differences.texts(old, new)][:400]


def impact(proposal: Proposal) -> Impact | None:
    if proposal.impact is None:
        return None
    kept: dict[str, Any] = proposal.impact
    with releases.under(proposal.as_release):
        levels = policy(LevelsPolicy)
        names = {level.key: level.name for level in levels.by_rank}
        places = policy(PlacesPolicy)
        falls = [
            Move(
                names.get(one, one),
                names.get(two, two),
                count,
                _named(lost_places(one, two), places),
                _worth(kept, one, two),
            )
            for one, two, count in kept["falls"]
        ]
    rises = [
        Move(names.get(one, one), names.get(two, two), count, worth=_worth(kept, one, two))
        for one, two, count in kept["rises"]
    ]

    def points(counted: dict[str, int]) -> list[tuple[str, int, str]]:
        keys = [*names, *(key for key in counted if key not in names)]
        return [(str(names.get(k, k)), counted.get(k, 0), formats.number(counted.get(k, 0))) for k in keys]

    return Impact(kept["partners"], points(kept["before"]), points(kept["after"]), falls, rises)


def _worth(kept: dict[str, Any], before: str, after: str) -> list[str]:
    """What a move is worth to all whom it concerns, a line for each currency: the year's rebates now, and then."""
    return [
        _("%(now)s now, %(then)s then")
        % {"now": formats.money(Decimal(now), currency), "then": formats.money(Decimal(then), currency)}
        for one, two, currency, now, then in kept.get("worth", [])
        if (one, two) == (before, after)
    ]


def needs_of(proposal: Proposal) -> dict[str, Need]:
    """The needs of the proposed programme, by key: to say what is missing in its own words."""
    levels = proposal.pack.section(LevelsPolicy)
    return {need.key: need for level in levels.by_rank for need in level.needs}


def _named(keys: tuple[str, ...], places: PlacesPolicy) -> list[Words]:
    return [place.name for key in keys if (place := places.get(key))]


def missing(short: dict[str, list[int]], needs: dict[str, Need]) -> str:
    """`Two certificates (1 of 2)`, for each that is lacking."""
    said = []
    for key, (has, wanted) in short.items():
        what = str(needs[key].shown) if key in needs else key
        values = {"what": what, "has": formats.number(has), "wanted": formats.number(wanted)}
        said.append(_("%(what)s (%(has)s of %(wanted)s)") % values)
    return "; ".join(said)
