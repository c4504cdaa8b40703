"""What happened to sales reports, to day rates and to periods (R1)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact, personal


@dataclass(frozen=True)
class SalesReportSent(Fact):
    """About the report. `digest` is that of what it holds, `lines` about how many there are."""

    says = _("%(who)s sent the sales report %(number)s")
    icon = "upload"
    number: str
    month: str
    source: str
    digest: str
    lines: int


@dataclass(frozen=True)
class SalesReportRead(Fact):
    says = _("The report %(number)s was read: %(kept)s lines taken in, %(refused)s refused")
    icon = "list-checks"
    number: str
    state: str
    kept: int
    refused: int
    known_before: int


@dataclass(frozen=True)
class NothingSoldReported(Fact):
    """About the report, which has no lines."""

    says = _("%(who)s reported that nothing was sold in %(month)s")
    icon = "circle-check"
    number: str
    month: str


@dataclass(frozen=True)
class SalesReportReminded(Fact):
    """About the distributor or the partner. `days` before the day on which it was due; below 0, after it."""

    says = _("%(who)s reminded of the sales report of %(month)s")
    icon = "mail"
    month: str
    days: int


@dataclass(frozen=True)
class ResellerRecognised(Fact):
    """About the partner. `lines` named it by this name, and were nobody's before."""

    says = _("%(who)s noted that “%(name)s” in sales reports means this partner")
    icon = "link"
    reporter: str
    name: str
    lines: int


@dataclass(frozen=True)
class DayRatesLoaded(Fact):
    """About the newest of the rates. `computed`: lines that had waited for them."""

    says = _("%(who)s loaded %(rates)s day rates")
    icon = "arrow-left-right"
    rates: int
    known_before: int
    computed: int


@dataclass(frozen=True)
class DayRatesCorrected(Fact):
    """About the newest of the rates. `now`: each with its day and currencies; `computed`: lines with another amount."""

    says = _("%(who)s corrected %(rates)s day rates")
    icon = "arrow-left-right"
    rates: int
    now: list[str]
    computed: int


@dataclass(frozen=True)
class PeriodLocked(Fact):
    """About the locked period. `moved`: lines without a rate that count in a later one now."""

    says = _("%(who)s locked %(period)s")
    icon = "lock"
    period: str
    moved: int
    reason: str


@dataclass(frozen=True)
class PeriodUnlocked(Fact):
    """About the period that was locked."""

    says = _("%(who)s opened %(period)s again")
    icon = "lock-open"
    period: str
    reason: str


@dataclass(frozen=True)
class ReportKeyMade(Fact):
    says = _("%(who)s made a key for a program that sends reports")
    icon = "key-round"
    key_id: int
    name: str = personal()


@dataclass(frozen=True)
class ReportKeyWithdrawn(Fact):
    says = _("%(who)s withdrew a key of a program")
    icon = "key-round"
    key_id: int
