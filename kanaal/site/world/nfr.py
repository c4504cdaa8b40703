"""The demo's own licences, and agreements that change: serial numbers that run low, an agreement of Henrike's company,
a customer on its way to another reseller, one with another name. All by the actions of real life.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile

from kanaal.core import clock
from kanaal.core.actors import Actor, Role
from kanaal.helpdesk.actions import ask_request
from kanaal.licensing import settling
from kanaal.licensing.actions.accepting import accept_customer_invitation
from kanaal.licensing.actions.consenting import give_switch_consent
from kanaal.licensing.models import Agreement
from kanaal.licensing.queries import own_kinds, primary_administrator_of
from kanaal.nfr.actions.licences import ask_own_licences
from kanaal.nfr.actions.loading import load_serials
from kanaal.nfr.actions.serials import ask_serial
from kanaal.nfr.models import SerialBatch
from kanaal.nfr.queries import all_serial_products, has_kit, kit_of
from kanaal.partners.models import Partner
from kanaal.people.models import Person
from kanaal.site.world import cast

Tell = Callable[[str], None]
LOADED = 14
"""Serial numbers in the pool: a few more than where the desk is told that they run out."""
PROOF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n%%EOF\n"


def build(tell: Tell) -> None:
    """Once: a world that has serial numbers is left as it is."""
    if not has_kit() or SerialBatch.objects.exists():
        return
    tell("giving partners their own licences")
    _serials()
    _own_agreement("henrike", ago=73)
    ask_own_licences(_company("anna"), by=_acting("anna"))
    _moving("anna", to="carla")
    _renaming("carla")


def _serials() -> None:
    """The desk has loaded some; Anna has one, Henrike all that her level brings."""
    for sku in all_serial_products():
        with clock.lived(dt.timedelta(days=80)):
            load_serials(sku, lines=[_serial(sku, place) for place in range(LOADED)], by=_acting("ivo"))
        for who in ("anna", "henrike"):
            item = next((one for one in kit_of(_company(who)) if one.product == sku), None)
            for _turn in range(item.quantity if item and who == "henrike" else 1 if item else 0):
                ask_serial(_company(who), sku=sku, by=_acting(who))


def _serial(sku: str, place: int) -> str:
    """Invented, and the same in every demo."""
    digits = str(int(hashlib.sha256(f"{sku}/{place}".encode()).hexdigest(), 16))[:24]
    return "-".join(digits[at : at + 4] for at in range(0, 24, 4))


def _own_agreement(who: str, *, ago: int) -> None:
    """Asked for and accepted some while ago: its licences came with it."""
    with clock.lived(dt.timedelta(days=ago)):
        by = _acting(who)
        invitation = ask_own_licences(_company(who), by=by)
        person = Person.objects.get(email=by.email)
        accept_customer_invitation(invitation, person=person, shown="", language=invitation.language, by=by)


def _moving(who: str, *, to: str) -> None:
    """A customer has given its word to another reseller, whose request waits at the desk."""
    agreement = next((one for one in _customers(who) if not settling.open_of(one)), None)
    administrator = primary_administrator_of(agreement) if agreement else None
    if agreement is None or administrator is None:
        return
    person = administrator.person
    role = Role("administrator", administrator.pk, agreement.name)
    code = give_switch_consent(agreement, by=Actor("person", person.pk, str(person), person.email, role))
    reason = "De klant zit om de hoek en werkt al met ons."
    ask_request("reseller_switch", values={"code": code}, reason=reason, by=_acting(to))


def _renaming(who: str) -> None:
    """A customer with another name, and what proves it."""
    agreement = next(iter(_customers(who)), None)
    if agreement is None:
        return
    values = {"number": agreement.number, "name": f"{agreement.name} en Zonen"}
    proof = SimpleUploadedFile("acon.pdf", PROOF, "application/pdf")
    reason = "De zonen zijn toegetreden; zie het formulier."
    ask_request("agreement_name", values=values, reason=reason, by=_acting(who), files=[proof])


def _customers(who: str) -> list[Agreement]:
    """The latest first, so that what older stories are about stays as it is."""
    mine = Agreement.objects.filter(partner=_company(who), state="live").exclude(terms__in=own_kinds())
    return list(mine.select_related("partner", "account").order_by("-pk"))


def _company(who: str) -> Partner:
    return Partner.objects.get(contacts__person_id=_acting(who).person_id or 0, contacts__active=True)


def _acting(who: str) -> Actor:
    from kanaal.site.world.build import acting  # noqa: PLC0415 - it calls this file

    return acting(Person.objects.get(email=cast.person(who).email))
