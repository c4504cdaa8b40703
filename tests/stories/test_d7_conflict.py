"""D7: two partners, one customer, one need. First is who was complete first; nobody learns who the other is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kanaal.core import clock
from kanaal.core.jobs.worker import drain
from kanaal.customers.finding import index_account
from kanaal.deals.actions.registering import submit_registration
from kanaal.deals.models import Registration, RegistrationConflict
from kanaal.deals.tasks import look_after_protections, watch_registrations
from kanaal.sales.actions.opening import copy_opportunity
from tests import world, world_deals, world_sales

pytestmark = pytest.mark.django_db


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def state(registration: Registration) -> str:
    registration.refresh_from_db()
    return registration.state


def tells_nothing_of_lindeboom(text: str, rival: Registration) -> None:
    for secret in ("Lindeboom", "Bo Hendriks", rival.number, rival.opportunity.number, rival.partner.number):
        assert secret not in text, secret


def test_the_second_is_declined_at_once_and_learns_nothing_of_the_first() -> None:
    first = world_deals.handed_in(world.bo())
    second = world_deals.handed_in(world.carla())
    assert (first.state, second.state) == ("approved", "declined")
    carla = world.browser(world.carla())
    page = text_of(carla.get(f"/sales/registrations/{second.number}/"))
    tells_nothing_of_lindeboom(page, first)
    assert f"{first.complete_at:%H:%M:%S}" not in page
    assert "Voor een ander beschermd" in page or "beschermd" in page
    assert "/help/deal-taken/" in page
    for receipt in second.receipts.all():
        tells_nothing_of_lindeboom(receipt.statement, first)
    for mail in world.mails_to(world.carla().email):
        tells_nothing_of_lindeboom(mail.text + mail.subject, first)
    answer = carla.get(f"/api/v1/registrations/{second.number}")
    assert answer.status_code == 200
    tells_nothing_of_lindeboom(text_of(answer), first)


def test_the_desk_sees_both_sides_who_was_first_and_the_rule() -> None:
    first, second = world_deals.handed_in(world.bo()), world_deals.handed_in(world.carla())
    page = text_of(world.browser(world.agent()).get(f"/desk/registrations/{second.number}/"))
    for word in (first.number, "Lindeboom Digitaal", "Maasveld Grafisch", world_deals.ANSWERS["event"]):
        assert word in page
    assert "gaat voor alles wat later kwam" in page
    assert RegistrationConflict.objects.get().kind == "protected"


def test_first_is_who_was_complete_first_not_who_handed_in_first() -> None:
    thin = world_deals.handed_in(world.bo(), answers={"done": "Offerte volgt later."})
    assert thin.state == "submitted"
    later = world_deals.handed_in(world.carla())
    assert later.state == "approved", "the first one had no place yet"
    world.browser(world.agent()).post(
        f"/desk/registrations/{thin.number}/question/", {"fields_asked": ["done"], "question": "Wanneer?"}
    )
    world.browser(world.bo()).post(f"/sales/registrations/{thin.number}/answer/", {"done": world_deals.ANSWERS["done"]})
    assert state(thin) == "declined"


def test_a_question_keeps_the_place_and_an_answer_in_time_wins() -> None:
    first = world_deals.with_the_desk(world.bo())
    world.browser(world.agent()).post(
        f"/desk/registrations/{first.number}/question/", {"fields_asked": ["done"], "question": "Wanneer?"}
    )
    second = world_deals.handed_in(world.carla())
    assert second.state == "declined", "the question keeps the first one's place"
    world.browser(world.bo()).post(
        f"/sales/registrations/{first.number}/answer/", {"done": world_deals.ANSWERS["done"]}
    )
    assert state(first) == "submitted"
    world.browser(world.agent()).post(f"/desk/registrations/{first.number}/approval/", {})
    assert (state(first), state(second)) == ("approved", "declined")


def test_who_lost_to_one_that_is_not_approved_is_judged_again_by_itself() -> None:
    first = world_deals.with_the_desk(world.bo())
    second = world_deals.handed_in(world.carla())
    place = second.complete_at
    assert (second.state, second.decline_reason) == ("declined", "another-was-first")
    url = f"/desk/registrations/{first.number}/refusal/"
    world.browser(world.agent()).post(url, {"reason": "tender-rules", "note": ""})
    drain()
    assert state(second) == "approved"
    assert second.complete_at == place
    assert world.mails_to(world.carla().email)[-1].name == "registration_approved"


def test_a_lost_place_lets_the_second_in() -> None:
    first = world_deals.with_the_desk(world.bo())
    world.browser(world.agent()).post(
        f"/desk/registrations/{first.number}/question/", {"fields_asked": ["done"], "question": "Wanneer?"}
    )
    second = world_deals.handed_in(world.carla())
    clock.forward(dt.timedelta(days=6))
    watch_registrations(clock.now())
    drain()
    assert state(second) == "approved"
    world.browser(world.bo()).post(
        f"/sales/registrations/{first.number}/answer/", {"done": world_deals.ANSWERS["done"]}
    )
    assert state(first) == "declined"


def test_another_need_or_another_family_is_another_deal() -> None:
    world_deals.handed_in(world.bo())
    assert world_deals.handed_in(world.carla(), need="compliance").state == "approved"
    assert world_deals.handed_in(world.carla(), families=("stock",)).state == "approved"
    assert world_deals.handed_in(world.carla(), families=("stock", "acrobat"), need="new-users").state == "declined"


def test_a_customer_under_another_name_goes_to_the_desk_which_must_say_why() -> None:
    one = world_sales.customer("Bayerischer Rundfunk", country="DE", town="München")
    other = world_sales.customer("Bayerisher Rundfunk", country="DE", town="")
    for account in (one, other):
        index_account(account)
    first = world_deals.handed_in(world.bo(), account=one)
    second = world_deals.handed_in(world.carla(), account=other)
    assert (first.state, second.state) == ("approved", "submitted")
    ivo = world.browser(world.agent())
    assert first.number in text_of(ivo.get(f"/desk/registrations/{second.number}/"))
    page = text_of(world.browser(world.carla()).get(f"/sales/registrations/{second.number}/"))
    tells_nothing_of_lindeboom(page, first)
    url = f"/desk/registrations/{second.number}/approval/"
    assert ivo.post(url, {"word": ""}).status_code == 422
    assert state(second) == "submitted"
    assert ivo.post(url, {"word": "Een andere omroep."}).status_code == 302
    assert state(second) == "approved"


def test_one_customer_under_two_private_accounts_is_one_customer() -> None:
    one = world_sales.customer("Omroep Oudwater", owner=world.lindeboom())
    other = world_sales.customer("Omroep Oudwater BV", owner=world.maasveld())
    for account in (one, other):
        index_account(account)
    first = world_deals.handed_in(world.bo(), account=one)
    second = world_deals.handed_in(world.carla(), account=other)
    assert (first.state, second.state) == ("approved", "declined")


def test_the_desk_cannot_protect_the_same_twice_but_can_take_a_decision_back() -> None:
    first, second = world_deals.handed_in(world.bo()), world_deals.handed_in(world.carla())
    ivo = world.browser(world.agent())
    assert state(second) == "declined"
    ivo.post(f"/desk/registrations/{second.number}/reversal/", {"word": "Wij kijken nog eens."})
    assert state(second) == "submitted"
    answer = ivo.post(f"/desk/registrations/{second.number}/approval/", {"word": "Toch."})
    assert answer.status_code == 422
    assert first.number in text_of(answer)
    ivo.post(f"/desk/registrations/{first.number}/reversal/", {"word": "De klant koos anders."})
    ivo.post(f"/desk/registrations/{second.number}/approval/", {"word": ""})
    assert (state(first), state(second)) == ("submitted", "approved")


def test_a_colleague_is_named_and_ones_own_copy_is_no_rival_after_withdrawing() -> None:
    first = world_deals.handed_in(world.bo())
    anna = world_deals.handed_in(world.anna())
    assert (anna.state, anna.decline_reason) == ("declined", "registered-by-colleague")
    page = text_of(world.browser(world.anna()).get(f"/sales/registrations/{anna.number}/"))
    assert "Bo Hendriks" in page
    assert first.number in page

    by = world.actor(world.bo())
    copy = copy_opportunity(first.opportunity, by=by)
    world.browser(world.bo()).post(f"/sales/registrations/{first.number}/withdrawal/")
    assert state(first) == "withdrawn"
    assert submit_registration(world_deals.draft(copy), by=by).state == "approved"


def test_a_protection_ends_its_owner_is_told_and_another_can_register() -> None:
    first = world_deals.handed_in(world.bo())
    clock.forward(dt.timedelta(days=77))
    look_after_protections(clock.now())
    look_after_protections(clock.now())
    told = [mail.name for mail in world.mails_to(world.bo().email)]
    assert told.count("registration_ends_soon") == 1
    clock.forward(dt.timedelta(days=14))
    look_after_protections(clock.now())
    assert state(first) == "expired"
    assert world_deals.handed_in(world.carla()).state == "approved"


def test_it_is_extended_once_on_progress_by_its_owner() -> None:
    from kanaal.sales.actions.changing import move_stage

    first = world_deals.handed_in(world.bo())
    until, bo = first.protected_until, world.browser(world.bo())
    url = f"/sales/registrations/{first.number}/extension/"
    assert bo.post(url).status_code == 403, "no progress yet"
    clock.forward(dt.timedelta(days=30))
    move_stage(first.opportunity, stage="propose", by=world.actor(world.bo()))
    bo.post(url)
    first.refresh_from_db()
    assert until is not None
    assert first.protected_until == until + dt.timedelta(days=90)
    move_stage(first.opportunity, stage="commit", by=world.actor(world.bo()))
    assert bo.post(url).status_code == 403, "once"


def test_a_deal_that_is_lost_is_free_for_others_and_a_won_one_keeps_its_protection() -> None:
    from kanaal.sales.actions.closing import lose_opportunity

    first = world_deals.handed_in(world.bo())
    lose_opportunity(first.opportunity, reason="price", by=world.actor(world.bo()))
    assert state(first) == "closed"
    assert world_deals.handed_in(world.carla()).state == "approved"
