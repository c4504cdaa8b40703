"""The demo's contracts: an engineering group whose affiliates order with it, 6,000 points below its next level, and
whose administrator has left; an insurer's that has ended and can still be renewed. All by the actions of real life.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal

from allauth.account.models import EmailAddress

from kanaal.contracts.actions.members import add_affiliate
from kanaal.contracts.actions.opening import open_contract
from kanaal.contracts.actions.orders import enter_contract_order
from kanaal.contracts.models import Contract
from kanaal.contracts.sound import Given, Line
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.refusals import Refusal
from kanaal.customers.models import Account
from kanaal.distributors.models import Distributor
from kanaal.helpdesk.actions import ask_request
from kanaal.partners.models import Partner
from kanaal.people.models import Person
from kanaal.people.queries import by_address
from kanaal.site.world import cast, customers, distribution, licences

Tell = Callable[[str], None]
ADMIN = ("h.verhagen@dijkroth.example", "Hans Verhagen")
COLLEAGUE = ("m.post@dijkroth.example", "Marijke Post")
NEW = ("s.aydin@dijkroth.example", "Selin Aydin")
MASK = "m.post@dijkr0th.example"
AFFILIATES = ("dijkroth-bruggen", "dijkroth-belgie", "dijkroth-deutschland")
ORDERS = (
    (300, "dijkroth-bruggen", "AC-02-PERP", 88, "DN-81044", "BR-5512"),
    (210, "dijkroth-belgie", "AC-03-PERP", 64, "DN-81230", "2026-B-017"),
    (95, "dijkroth-deutschland", "AC-02-PERP", 80, "DN-81502", "D-4471"),
    (14, "dijkroth", "AC-02-UPG", 28, "DN-81777", "INK-2026-0931"),
)
"""Days ago, who ordered, product, how many, the distributor's number, the customer's."""
PRICES = {"AC-02-PERP": Decimal("291.40"), "AC-03-PERP": Decimal("342.76"), "AC-02-UPG": Decimal("119.90")}


def build(tell: Tell) -> None:
    """Once: a world that has contracts is left as it is."""
    if Contract.objects.exists():
        return
    tell("opening contracts")
    _group()
    _insurer()
    _left()


def _group() -> None:
    with clock.lived(dt.timedelta(days=400)):
        _person(*ADMIN)
        mine = _open("dijkroth", 0, ("AC-02-PERP", 120), "DN-80912", ADMIN, "quarterly")
        for key in AFFILIATES:
            add_affiliate(mine, account=customers.account(key), by=licences._acting("anna"))
    for ago, who, sku, quantity, number, po_number in ORDERS:
        with clock.lived(dt.timedelta(days=ago)):
            given = _given(customers.account(who), 0, sku, quantity, number, ADMIN[0], po_number)
            enter_contract_order(_distributor(), given=given, contract=mine, by=_dirk())


def _insurer() -> None:
    """It ended eighteen days ago; what was ordered since counts once it is renewed (K3)."""
    admin = ("inkoop@noordwal.example", "Janna de Boer")
    with clock.lived(dt.timedelta(days=405)):
        mine = _open("noordwal", 730 + 18 - 405, ("AC-02-PERP", 420), "DN-77410", admin, "at-once")
    with clock.lived(dt.timedelta(days=4)):
        given = _given(mine.account, 0, "AC-02-PERP", 12, "DN-81810", admin[0], "NW-2026-477")
        enter_contract_order(_distributor(), given=given, contract=mine, by=_dirk())


def _left() -> None:
    """Anna asks for another administrator of the group's contract: first with a look-alike's address, then rightly."""
    mine = Contract.objects.get(account=customers.account("dijkroth"))
    _person(*COLLEAGUE)
    values = {
        "number": mine.number, "email": NEW[0], "name": NEW[1], "left": True, "authoriser_email": MASK,
        "authoriser_name": COLLEAGUE[1],
    }  # fmt: skip
    reason = "De heer Verhagen werkt sinds 1 november niet meer bij Dijkroth."
    anna = licences._acting("anna")
    with clock.lived(dt.timedelta(days=1)):
        with suppress(Refusal):
            ask_request("contract_administrator", values=values, reason=reason, by=anna)
        right = values | {"authoriser_email": COLLEAGUE[0]}
        ask_request("contract_administrator", values=right, reason=reason, by=anna)


def _open(key: str, ago: int, first: tuple[str, int], number: str, admin: tuple[str, str], payment: str) -> Contract:
    account = customers.account(key)
    given = _given(account, ago, *first, number, admin[0], "")
    return open_contract(
        _distributor(), given=given, segment="com", payment=payment, admin_email=admin[0], admin_name=admin[1],
        by=_dirk(),
    )  # fmt: skip


def _given(account: Account, ago: int, sku: str, quantity: int, number: str, email: str, po_number: str) -> Given:
    """An order that was placed so many days before it is told of."""
    day = clock.today("Europe/Amsterdam") - dt.timedelta(days=ago)
    return Given(
        partner=_lindeboom(), account=account, ordered_by=email, ordered_on=day, distributor_number=number,
        po_number=po_number, lines=[Line(sku, quantity, PRICES[sku] * quantity)],
    )  # fmt: skip


def _lindeboom() -> Partner:
    return Partner.objects.get(external_id=cast.company("lindeboom").external_id)


def _distributor() -> Distributor:
    return distribution.companies()["noord"]


def _dirk() -> Actor:
    return distribution.acting_for("noord")


def _person(email: str, name: str) -> Person:
    known = by_address(email)
    if known is not None:
        return known
    made = Person.objects.create_user(email, cast.DEMO_PASSWORD, name=name, language="nl")
    EmailAddress.objects.create(user=made, email=email, verified=True, primary=True)
    return made
