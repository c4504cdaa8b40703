"""The helpdesk's sections of the pack: how requests are numbered, and when the helpdesk is there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field

from kanaal.core.business_time import Office, is_known
from kanaal.programme.fields import Country, Key, key_of, once
from kanaal.programme.sections import section


@section("helpdesk")
@dataclass(frozen=True)
class HelpdeskPolicy:
    """`number_prefix` begins the number of each request; `answer_hours` is what is promised to whoever asks.

    An authorisation can be given for `authorisation_days` and is recalled once, `authorisation_reminder_days` before
    that is over. A request carries at most `evidence_files` files of at most `evidence_megabytes` each.
    """

    number_prefix: str
    answer_hours: int
    authorisation_days: Annotated[int, Field(ge=1, le=365)]
    authorisation_reminder_days: Annotated[int, Field(ge=0, le=365)]
    evidence_files: Annotated[int, Field(ge=1, le=50)]
    evidence_megabytes: Annotated[int, Field(ge=1, le=100)]


def _has_holidays(value: str) -> str:
    if not is_known(value):
        raise ValueError("no holidays are known of this country | Write another country, or leave it out.")
    return value


Weekday = Annotated[int, Field(ge=1, le=7)]


@dataclass(frozen=True)
class SupportHours:
    """When the helpdesk works for a region. `weekdays` as ISO counts them (1 is Monday); times in the region's zone.

    `holidays_of` is the country whose public holidays are free; `closed` are further days.
    """

    region: Annotated[Key, key_of("regions"), once("region of support_hours")]
    weekdays: Annotated[tuple[Weekday, ...], Field(min_length=1)]
    opens: dt.time
    closes: dt.time
    holidays_of: Annotated[Country, AfterValidator(_has_holidays)] | None = None
    closed: tuple[dt.date, ...] = ()

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("the helpdesk closes before it opens | Write opens = 09:00:00 and closes = 17:30:00.")

    def office(self, zone: str) -> Office:
        hours = {day - 1: (self.opens, self.closes) for day in self.weekdays}
        return Office(zone, hours, self.holidays_of or "", frozenset(self.closed))


@section("support_hours", optional=True)
@dataclass(frozen=True)
class SupportHoursPolicy:
    """The hours of each region. A region that has none is promised real hours, day and night."""

    support_hours: tuple[SupportHours, ...]

    def of(self, region: str) -> SupportHours | None:
        return next((hours for hours in self.support_hours if hours.region == region), None)
