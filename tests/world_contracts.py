"""Contracts in tests: an engineering group and its affiliates, ordered through Lindeboom, told of by Dirk."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from kanaal.contracts.actions.members import add_affiliate
from kanaal.contracts.actions.opening import open_contract
from kanaal.contracts.actions.orders import enter_contract_order
from kanaal.contracts.models import Contract, ContractOrder
from kanaal.contracts.sound import Given, Line
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.models import Mail
from kanaal.customers.models import Account
from kanaal.people.models import Person
from tests import world, world_accounts
from tests.world_licences import distributor
from tests.world_orders import dirk

GROUP = {
    "name": "Sluiswerk Engineering Groep B.V.", "country": "NL", "town": "Gorinchem",
    "website": "www.sluiswerk.example",
}  # fmt: skip
AFFILIATES = ("Sluiswerk Bruggen B.V.", "Sluiswerk Waterbouw B.V.", "Sluiswerk Advies B.V.")
PRO = "AC-02-PERP"
"""250 points each."""
ADMIN = "wim.verhagen@sluiswerk.example"


def group() -> Account:
    return world_accounts.account(GROUP)


def affiliate(at: int = 0) -> Account:
    return world_accounts.account({"name": AFFILIATES[at], "country": "NL", "town": "Dordrecht"})


def days(ago: int) -> dt.date:
    return clock.today("Europe/Amsterdam") - dt.timedelta(days=ago)


def given(quantity: int, number: str, *, ago: int = 0, account: Account | None = None, **more: Any) -> Given:
    """An order of so many of one product, at 100 each."""
    lines = more.pop("lines", None) or [Line(more.pop("sku", PRO), quantity, Decimal(100) * quantity)]
    return Given(
        partner=more.pop("partner", None) or world.lindeboom(), account=account or group(),
        ordered_by=more.pop("ordered_by", ADMIN), ordered_on=days(ago), distributor_number=number, lines=lines, **more,
    )  # fmt: skip


def contract(quantity: int = 40, *, ago: int = 0, by: Actor | None = None, **more: Any) -> Contract:
    """A commercial contract, opened with 10,000 points so many days ago."""
    world.anna()
    known = Contract.objects.filter(account=more.get("account") or group(), state="live").first()
    if known is not None:
        return known
    kept = {key: more.pop(key) for key in ("segment", "payment", "admin_email", "admin_name") if key in more}
    said = {"segment": "com", "payment": "at-once", "admin_email": ADMIN, "admin_name": "Wim Verhagen"} | kept
    first = given(quantity, more.pop("number", "DN-1"), ago=ago, **more)
    return open_contract(distributor(), given=first, by=by or dirk(), **said)


def ordered(mine: Contract, quantity: int, number: str, *, ago: int = 0, **more: Any) -> ContractOrder:
    order = given(quantity, number, ago=ago, **more)
    made = enter_contract_order(distributor(), given=order, contract=mine, by=dirk())
    mine.refresh_from_db()
    mine.__dict__.pop("_known", None)
    return made


def joined(mine: Contract, at: int = 0) -> Account:
    """An affiliate that orders with it from the contract's first day on."""
    account = affiliate(at)
    member = add_affiliate(mine, account=account, by=world.actor(world.vera()))
    member.since = mine.starts
    member.save(update_fields=["since"])
    return account


def administrator(email: str = ADMIN, name: str = "Wim Verhagen") -> Person:
    """Whoever administers the contract, with an ID."""
    return world.person(email, name)


def acting(person: Person) -> Actor:
    return world.actor(person, "contract_administrator")


def mails_named(name: str) -> list[Mail]:
    return list(Mail.objects.filter(name=name).order_by("pk"))
