"""What the house itself keeps of opportunities: what the desk said of them, and the clock's work (D7, D8)."""

from __future__ import annotations

import datetime as dt

from kanaal.sales.models import Opportunity


def note_registration(opportunity: Opportunity, state: str, protected_until: dt.date | None) -> None:
    """Keep the state of its registration and its protection on the opportunity, where lists find them.

    For the module that decides on registrations, within its own action, which has locked the opportunity and records
    the fact. `state` is empty when there is no registration any more.
    """
    opportunity.registration, opportunity.protected_until = state, protected_until
    Opportunity.objects.filter(pk=opportunity.pk).update(registration=state, protected_until=protected_until)
