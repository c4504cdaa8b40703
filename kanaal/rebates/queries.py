"""What is asked of cycles, entries and lines; nothing here changes anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import JSONObject

from kanaal.core import clock
from kanaal.core.models import PersonalData
from kanaal.partners.models import Partner
from kanaal.programme.policies import policy
from kanaal.rebates.models import Cycle, DealTotal, Entry, Match, Statement
from kanaal.sales.models import Opportunity
from kanaal.sellthrough.models import DayRate, SaleLine
from kanaal.sellthrough.policy import SellthroughPolicy

CENT = Decimal("0.01")
SUMS = ("earned", "capped", "held", "released", "clawed", "carried_in", "payable", "carried_out")


def cent(value: Any) -> Decimal:
    """A sum as money: SQLite adds decimals as floats, of which only the cents are meant."""
    return Decimal(value or 0).quantize(CENT)


def totals_of(cycle: Cycle) -> dict[str, Any]:
    """What a cycle comes to, as it is kept with it: amounts as texts, counts as numbers."""
    rows = Statement.objects.filter(cycle=cycle)
    found = rows.aggregate(**{one: Sum(one) for one in SUMS}, lines=Sum("entries"), partners=Count("pk"))
    months = DealTotal.objects.filter(cycle=cycle).values_list("month").annotate(whole=Sum("earned")).order_by("month")
    totals: dict[str, Any] = {one: str(cent(found[one])) for one in SUMS}
    waiting = _by_reason(Match.objects.filter(waits_for(cycle)))
    return totals | {
        "lines": found["lines"] or 0, "partners": found["partners"],
        "paid": rows.filter(payable__gt=0).count(), "waiting": sum(waiting.values()), "reasons": waiting,
        "months": [[month, str(cent(earned))] for month, earned in months],
        "last_line": SaleLine.objects.aggregate(last=Max("pk"))["last"] or 0,
    }  # fmt: skip


def _by_reason(rows: QuerySet[Match]) -> dict[str, int]:
    return dict(rows.values_list("reason").annotate(count=Count("pk")).order_by("-count"))


def waits_for(cycle: Cycle) -> Q:
    """The lines that this cycle could count, if somebody said to which deal they belong."""
    return Q(how="none", period__lte=cycle.last_period) & (Q(region=cycle.region) | Q(region=""))


def is_stale(cycle: Cycle) -> bool:
    """Have lines come for it since it was computed, has somebody said something of one, or were rates loaded by which
    lines of it may have got another amount?
    """
    came = SaleLine.objects.filter(pk__gt=cycle.totals.get("last_line", 0), period__lte=cycle.last_period)
    came = came.filter(Q(partner__region=cycle.region) | Q(partner=None))
    said = Match.objects.filter(region=cycle.region, period__lte=cycle.last_period, decided_at__gt=cycle.computed_at)
    return Cycle.objects.filter(Exists(came) | Exists(said) | Exists(_rates_since(cycle)), pk=cycle.pk).exists()


def rates_changed(cycle: Cycle) -> bool:
    """Were rates loaded or corrected since it was computed, by which its lines may have another amount?"""
    return _rates_since(cycle).exists()


def _rates_since(cycle: Cycle) -> QuerySet[DayRate]:
    """By what it knew of rates, not by when it was computed: somebody may have been loading them just then."""
    until = cycle.ends + dt.timedelta(days=policy(SellthroughPolicy).rate_days_back)
    rows = DayRate.objects.filter(day__lte=until)
    known = cycle.totals.get("rates_at")
    return rows.filter(loaded_at__gt=dt.datetime.fromisoformat(known)) if known else rows


def rates_known_at() -> str:
    """When the last rate was loaded that there is by now; empty where there is none."""
    newest: dt.datetime | None = DayRate.objects.aggregate(newest=Max("loaded_at"))["newest"]
    return newest.isoformat() if newest else ""


def with_first_open_before(rows: QuerySet[Cycle]) -> QuerySet[Cycle]:
    """Cycles with the answer to the next question, for pages that ask it anyway."""
    before = Cycle.objects.filter(region=OuterRef("region"), starts__lt=OuterRef("starts"))
    found = before.exclude(state__in=Cycle.FROZEN).order_by("starts")
    return rows.annotate(_first_before=Subquery(found.values(_one=JSONObject(pk="pk", key="key", state="state"))[:1]))


def first_open_before(cycle: Cycle) -> Cycle | None:
    """The earliest one of its region that isn't approved, if any comes before it."""
    if "_first_before" in cycle.__dict__:
        known = cycle.__dict__["_first_before"]
        return Cycle(**known) if known else None
    before = Cycle.objects.filter(region=cycle.region, starts__lt=cycle.starts).exclude(state__in=Cycle.FROZEN)
    return before.order_by("starts").first()


def payable_by_partner(cycle: Cycle) -> dict[int, Decimal]:
    """What each partner comes to; to tell what another computing changed."""
    rows = Statement.objects.filter(cycle=cycle).values_list("partner_id", "payable", "carried_out")
    return {partner: cent(payable + carried) for partner, payable, carried in rows}


def entries_of(cycle: Cycle, partner_id: int) -> QuerySet[Entry]:
    rows = Entry.objects.filter(cycle=cycle, partner_id=partner_id)
    return rows.select_related("line", "tariff", "opportunity", "cycle")


def totals_of_opportunity(opportunity: Opportunity) -> QuerySet[DealTotal]:
    """What closed cycles gave for a deal, newest first, by month of the sale (D9)."""
    rows = DealTotal.objects.filter(opportunity=opportunity, cycle__state__in=Cycle.FROZEN)
    return rows.select_related("cycle").order_by("-cycle__starts", "month")


def entries_of_opportunity(opportunity: Opportunity, partner_ids: Iterable[int]) -> QuerySet[Entry]:
    """The entries behind them. `partner_ids` as the totals name them: it is by these that entries are found."""
    rows = Entry.objects.filter(partner_id__in=list(partner_ids), opportunity=opportunity)
    closed = rows.filter(cycle__state__in=Cycle.FROZEN)
    return closed.select_related("line", "tariff", "cycle").order_by("-cycle__starts", "sold_on", "pk")


def changed(before: Mapping[int, Decimal], after: Mapping[int, Decimal]) -> list[tuple[int, Decimal, Decimal]]:
    """(partner, before, after) of those for whom a computing came to something else, the largest change first."""
    both = [(one, before.get(one, Decimal(0)), after.get(one, Decimal(0))) for one in {*before, *after}]
    return sorted((one for one in both if one[1] != one[2]), key=lambda one: (-abs(one[2] - one[1]), one[0]))


def named_changes(found: list[tuple[int, Decimal, Decimal]]) -> list[list[str]]:
    """The same with number and name, as it is kept with the cycle."""
    known = Partner.objects.in_bulk([one for one, _was, _now in found])
    return [[known[one].number, known[one].name, str(was), str(now)] for one, was, now in found]


def questions(match: Match, day: dt.date) -> list[PersonalData]:
    """What the partner was asked about a line on a day, the latest first."""
    rows = PersonalData.objects.filter(
        event__name="PartnerAsked", event__about_kind=match._meta.label_lower, event__about_id=match.pk, erased_at=None
    )
    found = rows.select_related("event").order_by("-event_id")
    return [one for one in found if clock.date_of(one.event.at) == day]
