"""D8: closing a deal that was won, as the seed says; lost and cancelled; opened again by the desk; expired."""

from __future__ import annotations

from typing import Any

import pytest

from kanaal.programme.policies import policy
from kanaal.sales.models import Opportunity, SalesOrder
from kanaal.sales.policy import SalesPolicy
from tests import world, world_sales

pytestmark = pytest.mark.django_db
WON = {
    "reason": "best-solution",
    "kind_1": "customer-po",
    "number_1": "PO-2026-0017",
    "kind_2": "distributor-order",
    "number_2": "D 991 204",
    "note": "",
}


def page_of(one: Opportunity, page: str = "") -> str:
    return f"/sales/opportunities/{one.number}/{page}"


def won(browser: Any, one: Opportunity, **changed: str) -> Any:
    browser.post(page_of(one, "stage/"), {"stage": "execute"})
    return browser.post(page_of(one, "close/"), WON | changed)


def test_edit_stage_07_booked_reason_two_numbers_save() -> None:
    one = world_sales.opportunity()
    bo = world.browser(world.bo())
    early = bo.post(page_of(one, "close/"), WON)
    assert early.status_code == 422
    assert "07" in early.content.decode()
    assert won(bo, one).status_code == 302
    page = bo.get(page_of(one)).content.decode()
    assert "PO-2026-0017" in page
    assert Opportunity.objects.get().state == "booked"
    assert SalesOrder.objects.count() == 2
    assert bo.get(page_of(one, "change/")).status_code in (200, 403, 409)
    assert bo.post(page_of(one, "stage/"), {"stage": "propose"}).status_code in (409, 422)


def test_more_lines_without_javascript_keep_what_was_typed() -> None:
    one = world_sales.opportunity()
    bo = world.browser(world.bo())
    page = bo.post(page_of(one, "close/more-rows/"), WON | {"kind_3": "", "number_3": ""}).content.decode()
    assert "number_6" in page
    assert "PO-2026-0017" in page
    assert not SalesOrder.objects.exists()
    assert won(bo, one, kind_5="vendor-order", number_5="AD-5").status_code == 302
    assert SalesOrder.objects.count() == 3


def test_the_same_number_twice_no_number_and_no_kind_are_refused() -> None:
    one = world_sales.opportunity()
    bo = world.browser(world.bo())
    assert won(bo, one, kind_2="customer-po", number_2="po 20260017").status_code == 422
    assert won(bo, one, number_1="", kind_1="", number_2="", kind_2="").status_code == 422
    assert won(bo, one, kind_1="").status_code == 422
    assert won(bo, one, reason="").status_code == 422
    assert Opportunity.objects.get().state == "open"


def test_a_number_that_stands_on_another_one_is_warned_of_and_taken_when_it_is_right() -> None:
    first, second = world_sales.opportunity(), world_sales.opportunity(name="Second")
    bo = world.browser(world.bo())
    won(bo, first)
    warned = won(bo, second)
    assert warned.status_code == 422
    assert first.number in warned.content.decode()
    assert 'name="sure"' in warned.content.decode()
    assert won(bo, second, sure="on").status_code == 302


def test_lost_with_a_word_and_cancelled() -> None:
    first, second = world_sales.opportunity(), world_sales.opportunity(name="Second")
    bo = world.browser(world.bo())
    assert bo.get(page_of(first, "close/lost/")).status_code == 200
    assert bo.post(page_of(first, "close/lost/"), {"reason": "competitor"}).status_code == 422
    bo.post(page_of(first, "close/lost/"), {"reason": "competitor", "note": "Een ander pakket"})
    bo.post(page_of(second, "close/cancelled/"), {"reason": "mistake"})
    assert sorted(Opportunity.objects.values_list("state", flat=True)) == ["cancelled", "lost"]
    assert "Een ander pakket" in bo.get(page_of(first)).content.decode()


def test_the_desk_finds_it_by_its_order_number_and_opens_it_again() -> None:
    one = world_sales.opportunity()
    won(world.browser(world.bo()), one)
    ivo = world.browser(world.agent())
    for words in (one.number, "po2026 0017", "lindeboom", "Omroep"):
        assert one.number in ivo.get("/desk/opportunities/", {"q": words}).content.decode(), words
    page = f"/desk/opportunities/{one.number}/"
    assert "PO-2026-0017" in ivo.get(page).content.decode()
    assert ivo.post(page + "reopen/", {"reason": ""}).status_code == 422
    assert ivo.post(page + "reopen/", {"reason": "De klant bestelt opnieuw"}).status_code == 302
    assert Opportunity.objects.get().state == "open"
    assert "De klant bestelt opnieuw" in world.mails_to(world.bo().email)[-1].text
    form = world.browser(world.bo()).get(page_of(one, "close/")).content.decode()
    assert "PO-2026-0017" in form
    odette = world.browser(world.auditor())
    assert odette.get(page).status_code == 200
    assert odette.post(page + "reopen/", {"reason": "x"}).status_code == 403
    assert world.browser(world.bo()).get(page).status_code in (403, 404)


def test_it_expires_after_a_mail_and_its_owner_can_move_the_day() -> None:
    one, other = world_sales.opportunity(), world_sales.opportunity(name="Moved")
    rule = policy(SalesPolicy)
    world.days_pass(60 + rule.overdue_days - max(rule.remind_days))
    told = [m for m in world.mails_to(world.bo().email) if m.name == "opportunity_expires"]
    assert len(told) == 2
    bo = world.browser(world.bo())
    shown = bo.get(page_of(other, "change/")).context["form"]
    values = {field.html_name: field.value() for field in shown if field.value() is not None}
    from kanaal.core import clock

    values |= {"close_on": clock.today().isoformat()}
    assert bo.post(page_of(other, "change/"), values).status_code == 302
    world.days_pass(max(rule.remind_days) + 1)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, other.state) == ("expired", "open")
    assert "opportunity_expired" in {m.name for m in world.mails_to(world.bo().email)}


def test_a_question_about_it_says_which_one() -> None:
    one = world_sales.opportunity()
    page = world.browser(world.bo()).get(page_of(one)).content.decode()
    assert f"/cases/new/?category=sales&amp;about={one.number}" in page
