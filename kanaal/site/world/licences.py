"""The demo's agreements: invitations in every state, and customers who accepted, by the actions of real life.

Eva administers her municipality's. One name was taken, one customer never answered, and Henrike sent a file of six.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from allauth.account.models import EmailAddress

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.licensing.actions.accepting import CustomerNameInUse, accept_customer_invitation
from kanaal.licensing.actions.inviting import (
    expire_customer_invitation,
    invite_customer,
    withdraw_customer_invitation,
)
from kanaal.licensing.actions.inviting_many import invite_customers, send_waiting
from kanaal.licensing.customer_details import CustomerDetails, kinds_on_offer
from kanaal.licensing.models import Agreement, CustomerInvitation
from kanaal.partners.models import Partner
from kanaal.people import terms
from kanaal.people.models import Person
from kanaal.programme import releases
from kanaal.site.world import cast, customers


@dataclass(frozen=True)
class Customer:
    """Somebody who was invited: by whom, `ago` days before now, under which name; `account` is a customer of the cast.

    `answered`: days before now on which the administrator accepted, or tried to; None: not yet.
    """

    key: str
    who: str
    ago: int
    name: str
    admin: str
    email: str
    answered: int | None = None
    account: str = ""
    segment: str = "com"
    language: str = "nl"
    place: tuple[str, str, str, str] = ("", "", "", "")


CUSTOMERS = (
    Customer("noordwal", "anna", 402, "Noordwal Verzekeringen", "Hidde Wiersma", "h.wiersma@noordwal.example", 400,
             "noordwal"),
    Customer("groenlint", "carla", 334, "Het Groene Lint", "Jorien Valk", "j.valk@groene-lint.example", 332,
             "groenlint"),
    Customer("elbsegel", "henrike", 260, "Elbsegel Verlagshaus", "Ilka Brandt", "brandt@elbsegel-verlag.example", 258,
             "elbsegel", language="en"),
    Customer("waterrijk", "anna", 201, "Gemeente Waterrijk", "Eva van Rijn", "eva@gemeente-waterrijk.example", 200,
             "waterrijk", "gov"),
    Customer("zandstroom", "anna", 122, "Hogeschool Zandstroom", "Bram Oosting",
             "b.oosting@hogeschool-zandstroom.example", 120, "zandstroom"),
    Customer("dijkroth", "anna", 96, "Ingenieursgroep Dijkroth", "Roel Verhagen", "r.verhagen@dijkroth.example", 95,
             "dijkroth"),
    Customer("kraaienest", "anna", 41, "Kraaienest Communicatie", "Mila Schouten", "mila@bureau-kraaienest.example", 40,
             "kraaienest"),
    Customer("vlaskamer", "carla", 31, "Drukkerij De Vlaskamer", "Ruud Kuipers", "ruud@vlaskamer.example", 30,
             "vlaskamer"),
    Customer("zeelt", "joost", 9, "Notariskantoor De Zeelt", "Tess Hoving", "hoving@dezeelt.example", 7,
             place=("Brink 14", "7411 BR", "Deventer", "NL")),
    # Nobody answered, the reseller thought better of it, the customer is thinking, and two who want one name.
    Customer("never", "anna", 52, "Theater Het Kwartelnest", "Siem Postuma", "s.postuma@kwartelnest.example",
             place=("Parkweg 3", "3581 KC", "Utrecht", "NL")),
    Customer("wrong", "anna", 20, "Waterschap De Polderdijk", "Onno Haverkamp", "o.haverkamp@polderdijk.example",
             segment="gov", place=("Dijkstraat 55", "6811 GH", "Arnhem", "NL")),
    Customer("lint-anna", "anna", 6, "Het Groene Lint", "Kees Molenaar", "k.molenaar@groene-lint.example", 5,
             "groenlint"),
    Customer("bhr", "henrike", 4, "Bayerische Hochlandrundfunk Anstalt", "Vroni Aigner",
             "aigner@hochlandrundfunk.example", account="hochlandrundfunk", language="en"),
    Customer("open", "anna", 3, "Bibliotheek De Zandbank", "Noor ten Brink", "n.tenbrink@dezandbank.example",
             segment="gov", place=("Kade 1", "8232 VR", "Lelystad", "NL")),
)  # fmt: skip
FILE = tuple(
    CustomerDetails(
        name=f"Seelotsenschule {town}", country="DE", segment="edu", email=f"leitung@seelotsen-{place}.example",
        language="en", street=street, postal_code=code, town=town,
    )
    for town, place, street, code in (
        ("Hamburg", "hamburg", "Elbchaussee 401", "22609"), ("Kiel", "kiel", "Hafenstraße 12", "24103"),
        ("Lübeck", "luebeck", "An der Trave 5", "23552"), ("Bremen", "bremen", "Am Deich 68", "28199"),
        ("Rostock", "rostock", "Am Strande 2", "18055"), ("Flensburg", "flensburg", "Norderhofenden 9", "24937"),
    )
)  # fmt: skip
BATCH = "demo-schools"
ADMINISTRATORS = tuple(one for one in CUSTOMERS if one.answered is not None and one.key != "waterrijk")
"""People at customers who have an ID, besides the cast's."""


