"""D6: the form says while one types what is still too thin; the desk sees the same, and asks for just that."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kanaal.core import clock
from kanaal.deals.models import Registration
from kanaal.deals.tasks import watch_registrations
from tests import world, world_deals, world_sales

pytestmark = pytest.mark.django_db
THIN = {**world_deals.ANSWERS, "done": "Diverse gesprekken, goede relatie, offerte volgt later."}


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def part_of(page: str, key: str) -> str:
    return page.split(f'id="marks-{key}"')[1].split("</div>")[0]


def test_marks_come_while_one_types_and_nothing_is_kept_by_it() -> None:
    deal, bo = world_sales.opportunity(), world.browser(world.bo())
    page = text_of(
        bo.post(f"/sales/opportunities/{deal.number}/register/marks/", {"found": "Gebeld.", "quantity": "veel"})
    )
    assert "is-ok" not in part_of(page, "found")
    assert "is-bad" in part_of(page, "value"), "not answered yet"
    page = text_of(bo.post(f"/sales/opportunities/{deal.number}/register/marks/", world_deals.ANSWERS))
    assert all("is-ok" in part_of(page, key) for key in world_deals.ANSWERS)
    deal.refresh_from_db()
    assert (deal.evidence, Registration.objects.count()) == ({}, 0)


def test_without_javascript_the_same_marks_come_with_saving_and_the_draft_is_kept() -> None:
    deal, bo = world_sales.opportunity(), world.browser(world.bo())
    page = text_of(bo.post(f"/sales/opportunities/{deal.number}/register/", {"found": "Gebeld op 3 mei."}, follow=True))
    assert "Gebeld op 3 mei." in page
    assert "is-ok" not in part_of(page, "found")
    deal.refresh_from_db()
    assert deal.evidence["found"] == "Gebeld op 3 mei."
    assert Registration.objects.get().state == "draft"


def test_ten_thousand_characters_are_told_and_not_lost() -> None:
    deal, bo = world_sales.opportunity(), world.browser(world.bo())
    names = "Krita " * 1700
    answer = bo.post(
        f"/sales/opportunities/{deal.number}/register/submission/", {**world_deals.ANSWERS, "competitors": names}
    )
    assert answer.status_code == 422
    assert names.strip() in text_of(answer)
    assert Registration.objects.get().state == "draft"
    deal.refresh_from_db()
    assert deal.evidence["competitors"] == names.strip()


def test_more_than_can_be_kept_still_stands_in_the_form() -> None:
    deal, bo = world_sales.opportunity(), world.browser(world.bo())
    names = "Krita " * 5000
    answer = bo.post(
        f"/sales/opportunities/{deal.number}/register/submission/", {**world_deals.ANSWERS, "competitors": names}
    )
    assert answer.status_code == 422
    assert names.strip() in text_of(answer)
    assert world_deals.ANSWERS["found"] in text_of(answer)


def test_something_missing_is_not_handed_in() -> None:
    deal, bo = world_sales.opportunity(), world.browser(world.bo())
    answer = bo.post(f"/sales/opportunities/{deal.number}/register/submission/", {**world_deals.ANSWERS, "value": ""})
    assert answer.status_code == 422
    assert Registration.objects.get().state == "draft"
    assert Registration.objects.get().submitted_at is None


def test_what_is_thin_goes_to_the_desk_which_sees_the_same_marks_and_asks_for_just_that() -> None:
    deal, bo, ivo = world_sales.opportunity(), world.browser(world.bo()), world.browser(world.agent())
    warned = text_of(bo.post(f"/sales/opportunities/{deal.number}/register/submission/", THIN))
    assert 'name="sure"' in warned
    registration = Registration.objects.get()
    assert registration.state == "draft", "nobody hands in thin answers by mistake"
    bo.post(f"/sales/opportunities/{deal.number}/register/submission/", {**THIN, "sure": "1"})
    registration.refresh_from_db()
    assert (registration.state, registration.complete_at) == ("submitted", None)
    desk = text_of(ivo.get(f"/desk/registrations/{registration.number}/"))
    assert "is-warn" in part_of(desk, "done")
    assert "is-ok" in part_of(desk, "found")
    form = text_of(ivo.get(f"/desk/registrations/{registration.number}/question/"))
    assert 'value="done" id="id_fields_asked_5" checked' in form.replace(" required", "")

    ivo.post(
        f"/desk/registrations/{registration.number}/question/",
        {"fields_asked": ["done"], "question": "Wanneer was de demonstratie, en voor wie?"},
    )
    mail = world.mails_to(world.bo().email)[-1]
    assert mail.name == "registration_asked"
    assert "Wanneer was de demonstratie" in mail.text
    link = world.link_in(mail)
    assert link == f"/sales/registrations/{registration.number}/answer/"
    page = text_of(bo.get(link))
    assert 'name="done"' in page
    assert 'name="found"' not in page
    registration.refresh_from_db()
    assert registration.state == "asked", "opening a link does nothing"

    bo.post(link, {"done": world_deals.ANSWERS["done"], "found": "Iets anders."})
    registration.refresh_from_db()
    assert registration.state == "approved", "complete now: the rules decide at once"
    assert registration.content["answers"]["found"] == world_deals.ANSWERS["found"], "only what was asked"


def test_a_question_keeps_the_place_for_some_days_and_ends_the_registration_after_more() -> None:
    registration = world_deals.with_the_desk()
    place = registration.complete_at
    ivo = world.browser(world.agent())
    ivo.post(f"/desk/registrations/{registration.number}/question/", {"fields_asked": ["done"], "question": "Wie?"})
    clock.forward(dt.timedelta(days=4))
    watch_registrations(clock.now())
    registration.refresh_from_db()
    assert registration.complete_at == place
    clock.forward(dt.timedelta(days=2))
    watch_registrations(clock.now())
    registration.refresh_from_db()
    assert (registration.state, registration.complete_at) == ("asked", None)
    assert world.mails_to(world.bo().email)[-1].name == "registration_place_lost"
    clock.forward(dt.timedelta(days=9))
    watch_registrations(clock.now())
    registration.refresh_from_db()
    assert registration.state == "expired"
    assert world.mails_to(world.bo().email)[-1].name == "registration_expired"
