"""D5, D7: a deal is registered from its opportunity, and what the rules can decide is decided while one looks."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from kanaal.core import clock
from kanaal.deals.models import Registration
from kanaal.deals.tasks import watch_registrations
from tests import world, world_deals, world_sales

pytestmark = pytest.mark.django_db


def register(who: Any, opportunity: Any, **changed: str) -> Any:
    """Fill in the page and hand it in; answers the page that follows."""
    answers = {**world_deals.ANSWERS, **changed}
    return world.browser(who).post(
        f"/sales/opportunities/{opportunity.number}/register/submission/", answers, follow=True
    )


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_bo_registers_a_deal_and_reads_the_answer_at_once() -> None:
    deal, bo = world_sales.opportunity(), world.bo()
    page = text_of(world.browser(bo).get(f"/sales/opportunities/{deal.number}/"))
    assert f"/sales/opportunities/{deal.number}/register/" in page
    assert Registration.objects.count() == 0, "looking begins nothing"

    page = text_of(register(bo, deal))
    registration = Registration.objects.get()
    assert registration.state == "approved"
    assert registration.decided_how == "rule"
    assert registration.protected_until == clock.today() + dt.timedelta(days=90)
    assert "Goedgekeurd" in page or "Approved" in page
    assert registration.number in page
    assert "/receipts/" in page
    deal.refresh_from_db()
    assert (deal.registration, deal.protected_until) == ("approved", registration.protected_until)
    assert world.mails_to(bo.email)[-1].name == "registration_approved"


def test_a_tender_waits_for_the_desk_with_a_clock_that_bo_sees() -> None:
    deal = world_sales.opportunity(deal_type="tender")
    page = text_of(register(world.bo(), deal))
    registration = Registration.objects.get()
    assert registration.state == "submitted"
    assert registration.promised_at is not None
    assert registration.promised_at > clock.now()
    assert 'class="wait' in page
    assert world.mails_to(world.bo().email)[-1].name == "registration_received"

    ivo = world.browser(world.agent())
    assert registration.number in text_of(ivo.get("/desk/registrations/"))
    ivo.post(f"/desk/registrations/{registration.number}/take/")
    assert "Ivo Jansen" in text_of(world.browser(world.bo()).get(f"/sales/registrations/{registration.number}/"))
    assert ivo.post(f"/desk/registrations/{registration.number}/approval/", {"word": ""}).status_code == 302
    registration.refresh_from_db()
    assert (registration.state, registration.decided_how) == ("approved", "desk")
    assert registration.decided_by == world.agent()


def test_a_plain_renewal_and_a_small_deal_are_declined_with_reason_and_way_out() -> None:
    for changed in ({"deal_type": "renewal"}, {"amount": Decimal(900)}):
        page = text_of(register(world.bo(), world_sales.opportunity(**changed)))
        registration = Registration.objects.latest("pk")
        assert registration.state == "declined"
        assert registration.decline_reason in page or registration.decline_reason in ("plain-renewal", "too-small")
    mail = world.mails_to(world.bo().email)[-1]
    assert mail.name == "registration_declined"
    assert "minimum" in mail.text


def test_what_the_desk_declines_is_read_with_its_words() -> None:
    registration = world_deals.with_the_desk()
    ivo = world.browser(world.agent())
    url = f"/desk/registrations/{registration.number}/refusal/"
    assert ivo.post(url, {"reason": "too-small"}).status_code == 422, "only a rule gives this reason"
    ivo.post(url, {"reason": "tender-rules", "note": "De gemeente wil het zo."})
    page = text_of(world.browser(world.bo()).get(f"/sales/registrations/{registration.number}/"))
    assert "De gemeente wil het zo." in page
    assert "De gemeente wil het zo." in world.mails_to(world.bo().email)[-1].text


def test_a_promise_that_comes_near_reaches_the_managers_once() -> None:
    vera = world.vera()
    world_deals.with_the_desk()
    clock.forward(dt.timedelta(days=4))
    for _time in range(2):
        watch_registrations(clock.now())
    assert [mail.name for mail in world.mails_to(vera.email)] == ["registration_escalated"]


def test_while_an_agent_is_away_another_answers_and_everybody_sees_it() -> None:
    registration = world_deals.with_the_desk()
    vera, ivo = world.vera(), world.agent()
    world.browser(ivo).post(f"/desk/registrations/{registration.number}/take/")
    days = {"starts": clock.today(), "ends": clock.today() + dt.timedelta(days=7)}
    world.browser(ivo).post("/desk/deals/absences/", {"person": ivo.pk, "delegate": vera.pk, **days})
    page = text_of(world.browser(world.bo()).get(f"/sales/registrations/{registration.number}/"))
    assert "Vera Vermeer" in page
    assert "Ivo Jansen" in page


def test_a_colleague_and_another_company_find_nothing() -> None:
    registration = world_deals.with_the_desk()
    world_sales.seated(world.anna())
    world_sales.seated(world.carla())
    number, deal = registration.number, registration.opportunity.number
    for who in (world.anna(), world.carla()):
        browser = world.browser(who)
        for url in (
            f"/sales/registrations/{number}/",
            f"/sales/registrations/{number}/answer/",
            f"/sales/registrations/{number}/receipts/{registration.receipts.get().pk}.txt",
            f"/sales/opportunities/{deal}/register/",
        ):
            assert browser.get(url).status_code == 404, url
        assert browser.post(f"/sales/registrations/{number}/withdrawal/").status_code == 404
        assert browser.get(f"/desk/registrations/{number}/").status_code == 404
    registration.refresh_from_db()
    assert registration.state == "submitted"


def test_what_is_in_review_cannot_be_changed_under_the_desks_eyes() -> None:
    registration = world_deals.with_the_desk()
    deal = registration.opportunity
    values = {
        "account": deal.account.number, "name": deal.name, "deal_type": "new-business", "need": deal.need,
        "segment": deal.segment, "families": deal.families, "amount": "24000", "currency": "EUR",
        "close_on": deal.close_on.isoformat(),
    }  # fmt: skip
    answer = world.browser(world.bo()).post(f"/sales/opportunities/{deal.number}/change/", values)
    assert registration.number in text_of(answer)
    deal.refresh_from_db()
    assert deal.deal_type == "tender"


def test_the_owner_leaves_while_the_desk_decides_and_the_heir_hears() -> None:
    from kanaal.partners.actions.contacts import deactivate_contact
    from kanaal.partners.models import Contact

    registration = world_deals.with_the_desk()
    anna = world_sales.seated(world.anna())
    bo_contact, anna_contact = (Contact.objects.get(person=one) for one in (world.bo(), anna))
    deactivate_contact(bo_contact, heir=anna_contact, by=world.actor(anna))
    world.browser(world.agent()).post(f"/desk/registrations/{registration.number}/approval/", {"word": ""})
    assert "registration_approved" in [mail.name for mail in world.mails_to(anna.email)]
    assert "registration_approved" not in [mail.name for mail in world.mails_to(world.bo().email)]
