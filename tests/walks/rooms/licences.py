"""Licences on the walks: a customer with some in every state, one in its renewal window, one without any."""

from __future__ import annotations

import datetime as dt

from kanaal.core import clock
from kanaal.licensing.actions.ordering import order_licences
from kanaal.licensing.models import Addition, Assignment, Commitment, LicenceUser, Notice
from tests import world
from tests import world_licences as licences

FULL, RENEWS, EMPTY = "Waterschap Vollemond", "Omroep Hilversum", "Uitgeverij Vlam"
ONE, OTHER, NEW = "/reselling/customers/{full}/", "/reselling/customers/{renews}/", "/reselling/customers/{empty}/"
PAGES = [
    ("anna", ONE), ("anna", OTHER), ("anna", NEW), ("anna", f"{ONE}orders/"), ("anna", f"{ONE}days/"),
    ("anna", f"{ONE}about/"), ("anna", f"{OTHER}add/"), ("anna", f"{OTHER}add/?new-CC-01-T12=3"),
    ("anna", f"{ONE}order/"), ("anna", f"{ONE}order/?q-{{owed}}=4&new-AC-01-T12=1"),
    ("anna", f"{ONE}remove/"), ("anna", f"{ONE}remove/{{pending}}/"), ("anna", f"{ONE}remove/{{pending}}/?quantity=2"),
    ("anna", f"{OTHER}renew/"), ("anna", f"{OTHER}renew/?q-CC-01-T12=18"),
    ("anna", f"{ONE}renewal-settings/"), ("anna", f"{ONE}commitment/"), ("anna", "/reselling/orders/{waits}/withdraw/"),
    ("carla", ONE),
]  # fmt: skip
NAMES = {
    "vip", "pa", "vo", "waterrijk", "hilversum", "omroep", "uitgeverij", "vlam", "raadhuisplein", "gemeente", "distri",
    "noord", "eva", "rijn", "t12", "ab", "eur", "emea", "creative", "cloud", "sanne", "joris", "femke", "europe",
    "amsterdam", "com", "medewerker",
}  # fmt: skip


def make_world() -> dict[str, str]:
    """Twelve ordered, four suspended, five pending of which two wait in an order; thirteen users; who was told."""
    full = licences.agreement(FULL)
    if not full.orders.exists():
        licences.eva(full)
        licences.add(full, 12, ago=180, ordered=12)
        old = licences.add(full, 4, ago=64)
        young = licences.add(full, 5, ago=3, sku=licences.OTHER)
        by = world.actor(world.anna())
        distri = licences.distributor()
        order_licences(full, wanted={young.number: 2}, distributor=distri, reference="PO-88", by=by)
        for place, name in enumerate([*(f"Medewerker {n}" for n in range(12)), "Sanne", "Joris", "Femke"]):
            user = LicenceUser.objects.create(
                agreement=full, email=f"u{place}@gemeente-waterrijk.example", name=name, made_at=clock.now(),
                user_name=f"u{place}@gemeente-waterrijk.example",
                changed_at=clock.now(),
            )  # fmt: skip
            Assignment.objects.create(
                user=user, agreement=full, sku=licences.SKU, since=clock.now() - dt.timedelta(days=100 - place)
            )
        told(full, old)
        renews = licences.agreement(RENEWS)
        renews.first_anniversary = licences.day(-10)
        renews.save()
        licences.add(renews, 25, ago=300, ordered=25)
        Commitment.objects.create(agreement=renews, number="3Y-1", quantity=20, requested=licences.day(2))
        licences.agreement(EMPTY)
    renews, empty = licences.agreement(RENEWS), licences.agreement(EMPTY)
    parts = {one.sku: one.number for one in Addition.objects.filter(agreement=full).order_by("pk")}
    order = full.orders.filter(state="asked").latest("pk")
    return {
        "full": full.number, "renews": renews.number, "empty": empty.number, "owed": parts[licences.SKU],
        "pending": parts[licences.OTHER], "waits": order.number,
    }  # fmt: skip


def told(full: object, old: Addition) -> None:
    """What the clock announced, as it would have."""
    for ago, about, happens, before in ((41, "overdue", 33, 7), (33, "overdue", 33, 0), (17, "suspended", 3, 14)):
        notice = Notice.objects.create(
            agreement=old.agreement, key=f"{about}:{old.number}:{licences.day(happens)}", about=about,
            happens_on=licences.day(happens), days_before=before, quantity=4, at=clock.now(), on=licences.day(ago),
        )  # fmt: skip
        notice.to.create(role="reseller", name="Anna Brandsma", email="anna@lindeboom-digitaal.nl")
        notice.to.create(role="customer", name="Eva van Rijn", email="eva@gemeente-waterrijk.example")
