"""Customers of the story: a broadcaster that all partners share, and what each partner has found for itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kanaal.core import clock, numbers
from kanaal.customers.actions.accounts import make_account
from kanaal.customers.keeping import SERIES, create
from kanaal.customers.models import Account
from kanaal.customers.sound import read
from kanaal.partners.models import Contact, Partner
from kanaal.people.models import Person
from tests import world

BROADCASTER = {
    "name": "BAYERISCHER RUNDFUNK", "country": "DE", "town": "München", "street": "Rundfunkplatz 1",
    "postal_code": "80335", "website": "www.br-sender.example", "trading_names": ["BR"],
}  # fmt: skip
WATERRIJK = {
    "name": "Gemeente Waterrijk", "country": "NL", "town": "Waterrijk", "street": "Raadhuisplein 1",
    "postal_code": "3641 AA", "website": "www.waterrijk.example",
}  # fmt: skip
BRUGWACHTER = {"name": "Brugwachter Ontwerp B.V.", "country": "NL", "town": "Leiden", "vat_numbers": ["NL815881399B74"]}


def account(given: dict[str, Any], owner: Partner | None = None, **fields: Any) -> Account:
    """An account as an import would make it: whatever looks like it, once in a test."""
    world.published()
    known = Account.objects.filter(name=given["name"], owner=owner).first()
    if known is not None:
        return known
    said, faults = read(given)
    assert not faults, [f"{fault.field}: {fault.says}" for fault in faults]
    number = fields.pop("number", "") or numbers.next_number(SERIES, "AC")
    return create(Account(number=number, owner=owner, made_at=clock.now(), **fields), said)


def broadcaster() -> Account:
    return account(BROADCASTER)


def waterrijk() -> Account:
    return account(WATERRIJK)


def brugwachter() -> Account:
    """Lindeboom's own; Maasveld must never hear of it."""
    return account(BRUGWACHTER, world.lindeboom())


def seated(who: Person) -> Person:
    """With a sales seat."""
    Contact.objects.filter(person=who).update(seat_since=dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
    return who


def bo() -> Person:
    return seated(world.bo())


def made(given: dict[str, Any], who: Person | None = None, **more: Any) -> Account:
    """An account as a partner makes it, with its checks."""
    person = who or bo()
    by = world.actor(person, "contact")
    return make_account(Contact.objects.get(person=person).partner, given=given, by=by, **more)
