"""Locking a month, and opening it again (R1)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.addresses import one_line
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.sellthrough import permissions
from kanaal.sellthrough.events import PeriodLocked, PeriodUnlocked
from kanaal.sellthrough.models import LockedPeriod, SaleLine, month_of
from kanaal.sellthrough.periods import hold_gate, is_month, locked_periods, open_period


class NoPeriod(Refusal):
    status = 422
    field = "period"

    def __init__(self) -> None:
        super().__init__(
            say(_("Only a month that is over can be locked.")),
            remedy=say(_("Write it like 2026-10, and wait for the month's end.")),
        )


class LockedAlready(Refusal):
    field = "period"

    def __init__(self, row: LockedPeriod) -> None:
        super().__init__(
            say(_("%(period)s has been locked since %(at)s."), period=name(row.period), at=row.locked_at),
            remedy=say(_("There is nothing more to do.")),
        )


class NotLocked(Refusal):
    field = "period"

    def __init__(self, period: str) -> None:
        super().__init__(
            say(_("%(period)s is open."), period=name(period)), remedy=say(_("A colleague may have been first."))
        )


class NoReason(Refusal):
    status = 422
    field = "reason"

    def __init__(self) -> None:
        super().__init__(say(_("Say why, in a few words: it is kept with the month.")))


@transaction.atomic
def lock_period(period: str, *, reason: str, by: Actor) -> LockedPeriod:
    """From now on nothing in the month changes. Lines in it that still wait for a rate count in the first open one.

    Raises NoPeriod, LockedAlready and NoReason.
    """
    hold_gate()
    permissions.lock_period.check(by, None)
    reason = one_line(reason)[:500]
    if not is_month(period) or period >= month_of(clock.today()):
        raise NoPeriod
    if (row := LockedPeriod.objects.filter(period=period).first()) is not None:
        raise LockedAlready(row)
    if not reason:
        raise NoReason
    locked = LockedPeriod.objects.create(period=period, reason=reason, locked_at=clock.now(), locked_by_id=by.person_id)
    later = open_period(period, locked_periods())
    moved = SaleLine.objects.filter(period=period, amount_base__isnull=True).update(period=later)
    record(PeriodLocked(period=period, moved=moved, reason=reason), about=locked, by=by)
    return locked


@transaction.atomic
def unlock_period(period: str, *, reason: str, by: Actor) -> None:
    """The month takes lines again. What was counted later meanwhile stays where it is. Raises NotLocked, NoReason."""
    hold_gate()
    permissions.unlock_period.check(by, None)
    reason = one_line(reason)[:500]
    row = LockedPeriod.objects.filter(period=period).first()
    if row is None:
        raise NotLocked(period)
    if not reason:
        raise NoReason
    record(PeriodUnlocked(period=period, reason=reason), about=row, by=by)
    row.delete()
