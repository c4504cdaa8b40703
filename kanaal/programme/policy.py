"""The programme's own sections: who runs it, in which languages, and in which regions of the world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from kanaal.programme.fields import (
    Address,
    Country,
    Currency,
    Hue,
    Key,
    Language,
    Line,
    Link,
    PackLanguage,
    Positive,
    TimeZone,
    Words,
    once,
)
from kanaal.programme.sections import section


@section("programme")
@dataclass(frozen=True)
class ProgrammePolicy:
    """Whose programme it is. `languages` are complete (P2); `drafts` are being translated and aren't offered.

    `hue` is the brand's colour on the wheel, 0 to 359. `time_zone` is where a release begins at midnight.
    """

    name: Words
    vendor: Line
    slogan: Words
    summary: Words
    hue: Hue
    default_language: PackLanguage
    languages: Annotated[tuple[Annotated[Language, once("language")], ...], Field(min_length=1)]
    time_zone: TimeZone
    website: Link
    support_email: Address
    support_hours: Words
    drafts: tuple[Annotated[Language, once("language")], ...] = ()


@dataclass(frozen=True)
class Region:
    """A part of the world with its own promises. A country lies in one region at most (P2 step 1).

    `languages` are those that people there would like; offered are the ones of these that the pack has complete.
    `promise_hours`: within how many hours an application is answered here, where it differs from `[enrolment]` (P3).
    `training_url`: where new users of this region register for training (C1).
    """

    key: Annotated[Key, once("region")]
    name: Words
    countries: Annotated[tuple[Annotated[Country, once("country")], ...], Field(min_length=1)]
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    currency: Currency
    time_zone: TimeZone
    training_url: Link
    open: bool
    promise_hours: Positive | None = None


@section("regions")
@dataclass(frozen=True)
class RegionsPolicy:
    regions: Annotated[tuple[Region, ...], Field(min_length=1)]

    def get(self, key: str) -> Region | None:
        return next((r for r in self.regions if r.key == key), None)

    def of_country(self, country: str) -> Region | None:
        """The region in which a country (ISO 3166-1) lies; None where the programme isn't offered."""
        return next((r for r in self.regions if country in r.countries), None)
