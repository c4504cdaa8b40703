"""P15 · A membership is renewed in its window; when it can't be, the page says why; what ended is reinstated."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.helpdesk.models import Request
from kanaal.partners import rules
from kanaal.partners.models import Partner
from kanaal.partners.tasks import look_after_memberships
from tests import world

pytestmark = pytest.mark.django_db
PAGE = "/portal/membership/"


def ends_in(days: int) -> Partner:
    world.bo()
    Partner.objects.filter(pk=world.lindeboom().pk).update(term_ends=clock.today() + dt.timedelta(days=days))
    return Partner.objects.get(pk=world.lindeboom().pk)


def press(who=world.anna, **more):
    browser = world.browser(who())
    page = browser.get(PAGE)
    initial = page.context["form"].initial if page.context and "form" in page.context else {}
    return browser.post(PAGE, {**initial, "accepted": "on", **more})


def tick() -> None:
    look_after_memberships.func(clock.now()) if hasattr(look_after_memberships, "func") else look_after_memberships(
        clock.now()
    )


def test_anna_renews_with_one_button_and_no_day_is_lost() -> None:
    partner = ends_in(20)
    press()
    assert Partner.objects.get(pk=partner.pk).term_ends == rules.next_term_end(partner.term_ends, 12)
    assert world.anna().acceptances.filter(terms="registration").exists()
    assert world.mails_to(world.anna().email)[-1].name == "membership_renewed"


def test_pressing_twice_renews_once() -> None:
    partner = ends_in(20)
    anna = world.browser(world.anna())
    data = {**anna.get(PAGE).context["form"].initial, "accepted": "on"}
    anna.post(PAGE, data)
    anna.post(PAGE, data)
    assert len(world.happened("MembershipRenewed")) == 1
    assert Partner.objects.get(pk=partner.pk).term_ends == rules.next_term_end(partner.term_ends, 12)


def test_without_the_tick_nothing_is_renewed() -> None:
    partner = ends_in(20)
    anna = world.browser(world.anna())
    anna.post(PAGE, {**anna.get(PAGE).context["form"].initial})
    assert Partner.objects.get(pk=partner.pk).term_ends == partner.term_ends


@pytest.mark.parametrize(("days", "who"), [(200, world.anna), (20, world.bo)])
def test_when_it_cannot_be_renewed_the_page_says_why(days: int, who) -> None:
    partner = ends_in(days)
    page = world.browser(who()).get(PAGE)
    assert page.status_code == 200
    assert page.context["may_renew"].reasons
    world.browser(who()).post(PAGE, {"seen": partner.term_ends.isoformat(), "accepted": "on"})
    assert Partner.objects.get(pk=partner.pk).term_ends == partner.term_ends


def test_reminders_go_out_once_each_and_only_the_latest_after_a_leap_of_the_clock() -> None:
    ends_in(61)
    tick()
    assert not [m for m in world.mails_to(world.anna().email) if m.name == "membership_ends"]
    clock.forward(dt.timedelta(days=1))
    tick()
    tick()
    assert len([m for m in world.mails_to(world.anna().email) if m.name == "membership_ends"]) == 1
    clock.forward(dt.timedelta(days=55))  # past two of them
    tick()
    assert len([m for m in world.mails_to(world.anna().email) if m.name == "membership_ends"]) == 2


def test_at_the_end_of_the_window_access_is_lost_and_data_are_not_and_anna_asks_to_be_reinstated() -> None:
    partner = ends_in(-31)
    tick()
    partner.refresh_from_db()
    assert partner.state == "ended"
    assert partner.contacts.filter(active=True).count() == 2
    anna = world.browser(world.anna())
    closed = anna.get("/portal/")
    assert closed.status_code == 403
    assert "/requests/new/reinstatement/" in closed.content.decode()
    assert anna.get("/requests/new/reinstatement/").status_code == 200
    assert world.browser(world.bo()).get("/requests/new/reinstatement/").status_code == 403

    anna.post("/requests/new/reinstatement/", {"reason": "Vergeten te verlengen"})
    asked = Request.objects.get()
    world.browser(world.vera()).post(f"/requests/{asked.pk}/approval/", {"answer": ""})
    partner.refresh_from_db()
    assert (partner.state, partner.level) == ("active", world.GOLD)
    assert partner.term_ends == rules.term_end(clock.today(), 12)
    assert world.browser(world.anna()).get("/portal/").status_code == 200


def test_after_too_long_it_is_not_reinstated_any_more() -> None:
    partner = ends_in(-31)
    tick()
    clock.forward(dt.timedelta(days=366))
    assert world.browser(world.anna()).get("/requests/new/reinstatement/").status_code == 403
    partner.refresh_from_db()
    assert partner.state == "ended"


def test_the_desk_ends_a_membership_with_a_reason_and_odette_does_not() -> None:
    partner = ends_in(100)
    url = f"/desk/memberships/{partner.pk}/end/"
    assert world.browser(world.auditor()).post(url, {"reason": "own-wish"}).status_code == 403
    assert world.browser(world.anna()).post(url, {"reason": "own-wish"}).status_code == 403
    world.browser(world.vera()).post(url, {"reason": "no-such"})
    partner.refresh_from_db()
    assert partner.state == "active"
    world.browser(world.vera()).post(url, {"reason": "own-wish", "note": ""})
    partner.refresh_from_db()
    assert partner.state == "ended"
    assert world.mails_to(world.anna().email)[-1].name == "membership_ended"
