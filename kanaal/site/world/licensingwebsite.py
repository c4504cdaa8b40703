"""The demo's licensing website: what Eva's municipality ordered, with her ID and with another address; one order waits
for serial numbers. Told by Dirk, loaded by Ivo, looked at by Eva: all by the actions of real life.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from decimal import Decimal

from kanaal.contracts.actions.orders import enter_contract_order
from kanaal.contracts.models import ContractOrder
from kanaal.contracts.sound import Given, Line
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.customers.models import Account
from kanaal.distributors.models import DistributorUser
from kanaal.licensingwebsite.actions.certificates import issue_licence_certificate
from kanaal.licensingwebsite.actions.loading import load_order_serials
from kanaal.licensingwebsite.actions.showing import show_order_serial
from kanaal.licensingwebsite.models import Serial, SerialLoad
from kanaal.licensingwebsite.queries import is_open, software_of
from kanaal.partners.models import Contact
from kanaal.people.models import Person
from kanaal.site.world import cast

Tell = Callable[[str], None]
PRO, ELEMENTS, CAPTIVATE = "AC-02-PERP", "EL-01-PERP", "CP-01-PERP"
POOLS = {PRO: 16, ELEMENTS: 2, CAPTIVATE: 12}
"""How many serial numbers were loaded of each; of one there are too few."""
BUYING = "inkoop@gemeente-waterrijk.example"
"""An address of the municipality that belongs to no ID yet."""
ORDERS = (
    (47, "eva", "INK-2026-0417", ((PRO, 25), (CAPTIVATE, 4))),
    (33, "", "INK-2026-0502", ((PRO, 10),)),
    (2, "eva", "INK-2026-0611", ((ELEMENTS, 6),)),
)
"""Days ago, with whose ID (nobody's: the other address), the customer's number, and what."""


def build(tell: Tell) -> None:
    """Once: a world that has serial numbers for orders is left as it is."""
    if not is_open() or SerialLoad.objects.exists() or software_of(PRO) is None:
        return
    tell("filling the licensing website")
    with clock.lived(dt.timedelta(days=60)):
        for sku, many in POOLS.items():
            load_order_serials(sku, lines=[_serial(sku, place) for place in range(many)], by=_acting("ivo"))
    for ago, who, number, lines in ORDERS:
        with clock.lived(dt.timedelta(days=ago)):
            _order(ago, cast.person(who).email if who else BUYING, number, lines)
    _looked_at()


def _order(ago: int, email: str, number: str, lines: tuple[tuple[str, int], ...]) -> ContractOrder:
    user = DistributorUser.objects.select_related("distributor").get(
        person__email=cast.person("dirk").email, state="active"
    )
    reseller = Contact.objects.select_related("partner").get(person__email=cast.person("anna").email, active=True)
    given = Given(
        partner=reseller.partner,
        account=Account.objects.get(external_id="CUST-waterrijk"),
        ordered_by=email,
        ordered_on=clock.today() - dt.timedelta(days=1),
        distributor_number=f"DN-{88200 + ago}",
        po_number=number,
        lines=[Line(sku, quantity, Decimal(180) * quantity) for sku, quantity in lines],
    )
    return enter_contract_order(user.distributor, given=given, by=_acting("dirk"))


def _looked_at() -> None:
    """Eva has looked at one of her serial numbers, and made the certificate that she shows the auditor."""
    eva = _acting("eva")
    order = ContractOrder.objects.filter(po_number=ORDERS[0][2]).get()
    with clock.lived(dt.timedelta(days=44)):
        show_order_serial(Serial.objects.filter(order=order, sku=PRO, state="given").get(), by=eva)
        issue_licence_certificate(order, by=eva)


def _serial(sku: str, place: int) -> str:
    """Invented, and the same in every demo."""
    digits = str(int(hashlib.sha256(f"order/{sku}/{place}".encode()).hexdigest(), 16))[:24]
    return "-".join(digits[at : at + 4] for at in range(0, 24, 4))


def _acting(who: str) -> Actor:
    from kanaal.site.world.build import acting  # noqa: PLC0415 - it calls this file

    return acting(Person.objects.get(email=cast.person(who).email))
