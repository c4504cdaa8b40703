"""Agreements in tests: rows as the actions would have written them, in the past or now."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from kanaal.core import clock
from kanaal.core.actors import Actor, Role
from kanaal.distributors.models import Distributor, DistributorUser
from kanaal.licensing import keeping
from kanaal.licensing.actions.administering import terms_key
from kanaal.licensing.columns import KEPT, fill
from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.models import Addition, AdditionPart, Administrator, Agreement, Order, OrderLine, Renewal
from kanaal.licensing.rules.names import key_of
from kanaal.partners.models import Contact, Partner
from kanaal.people import terms
from kanaal.people.models import Person
from kanaal.programme import releases
from tests import world, world_sales

SKU, OTHER = "CC-01-T12", "AC-01-T12"
TODAY = 0


def day(ago: int) -> dt.date:
    """So many days ago, in the time zone of the agreements here; below 0 they lie ahead."""
    return clock.today("Europe/Amsterdam") - dt.timedelta(days=ago)


def agreement(name: str = "Gemeente Waterrijk", *, partner: Partner | None = None, **fields: Any) -> Agreement:
    """An agreement in force without licences, Lindeboom's unless told otherwise; made once for a name."""
    known = Agreement.objects.filter(name=name).first()
    if known is not None:
        return known
    world.anna()
    release = world.published()
    seller = partner or world.lindeboom()
    values: dict[str, Any] = {
        "number": f"VIP-{500001 + Agreement.objects.count()}", "terms": "vip", "release_id": release.pk,
        "name": name, "name_key": key_of(name), "account": world_sales.customer(name), "segment": "com",
        "country": "NL", "street": "Raadhuisplein 1", "postal_code": "1211 AB", "town": "Hilversum", "region": "emea",
        "currency": "EUR", "zone": "Europe/Amsterdam", "language": "nl", "partner": seller,
        "contact": Contact.objects.filter(partner=seller, kind="primary", active=True).first(),
        "accepted_at": clock.now(),
    }  # fmt: skip
    made = Agreement.objects.create(**(values | fields))
    made.spells.create(partner=seller, since=clock.today())
    return made


def add(
    made: Agreement, quantity: int = 12, *, ago: int = 0, ordered: int = 0, order_ago: int | None = None, sku: str = SKU
) -> Addition:
    """Licences authorised some days ago, of which so many were ordered (on that day, unless `order_ago` says when)."""
    on = day(ago)
    if made.begins is None or on < made.begins:
        made.begins = on
        made.save(update_fields=["begins"])
    one = Addition.objects.create(
        agreement=made, number=f"PA-{400001 + Addition.objects.count()}", sku=sku, quantity=quantity, added=on,
        added_at=clock.now() - dt.timedelta(days=ago), partner=made.partner,
    )  # fmt: skip
    if ordered:
        number = f"VO-{600001 + Order.objects.count()}"
        when = day(ago if order_ago is None else order_ago)
        order = Order.objects.create(
            number=number, agreement=made, partner=made.partner, distributor=distributor(), kind="new",
            state="answered", currency=made.currency, asked_at=clock.now(), answered_at=clock.now(),
        )  # fmt: skip
        line = OrderLine.objects.create(
            order=order, position=1, sku=sku, quantity=ordered, addition=one, price=Decimal("706.80"),
            amount=Decimal("706.80") * ordered, confirmed=ordered, confirmed_on=when, order_number="DN-1",
        )  # fmt: skip
        AdditionPart.objects.create(
            addition=one, kind="ordered", on=when, quantity=ordered, number=number, at=clock.now(), order_line=line
        )
    keeping.keep(made)
    return one


def renewed(name: str) -> Agreement:
    """Renewed ten days before its anniversary, whose date still waits."""
    mine = agreement(name)
    add(mine, 25, ago=355, ordered=25)
    facts = facts_of(mine)
    assert facts is not None
    anniversary = facts.cycle(terms_of(mine)).next_anniversary(today_of(mine))
    Renewal.objects.create(
        agreement=mine, number="VO-1", sku=SKU, anniversary=anniversary, ordered=today_of(mine), quantity=25,
        at=mine.accepted_at, partner=mine.partner,
    )  # fmt: skip
    fill(mine, facts_of(mine), terms_of(mine), today_of(mine))
    mine.save(update_fields=KEPT)
    return mine


def distributor(name: str = "Distri Noord") -> Distributor:
    known = Distributor.objects.filter(name=name).first()
    return known or Distributor.objects.create(
        number=f"DI-{700001 + Distributor.objects.count()}", name=name, country="NL", regions=["emea"], language="nl",
        since=clock.today(),
    )  # fmt: skip


def dirk() -> Person:
    """Dirk, who acts for the distributor."""
    person = world.dirk()
    DistributorUser.objects.get_or_create(
        distributor=distributor(), email=person.email,
        defaults={
            "person": person, "name": person.name, "state": "active", "made_at": clock.now(), "until": clock.today(),
            "since": clock.today(),
        },
    )  # fmt: skip
    return person


def eva(made: Agreement | None = None) -> Person:
    """Eva, primary administrator of an agreement (of Gemeente Waterrijk)."""
    person, mine = world.eva(), made or agreement()
    Administrator.objects.get_or_create(
        agreement=mine, person=person, defaults={"email": person.email, "primary": True, "since": clock.today()}
    )
    return person


def administrator(person: Person, made: Agreement) -> Actor:
    """Somebody in their role as administrator of an agreement."""
    row = Administrator.objects.get(agreement=made, person=person, active=True)
    return Actor("person", person.pk, str(person), person.email, Role("administrator", row.pk, made.name))


def terms_shown(of: Agreement) -> str:
    """The Dutch terms that an administrator of an agreement reads, as the page names them."""
    return terms.digest_of(terms.text(terms_key(of), release=releases.with_id(of.release_id), language="nl"))
