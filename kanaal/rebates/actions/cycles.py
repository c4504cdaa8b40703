"""A cycle's life: it begins, is computed as often as one likes, proposed, approved by another, and paid (R2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.core.numbers import hold, take
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy
from kanaal.rebates import mails, permissions, queries, queries_paying
from kanaal.rebates.computing import compute
from kanaal.rebates.computing.frame import NoRebates, bounds_of, frame_of, release_on
from kanaal.rebates.events import (
    ComputingAsked,
    CycleApproved,
    CycleComputed,
    CycleOpened,
    CyclePaid,
    CycleProposed,
    CycleSentBack,
)
from kanaal.rebates.models import Cycle, Payment, Statement
from kanaal.rebates.policy import RebateRegionsPolicy, RebatesPolicy
from kanaal.rebates.rules.periods import periods, span_of
from kanaal.sellthrough.actions.periods import lock_period
from kanaal.sellthrough.models import LockedPeriod
from kanaal.sellthrough.permissions import lock_period as lock_period_permission

SERIES = "rebate-statement"
SHOWN_CHANGES = 50


class NoReason(Refusal):
    status = 422
    field = "why"

    def __init__(self) -> None:
        super().__init__(
            say(_("It does not say why.")), remedy=say(_("Write what has to change; whoever proposed it reads it."))
        )


class PaymentsUnderWay(Refusal):
    """Whoever marks it as paid by hand and lets the bank pay, too, would pay twice."""

    def __init__(self, cycle: Cycle) -> None:
        super().__init__(
            say(_("The bank has payments of this cycle that it has not executed yet.")),
            remedy=say(_("Say of the payment file that it was executed; then they are paid.")),
            link=reverse("cycle-payments", args=[cycle.pk]),
            label=say(_("Look at the payments")),
        )


class PaymentsReturned(Refusal):
    """The money is at the vendor's again: whoever marks it as paid by hand would owe it for ever."""

    def __init__(self, cycle: Cycle, numbers: list[str]) -> None:
        super().__init__(
            say(_("The bank sent back payments of these statements: %(numbers)s."), numbers=name(", ".join(numbers))),
            remedy=say(_("Make another payment file for them. Once the bank has executed it, the cycle is paid.")),
            link=reverse("cycle-payments", args=[cycle.pk]),
            label=say(_("Look at the payments")),
        )


class LinesCameLate(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("Lines have come since this cycle was computed, or somebody mended some.")),
            remedy=say(_("Have it computed again, look at what changed, and propose it then.")),
        )


class RatesChanged(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("Day rates were loaded or corrected since this cycle was computed.")),
            remedy=say(_("Send it back with that reason; computed again, its lines have their amount by these rates.")),
        )


@transaction.atomic
def open_cycle(region: str, day: dt.date, *, by: Actor = CLOCK) -> Cycle:
    """The cycle of a region in which a day lies; it is made if there is none yet. Raises NoRebates."""
    permissions.open_cycle.check(by, None)
    rules, found = policy(RebatesPolicy), policy(RegionsPolicy).get(region)
    span = span_of(day, rules.begins, rules.cycle_months)
    if span is None or found is None or policy(RebateRegionsPolicy).get(region) is None:
        raise NoRebates(region)

    values = {
        "key": span.key, "ends": span.ends, "first_period": span.first_period, "last_period": span.last_period,
        "currency": found.currency,
    }  # fmt: skip
    cycle, made = Cycle.objects.get_or_create(region=region, starts=span.starts, defaults=values)
    if made:
        record(CycleOpened(key=cycle.key, region=region), about=cycle, by=by)
    return cycle


@transaction.atomic
def ask_to_compute(cycle: Cycle, *, by: Actor) -> Cycle:
    """Have it computed; the worker does it."""
    cycle = Cycle.locked(cycle.pk)
    permissions.ask_to_compute.check(by, cycle)
    record(ComputingAsked(key=cycle.key), about=cycle, by=by)
    cycle.refresh_from_db(fields=["job"])
    return cycle


@transaction.atomic
def compute_cycle(cycle: Cycle, *, by: Actor = CLOCK) -> Cycle:
    """Replace all that it holds by what the lines, the deals and the programme say now. As often as one likes.

    Whole or not at all: a worker that dies leaves it as it was, and the next one begins anew.
    """
    cycle = Cycle.locked(cycle.pk)
    receipt = permissions.compute_cycle.check(by, cycle)
    release = release_on(cycle.ends)
    if release is None:
        raise NoRebates(cycle.region)

    forecast = clock.today() <= cycle.ends
    cycle.step("forecast" if forecast else "compute")
    before, first = queries.payable_by_partner(cycle), cycle.computed_at is None
    now, rates_at = clock.now(), queries.rates_known_at()
    compute(frame_of(cycle, release), now)
    found = queries.changed(before, queries.payable_by_partner(cycle))
    cycle.changes = [] if first else queries.named_changes(found[:SHOWN_CHANGES])
    cycle.totals, cycle.computed_at, cycle.computed_by_id = queries.totals_of(cycle), now, by.person_id
    cycle.totals |= {"changed": 0 if first else len(found), "rates_at": rates_at}
    cycle.save()
    fact = CycleComputed(
        key=cycle.key, lines=cycle.totals["lines"], waiting=cycle.totals["waiting"], forecast=forecast,
        totals=_kept(cycle),
    )  # fmt: skip
    record(fact, about=cycle, by=by, receipt=receipt, release_id=release.pk)
    return cycle