def build(tell: Callable[[str], None]) -> None:
    """Once: a world that has agreements is left as it is."""
    if CustomerInvitation.objects.exists():
        return
    tell("inviting customers, for more than a year")
    steps: list[tuple[float, Callable[[], object]]] = [(2, _invite_file)]
    for one in CUSTOMERS:
        steps.append((one.ago, partial(_invite, one)))
        if one.answered is not None:
            steps.append((one.answered, partial(_accept, one)))
    steps += [(21, partial(_let_expire, "never")), (19, partial(_withdraw, "wrong"))]
    for ago, happens in sorted(steps, key=lambda step: -step[0]):
        with clock.lived(dt.timedelta(days=ago)):
            happens()


def agreement(key: str) -> Agreement:
    """The agreement of a customer of CUSTOMERS."""
    return Agreement.objects.get(invitation=invitation(key))


def invitation(key: str) -> CustomerInvitation:
    one = next(one for one in CUSTOMERS if one.key == key)
    return CustomerInvitation.objects.select_related("partner").get(email=one.email)


def _invite(one: Customer) -> None:
    by = _acting(one.who)
    known = customers.account(one.account) if one.account else None
    street, code, town, country = one.place
    if known is not None:
        street, code, town, country = known.street, known.postal_code, known.town, known.country
    details = CustomerDetails(
        name=one.name, country=country, segment=one.segment, email=one.email, language=one.language, street=street,
        postal_code=code, town=town, admin_name=one.admin, account=known,
    )  # fmt: skip
    invite_customer(_company(by), details=details, by=by)


def _accept(one: Customer) -> None:
    """The administrator reads the terms and accepts; where the name is taken they are told, and so is the reseller."""
    person = _administrator(one)
    key = kinds_on_offer()[0].accept.removeprefix("terms/")
    shown = terms.digest_of(terms.text(key, release=releases.current(), language=one.language))
    by = Actor("person", person.pk, str(person), person.email)
    with suppress(CustomerNameInUse):
        accept_customer_invitation(invitation(one.key), person=person, shown=shown, language=one.language, by=by)


def _administrator(one: Customer) -> Person:
    """With an ID of their own, whose address they have proved."""
    known = Person.objects.filter(email=one.email).first()
    if known is not None:
        return known
    person = Person.objects.create_user(one.email, cast.DEMO_PASSWORD, name=one.admin, language=one.language)
    EmailAddress.objects.create(user=person, email=one.email, verified=True, primary=True)
    return person


def _let_expire(key: str) -> None:
    expire_customer_invitation(invitation(key))


def _withdraw(key: str) -> None:
    withdraw_customer_invitation(invitation(key), by=_acting("anna"))


def _invite_file() -> None:
    by = _acting("henrike")
    partner = _company(by)
    invite_customers(partner, rows=FILE, batch=BATCH, by=by)
    send_waiting(partner.pk, BATCH)


def _acting(who: str) -> Actor:
    from kanaal.site.world.build import acting  # noqa: PLC0415 - it calls this file

    return acting(Person.objects.get(email=cast.person(who).email))


def _company(by: Actor) -> Partner:
    return Partner.objects.get(contacts__person_id=by.person_id or 0, contacts__active=True)
