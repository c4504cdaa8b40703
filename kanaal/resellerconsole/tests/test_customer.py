"""A customer's page after it has changed its reseller: each sees its own part, and nobody the other's (V9)."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.core.models import Event
from kanaal.licensing.actions.authorising import authorise_licences
from kanaal.licensing.actions.ordering import order_licences
from kanaal.licensing.actions.users import UserDetails, add_licence_user
from kanaal.licensing.models import Agreement, Order
from kanaal.resellerconsole.shown_about import events_of, orders_of
from tests import world
from tests import world_licences as licences
from tests.world_licences import SKU

pytestmark = pytest.mark.django_db


def moved() -> tuple[Agreement, Order]:
    """Lindeboom added and ordered; ten days later Maasveld is the reseller."""
    made, anna = licences.agreement(), world.actor(world.anna())
    with clock.lived(dt.timedelta(days=20)):
        (one,) = authorise_licences(made, wanted={SKU: 2}, by=anna)
        order = order_licences(
            made, wanted={one.number: 2}, distributor=licences.distributor(), reference="PO-LINDEBOOM", by=anna
        )
    made.refresh_from_db()
    made.spells.update(since=licences.day(20), until=licences.day(10))
    made.spells.create(partner=world.maasveld(), since=licences.day(10))
    made.partner, made.contact = world.maasveld(), None
    made.save()
    return made, order


def test_the_new_reseller_reads_nothing_of_the_old_ones_orders_and_days() -> None:
    made, order = moved()
    carla = world.browser(world.carla())
    for rest in ("", "orders/", "about/"):
        page = carla.get(f"/reselling/customers/{made.number}/{rest}")
        assert page.status_code == 200
        assert "PO-LINDEBOOM" not in page.content.decode()
        assert "Anna Brandsma" not in page.content.decode()
    assert list(events_of(made)) == []
    assert list(orders_of(made)) == []
    assert carla.get(f"/reselling/orders/{order.number}/withdraw/").status_code == 404
    assert carla.post(f"/reselling/orders/{order.number}/withdraw/").status_code == 404


def test_the_old_one_sees_the_customer_no_more_and_can_withdraw_its_own_order() -> None:
    made, order = moved()
    anna = world.browser(world.anna())
    assert anna.get(f"/reselling/customers/{made.number}/").status_code == 404
    assert anna.get(f"/reselling/orders/{order.number}/withdraw/").status_code == 200
    anna.post(f"/reselling/orders/{order.number}/withdraw/")
    order.refresh_from_db()
    assert order.state == "withdrawn"


def test_who_uses_the_licences_is_not_among_what_the_reseller_reads() -> None:
    made = licences.agreement("Waterschap Vlierbeek")
    by = licences.administrator(licences.eva(made), made)
    add_licence_user(made, details=UserDetails("tess@vlierbeek.example", "Tess"), by=by)
    assert Event.objects.filter(name="LicenceUserAdded", about_id=made.pk).exists()
    assert not events_of(made).filter(name="LicenceUserAdded").exists()
    page = world.browser(world.anna()).get(f"/reselling/customers/{made.number}/about/").content.decode()
    assert "tess@vlierbeek.example" not in page
