"""V9 · The customer may buy from another reseller; the one that had it keeps what it sold."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from kanaal.core import clock
from kanaal.helpdesk.models import Request
from kanaal.licensing import permissions
from kanaal.licensing.actions.consenting import give_switch_consent
from kanaal.licensing.models import Agreement, Order, SwitchConsent
from kanaal.people.models import digest
from tests import world, world_licences

pytestmark = pytest.mark.django_db
CODE = "wate-rrij-kkie-st7q"


def waterrijk() -> Agreement:
    """A customer of Lindeboom's with twelve licences, administered by Eva."""
    made = world_licences.agreement()
    world_licences.add(made, 12, ago=40, ordered=12)
    world_licences.eva(made)
    return made


def consent(made: Agreement, *, until: dt.date | None = None) -> SwitchConsent:
    """Eva makes a code for whomever she would like to buy from."""
    return SwitchConsent.objects.create(
        agreement=made, digest=digest("WATERRIJKKIEST7Q"), made_at=clock.now(), made_by=world.eva(),
        until=until or world_licences.day(-7),
    )  # fmt: skip


def carla_asks(code: str = CODE):
    return world.browser(world.carla()).post("/requests/new/reseller_switch/", {"code": code}, follow=True)


def approve(asked: Request):
    return world.browser(world.agent()).post(f"/requests/{asked.pk}/approval/", {"answer": ""}, follow=True)


def test_carla_asks_with_the_customers_code_and_the_helpdesk_moves_the_agreement() -> None:
    made = waterrijk()
    consent(made)
    page = carla_asks().content.decode()
    assert "Gemeente Waterrijk" in page
    assert made.number in page
    assert "Lindeboom" not in page  # no more than name and number, until it is hers
    asked = Request.objects.get()
    assert CODE not in str(asked.values)

    desk = world.browser(world.agent()).get(f"/requests/{asked.pk}/").content.decode()
    assert "Lindeboom Digitaal" in desk
    approve(asked)
    made.refresh_from_db()
    assert made.partner == world.maasveld()
    assert world.mails_to(world.anna().email)[-1].name == "customer_moved_away"
    assert world.mails_to(world.eva().email)[-1].name == "reseller_changed"
    assert "customer_moved_here" in [mail.name for mail in world.mails_to(world.carla().email)]
    assert SwitchConsent.objects.get().used_at is not None


def test_a_code_that_was_shown_in_time_is_good_although_the_helpdesk_takes_its_time() -> None:
    made = waterrijk()
    consent(made, until=world_licences.day(0))
    carla_asks()
    clock.forward(dt.timedelta(days=3))
    approve(Request.objects.get())
    made.refresh_from_db()
    assert made.partner == world.maasveld()


def refused(page) -> str:
    """What she reads; nothing was asked and nothing has changed."""
    assert page.status_code in (403, 422)
    assert not Request.objects.exists()
    assert Agreement.objects.get().partner == world.lindeboom()
    return page.content.decode()


def test_a_code_that_nobody_knows() -> None:
    waterrijk()
    text = refused(carla_asks("geraden"))
    assert "Waterrijk" not in text
    assert "geraden" in text  # nothing that was typed is lost


def test_a_code_that_is_over() -> None:
    consent(waterrijk(), until=world_licences.day(1))
    assert CODE in refused(carla_asks()), "nothing that was typed is lost"


def test_a_code_that_was_used() -> None:
    one = consent(waterrijk())
    SwitchConsent.objects.filter(pk=one.pk).update(used_at=clock.now())
    assert CODE in refused(carla_asks())


def test_a_code_that_the_customer_withdrew_before_the_helpdesk_decided() -> None:
    made = waterrijk()
    one = consent(made)
    carla_asks()
    SwitchConsent.objects.filter(pk=one.pk).update(withdrawn_at=clock.now())
    approve(asked := Request.objects.get())
    asked.refresh_from_db()
    made.refresh_from_db()
    assert (asked.state, made.partner) == ("open", world.lindeboom())


def test_ones_own_customer() -> None:
    consent(waterrijk())
    page = world.browser(world.anna()).post("/requests/new/reseller_switch/", {"code": CODE})
    assert CODE in refused(page)


def test_what_is_open_is_settled_first_and_whose_it_is_stays_unsaid() -> None:
    made = waterrijk()
    one = world_licences.add(made, 4, ago=33)
    consent(made)
    text = refused(carla_asks())
    assert one.number not in text  # another reseller learns that something is open, not what


def test_what_was_opened_meanwhile_stops_the_helpdesk_too() -> None:
    made = waterrijk()
    consent(made)
    carla_asks()
    one = world_licences.add(made, 4, ago=1)
    asked = Request.objects.get()
    page = world.browser(world.agent()).get(f"/requests/{asked.pk}/").content.decode()
    assert one.number in page  # the desk sees what
    approve(asked)
    made.refresh_from_db()
    asked.refresh_from_db()
    assert (asked.state, made.partner) == ("open", world.lindeboom())
    assert not world.happened("AgreementMoved")


def test_whose_level_does_not_open_the_console_reads_which_level_does() -> None:
    consent(waterrijk())
    page = world.browser(world.fatma()).post("/requests/new/reseller_switch/", {"code": CODE})
    assert page.status_code == 403
    text = refused(page)
    assert "Certified" in text


def test_the_old_reseller_sees_the_customer_no_longer_and_keeps_its_orders_and_return_rights() -> None:
    made = world_licences.agreement()
    world_licences.add(made, 12, ago=2, ordered=12)
    world_licences.eva(made)
    consent(made)
    carla_asks()
    approve(Request.objects.get())
    anna, carla, order = world.browser(world.anna()), world.browser(world.carla()), Order.objects.get()
    page, own = f"/reselling/customers/{made.number}/", reverse("console-own-order", args=[order.number])
    assert (anna.get(page).status_code, carla.get(page).status_code) == (404, 200)
    assert (anna.get(own).status_code, carla.get(own).status_code) == (200, 404)
    asked = Order.objects.select_related("partner", "agreement__partner").get()
    assert permissions.ask_return.explain(world.actor(world.anna(), "contact"), asked).allowed
    assert not permissions.ask_return.explain(world.actor(world.carla(), "contact"), asked).allowed


def test_the_customer_makes_the_code_itself() -> None:
    made = waterrijk()
    code = give_switch_consent(made, by=world_licences.administrator(world.eva(), made))
    carla_asks(code.lower())
    approve(Request.objects.get())
    made.refresh_from_db()
    assert made.partner == world.maasveld()
