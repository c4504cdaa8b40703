"""What the house itself keeps of opportunities: what the desk said of them, and the clock's work (D7, D8)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.programme.policies import policy
from kanaal.sales import mails, permissions
from kanaal.sales.events import OpportunityExpired, OpportunityReminded
from kanaal.sales.models import Opportunity
from kanaal.sales.policy import SalesPolicy


def note_registration(opportunity: Opportunity, state: str, protected_until: dt.date | None) -> None:
    """Keep the state of its registration and its protection on the opportunity, where lists find them.

    For the module that decides on registrations, within its own action, which has locked the opportunity and records
    the fact. `state` is empty when there is no registration any more.
    """
    opportunity.registration, opportunity.protected_until = state, protected_until
    Opportunity.objects.filter(pk=opportunity.pk).update(registration=state, protected_until=protected_until)


@transaction.atomic
def expire_opportunity(opportunity: Opportunity, *, by: Actor = CLOCK) -> bool:
    """Close one whose expected day passed long ago (`overdue_days`); answers whether it did.

    It looks again under the lock: its owner may have moved the day a moment before.
    """
    opportunity = Opportunity.locked(opportunity.pk)
    permissions.expire_opportunity.check(by, opportunity)
    if not opportunity.is_open or clock.today() <= expires_on(opportunity):
        return False
    opportunity.step("expire")
    opportunity.closed_at = opportunity.touched_at = clock.now()
    opportunity.save(update_fields=["state", "closed_at", "touched_at"])
    fact = OpportunityExpired(
        opportunity_id=opportunity.pk, number=opportunity.number, expected_on=opportunity.close_on.isoformat()
    )
    record(fact, about=opportunity, by=by, person_id=opportunity.owner_id)
    mails.opportunity_expired(opportunity)
    return True


@transaction.atomic
def remind_of_expiry(opportunity: Opportunity, *, by: Actor = CLOCK) -> bool:
    """Tell its owner how long it is until it expires; each of `remind_days` once for an expected day."""
    opportunity = Opportunity.locked(opportunity.pk)
    permissions.remind_of_expiry.check(by, opportunity)
    left = (expires_on(opportunity) - clock.today()).days
    due = min((days for days in policy(SalesPolicy).remind_days if left <= days), default=None)
    if not opportunity.is_open or due is None or left < 0 or _was_told(opportunity, due):
        return False

    opportunity.reminded_of, opportunity.reminded_days = opportunity.close_on, due
    opportunity.save(update_fields=["reminded_of", "reminded_days"])
    fact = OpportunityReminded(opportunity_id=opportunity.pk, number=opportunity.number, days=left)
    record(fact, about=opportunity, by=by, person_id=opportunity.owner_id)
    mails.opportunity_expires(opportunity, on=expires_on(opportunity), days=left)
    return True


def expires_on(opportunity: Opportunity) -> dt.date:
    """The last day on which it is still open if nothing is done."""
    return opportunity.close_on + dt.timedelta(days=policy(SalesPolicy).overdue_days)


def _was_told(opportunity: Opportunity, days: int) -> bool:
    """Of this expected day, as late as this or later."""
    told = opportunity.reminded_days
    return opportunity.reminded_of == opportunity.close_on and told is not None and told <= days
