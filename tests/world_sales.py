"""The cast in the Sales Center: who holds a seat, a customer or two, and opportunities in hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from kanaal.core import clock
from kanaal.customers.models import Account
from kanaal.partners.models import Contact, Partner
from kanaal.people.models import Person
from kanaal.sales.actions.opening import open_opportunity
from kanaal.sales.models import Opportunity
from kanaal.sales.sound import Details
from tests import world


def seated(who: Person) -> Person:
    """Somebody of the cast, with a sales seat."""
    Contact.objects.filter(person=who, active=True, seat_since=None).update(seat_since=clock.now())
    return who


def customer(name: str = "Omroep Waterrijk", **fields: Any) -> Account:
    """A customer whom all partners can find, made once."""
    known = Account.objects.filter(name=name).first()
    if known is not None:
        return known
    values: dict[str, Any] = {"country": "NL", "town": "Hilversum", "segment": "com", "made_at": clock.now()}
    values |= {"number": f"AC-{300001 + Account.objects.count()}"}
    made = Account.objects.create(name=name, **(values | fields))
    made.names.create(name=name, kind="legal", key=name.casefold())
    return made


def details(**changed: Any) -> Details:
    values: dict[str, Any] = {
        "name": "Acrobat newsroom",
        "deal_type": "new-business",
        "need": "new-users",
        "segment": "com",
        "families": ("acrobat",),
        "amount": Decimal(24_000),
        "currency": "EUR",
        "close_on": clock.today() + dt.timedelta(days=60),
    }
    return Details(**(values | changed))


def company_of(who: Person) -> Partner:
    return Contact.objects.select_related("partner").get(person=who, active=True).partner


def opportunity(who: Person | None = None, *, account: Account | None = None, **changed: Any) -> Opportunity:
    """A new opportunity of somebody's (Bo's), who holds a seat."""
    owner = seated(who or world.bo())
    return open_opportunity(
        company_of(owner), account=account or customer(), details=details(**changed), by=world.actor(owner)
    )


def sem() -> Person:
    """A third colleague at Lindeboom, with a seat."""
    world.anna()
    return seated(world._contact(world.lindeboom(), "sem@lindeboom-digitaal.nl", "Sem Vlam", "other"))