@transaction.atomic
def propose_cycle(cycle: Cycle, *, by: Actor) -> Cycle:
    """Hand it to finance as it stands. Raises LinesCameLate when it would come to something else by now."""
    cycle = Cycle.locked(cycle.pk)
    receipt = permissions.propose_cycle.check(by, cycle)
    if queries.is_stale(cycle):
        raise LinesCameLate

    cycle.step("propose")
    cycle.proposed_at, cycle.proposed_by_id = clock.now(), by.person_id
    cycle.save()
    record(CycleProposed(key=cycle.key, totals=_kept(cycle)), about=cycle, by=by, receipt=receipt)
    mails.cycle_proposed(cycle, policy(RebatesPolicy).approved_by)
    return cycle


@transaction.atomic
def send_back_cycle(cycle: Cycle, *, why: str, by: Actor) -> Cycle:
    """Not so: it can be computed and proposed again. Raises NoReason."""
    cycle = Cycle.locked(cycle.pk)
    receipt = permissions.send_back_cycle.check(by, cycle)
    if not why.strip():
        raise NoReason

    cycle.step("send_back")
    cycle.sent_back_at, cycle.sent_back_by_id, cycle.sent_back_why = clock.now(), by.person_id, why.strip()
    cycle.save()
    record(CycleSentBack(key=cycle.key, why=why.strip()), about=cycle, by=by, receipt=receipt, person_id=by.person_id)
    mails.cycle_sent_back(cycle)
    return cycle


@transaction.atomic
def approve_cycle(cycle: Cycle, *, by: Actor) -> Cycle:
    """From now on it is fixed, and its statements count. Never by whoever proposed it. Raises RatesChanged."""
    cycle = Cycle.locked(cycle.pk)
    receipt = permissions.approve_cycle.check(by, cycle)
    rules, release = policy(RebatesPolicy), release_on(cycle.ends)
    bounds = bounds_of(cycle, release)
    if queries.rates_changed(cycle):
        raise RatesChanged

    cycle.step("approve")
    cycle.approved_at, cycle.approved_by_id = clock.now(), by.person_id
    cycle.release_on = cycle.ends + dt.timedelta(days=bounds.release_days)
    cycle.save()
    due = Cycle.objects.filter(region=cycle.region, state__in=Cycle.FROZEN, release_on__lte=cycle.ends)
    due.filter(released_in=None).update(released_in=cycle)
    count = _number(cycle, rules.statement_prefix)
    _lock_months(cycle, by)
    fact = CycleApproved(key=cycle.key, statements=count, totals=_kept(cycle))
    record(fact, about=cycle, by=by, receipt=receipt, release_id=release.pk if release else None)
    mails.cycle_approved(cycle)
    return cycle


@transaction.atomic
def pay_cycle(cycle: Cycle, *, unpaid: Collection[int] = (), by: Actor) -> Cycle:
    """Paid without a payment file. `unpaid`: statements that were not, which stay approved.

    Raises PaymentsUnderWay; PaymentsReturned for a statement whose money came back and that `unpaid` does not name.
    """
    cycle = Cycle.locked(cycle.pk)
    receipt = permissions.pay_cycle.check(by, cycle)
    if Payment.objects.filter(statement__cycle=cycle, state="ordered").exists():
        raise PaymentsUnderWay(cycle)
    rows = Statement.objects.filter(cycle=cycle, state="approved", payable__gt=0).exclude(pk__in=unpaid)
    if returned := queries_paying.came_back(rows):
        raise PaymentsReturned(cycle, returned)

    cycle.step("pay")
    cycle.paid_at, cycle.paid_by_id = clock.now(), by.person_id
    cycle.save()
    count = rows.update(state="paid", paid_at=clock.now())
    record(CyclePaid(key=cycle.key, statements=count), about=cycle, by=by, receipt=receipt)
    return cycle


def _lock_months(cycle: Cycle, by: Actor) -> None:
    """Months that every region has approved change no more (R1); whoever may not lock them leaves that to finance."""
    regions = {one.region for one in policy(RebateRegionsPolicy).rebate_regions}
    reason = gettext("Rebates of %(key)s are approved.") % {"key": cycle.key}
    locked = set(LockedPeriod.objects.values_list("period", flat=True))
    for period in periods(cycle.first_period, cycle.last_period):
        closed = Cycle.objects.filter(state__in=Cycle.FROZEN, first_period__lte=period, last_period__gte=period)
        waits = regions - set(closed.values_list("region", flat=True))
        if not waits and period not in locked and lock_period_permission.explain(by, None).allowed:
            lock_period(period, reason=reason, by=by)


def _number(cycle: Cycle, prefix: str) -> int:
    """Each statement gets its number, in the order of the partners."""
    rows = list(Statement.objects.filter(cycle=cycle).order_by("partner__number"))
    series, now = hold(SERIES), clock.now()
    for row in rows:
        row.step("approve")
        row.number, row.approved_at = take(series, prefix), now
    series.save(update_fields=["next"])
    Statement.objects.bulk_update(rows, ["state", "number", "approved_at"], batch_size=500)
    return len(rows)


def _kept(cycle: Cycle) -> dict[str, str]:
    return {one: cycle.totals[one] for one in queries.SUMS}
