"""What the programme says about partners: levels, places, enrolment, membership, contacts.

No level, place, number or sentence stands here; they are in the pack. What stands here is what *kinds* of rules there
are, so that a pack that asks for something else is told so before it is published.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from babel.numbers import format_decimal
from pydantic import AfterValidator, Field

from kanaal.core import texts
from kanaal.core.formats import locale_of
from kanaal.programme.fields import (
    PLACEHOLDER,
    Count,
    Document,
    Domain,
    Key,
    Positive,
    Words,
    key_of,
    once,
    words_with_any,
)
from kanaal.programme.sections import section

ContactKind = Literal["primary", "secondary", "other"]
Mark = Literal[
    "free-mail",
    "disposable-mail",
    "look-alike",
    "other-domain",
    "vat-missing",
    "vat-invalid",
    "vat-other-country",
    "postal-code",
]
CompanyField = Literal[
    "name",
    "street",
    "postal_code",
    "city",
    "province",
    "vat_number",
    "register_number",
    "website",
    "phone",
]


@dataclass(frozen=True)
class Need:
    """What a level asks. Measured by a registered fact (`fact` with `params`, at least `at_least` of it), or
    attested by the desk with evidence. In `text` `{at_least}`, or the name of a parameter, stands for its value;
    `shown` fills them in.
    """

    key: Annotated[Key, once("need")]
    text: Annotated[texts.Words, words_with_any]
    fact: Annotated[str, Field(pattern=r"^[a-z_]+\.[a-z_]+$")] | None = None
    at_least: Positive | None = None
    attested: bool = False
    params: Mapping[str, str | int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.attested == (self.fact is not None):
            raise ValueError("is neither measured nor attested, or both | Give it a fact, or attested = true.")
        known = {"at_least": self.at_least, **self.params}
        for mark in {mark for text in self.text.values() for mark in PLACEHOLDER.findall(text)}:
            if known.get(mark) is None:
                raise ValueError(f"says {{{mark}}}, but has no such number | Add {mark} = …, or leave the mark out.")

    @property
    def shown(self) -> texts.Words:
        """The text with its numbers, written as each language does."""
        return texts.Words({code: self._filled(text, code) for code, text in self.text.items()})

    def _filled(self, text: str, language: str) -> str:
        values = {"at_least": self.at_least, **self.params}

        def written(match: re.Match[str]) -> str:
            value = values[match.group(1)]
            return format_decimal(value, locale=locale_of(language)) if isinstance(value, int) else str(value)

        return PLACEHOLDER.sub(written, text)


@dataclass(frozen=True)
class Level:
    """A level of the programme. The higher its rank, the more it opens; it also needs and opens all that the level
    does on which it `builds_on`. `seats`: how many people may hold a sales seat (P10).
    """

    key: Annotated[Key, once("level")]
    rank: Annotated[Positive, once("rank")]
    name: Words
    summary: Words
    seats: Count
    needs: tuple[Need, ...]
    opens: tuple[Annotated[str, key_of("places")], ...]
    benefits: tuple[Words, ...]
    builds_on: Annotated[str, key_of("levels")] | None = None


@section("levels")
@dataclass(frozen=True)
class LevelsPolicy:
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]

    def __post_init__(self) -> None:
        for level in self.levels:
            below = self.get(level.builds_on) if level.builds_on else None
            if below is not None and below.rank >= level.rank:
                raise ValueError(
                    f'has "{level.key}" build on "{below.key}", which is not below it'
                    " | A level can build only on one of a lower rank."
                )

    @property
    def by_rank(self) -> tuple[Level, ...]:
        return tuple(sorted(self.levels, key=lambda level: level.rank))

    def get(self, key: str) -> Level | None:
        return next((level for level in self.levels if level.key == key), None)

    def chain(self, level: Level) -> tuple[Level, ...]:
        """The level and all on which it builds, the lowest first."""
        below = self.get(level.builds_on) if level.builds_on else None
        return (*self.chain(below), level) if below else (level,)

    def needs_of(self, level: Level) -> tuple[Need, ...]:
        """All that a level asks, including what the levels below it ask (P14)."""
        return tuple(need for part in self.chain(level) for need in part.needs)

    def opens(self, level: Level, place: str) -> bool:
        return any(place in part.opens for part in self.chain(level))

    def opening(self, place: str) -> tuple[Level, ...]:
        """The levels that open a place, the lowest first: 'Gold and Platinum do' (P9)."""
        return tuple(level for level in self.by_rank if self.opens(level, place))

    def above(self, level: Level) -> tuple[Level, ...]:
        return tuple(other for other in self.by_rank if other.rank > level.rank)


@dataclass(frozen=True)
class Tab:
    """A heading of the portal. `text` says in a line what is found there."""

    key: Annotated[Key, once("tab")]
    name: Words
    text: Words
    icon: Key


@section("tabs")
@dataclass(frozen=True)
class TabsPolicy:
    tabs: Annotated[tuple[Tab, ...], Field(min_length=1)]

    def get(self, key: str) -> Tab | None:
        return next((tab for tab in self.tabs if tab.key == key), None)


@dataclass(frozen=True)
class Place:
    """Where a contact can stand. `audience`: the kinds of contact that may enter; `needs_seat`: only with a sales
    seat; `module`: the room of the house that fills it, empty where the place is only announced.
    """

    key: Annotated[Key, once("place")]
    name: Words
    summary: Words
    tab: Annotated[str, key_of("tabs")]
    audience: Annotated[tuple[ContactKind, ...], Field(min_length=1)]
    needs_seat: bool
    module: str
    icon: Key


@section("places")
@dataclass(frozen=True)
class PlacesPolicy:
    places: Annotated[tuple[Place, ...], Field(min_length=1)]

    def get(self, key: str) -> Place | None:
        return next((place for place in self.places if place.key == key), None)

    def under(self, tab: str) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.tab == tab)


@section("enrolment")
@dataclass(frozen=True)
class EnrolmentPolicy:
    """How one becomes a partner (P1–P6).

    `promise_hours`: an application is answered within so many hours, where the region says nothing else.
    `automatic_approval`: `off`, or `clean`: an application without any of the marks in `unclean_marks` is let in.
    `draft_reminder_days`: so many days after its last change a half-filled application is recalled by mail;
    `draft_kept_days`: then it is forgotten. `free_mail_domains` come on top of the ones that the house knows.
    """

    entry_level: Annotated[str, key_of("levels")]
    terms: Document
    welcome_kit: Key
    promise_hours: Positive
    automatic_approval: Literal["off", "clean"]
    unclean_marks: tuple[Mark, ...]
    authority_statement: Words
    required_company_fields: tuple[CompanyField, ...]
    free_mail_domains: tuple[Annotated[Domain, once("free-mail domain")], ...]
    membership_prefix: Annotated[str, Field(pattern=r"^[A-Z]{2,6}$")]
    draft_reminder_days: tuple[Positive, ...]
    draft_kept_days: Positive


@dataclass(frozen=True)
class DeclineReason:
    """Why an application was declined. `name` is for the desk's list, `text` for the applicant's mail."""

    key: Annotated[Key, once("decline reason")]
    name: Words
    text: Words


@section("decline_reasons")
@dataclass(frozen=True)
class DeclineReasonsPolicy:
    decline_reasons: Annotated[tuple[DeclineReason, ...], Field(min_length=1)]

    def get(self, key: str) -> DeclineReason | None:
        return next((reason for reason in self.decline_reasons if reason.key == key), None)


@section("membership")
@dataclass(frozen=True)
class MembershipPolicy:
    """How long a membership lasts, and when it can be renewed: from `window_before_days` before its end until
    `window_after_days` after it; access lasts through the window (P15). `reminder_days`: days before the end.
    """

    term_months: Positive
    window_before_days: Positive
    window_after_days: Count
    reminder_days: tuple[Positive, ...]


@dataclass(frozen=True)
class KindOfContact:
    """`may_invite`: the kinds of contact that this kind may invite; nobody invites a primary contact (P12)."""

    key: Annotated[ContactKind, once("kind of contact")]
    name: Words
    summary: Words
    may_invite: tuple[Literal["secondary", "other"], ...]


def _all_kinds(kinds: tuple[KindOfContact, ...]) -> tuple[KindOfContact, ...]:
    if {kind.key for kind in kinds} != {"primary", "secondary", "other"}:
        raise ValueError("must name the three kinds of contact | Describe primary, secondary and other, each once.")
    return kinds


@section("contacts")
@dataclass(frozen=True)
class ContactsPolicy:
    """Who speaks for a partner (P8). An invitation that isn't accepted lapses after `invitation_lasts_days`."""

    invitation_lasts_days: Positive
    kinds: Annotated[tuple[KindOfContact, ...], AfterValidator(_all_kinds)]

    def kind(self, key: str) -> KindOfContact:
        return next(kind for kind in self.kinds if kind.key == key)
