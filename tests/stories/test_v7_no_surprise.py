"""V7: nothing expires, renews or is suspended unannounced; who was told when stands beside each day, for all."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from kanaal.core import clock
from kanaal.core.jobs.worker import drain
from kanaal.core.models import Mail
from kanaal.licensing import nightly
from kanaal.licensing.foresight import prove
from kanaal.licensing.models import Agreement, Unreached
from tests import world, world_licences

pytestmark = pytest.mark.django_db


def days(number: int) -> None:
    for _day in range(number):
        clock.forward(dt.timedelta(days=1))
        nightly.go_round()


def page_of(made: Agreement) -> str:
    return f"/agreements/{made.number}/timeline/"


def waterrijk(quantity: int = 4) -> Agreement:
    made = world_licences.agreement()
    world_licences.eva(made)
    world_licences.add(made, quantity)
    return made


def mails_to(email: str) -> list[Mail]:
    return list(Mail.objects.filter(to=email, name="happenings_announced").order_by("pk"))


def test_anna_hears_a_week_before_licences_are_overdue_and_again_on_the_day_before() -> None:
    made = waterrijk()
    days(24)
    (first,) = mails_to(world.anna().email)
    assert "4 licenties" in first.subject or "4 licences" in first.subject
    assert "Gemeente Waterrijk" in first.subject
    assert page_of(made) in first.text
    assert mails_to(world.eva().email) == [], "the pack tells the customer only on the day before"
    days(6)
    assert len(mails_to(world.anna().email)) == 2
    (hers,) = mails_to(world.eva().email)
    assert "Lindeboom Digitaal" in hers.text, "whoever can't order reads who can"


def test_the_link_in_the_mail_leads_to_what_comes_and_who_was_told() -> None:
    waterrijk()
    days(47)
    link = re.search(r"/agreements/\S+/timeline/", mails_to(world.anna().email)[-1].text)
    assert link
    anna = world.browser(world.anna()).get(link.group())
    text = anna.content.decode()
    assert anna.status_code == 200
    assert "What is coming, if nobody does anything" in text or "Wat er komt" in text
    for words in ("suspended", "opgeschort"):
        if words in text:
            break
    else:
        pytest.fail("the suspension that comes is not on the page")
    assert "days-today" in text


def test_eva_reads_the_same_days_in_her_words_and_carla_nothing() -> None:
    made = waterrijk()
    days(31)
    eva, carla = world.browser(world.eva()), world.browser(world.carla())
    assert eva.get(page_of(made)).status_code == 200
    assert carla.get(page_of(made)).status_code == 404
    stranger = world.browser().get(page_of(made))
    assert stranger.status_code == 302
    assert "/id/sign-in/" in stranger["Location"]


def test_after_the_customer_has_moved_its_old_reseller_sees_nothing() -> None:
    made = waterrijk()
    Agreement.objects.filter(pk=made.pk).update(partner=world.maasveld(), contact=None)
    assert world.browser(world.anna()).get(page_of(made)).status_code == 404
    assert world.browser(world.carla()).get(page_of(made)).status_code == 200


def test_several_days_of_one_agreement_come_in_one_mail() -> None:
    made = world_licences.agreement()
    world_licences.eva(made)
    world_licences.add(made, 4, ago=24)
    world_licences.add(made, 6, ago=24, sku=world_licences.OTHER)
    nightly.go_round()
    (mail,) = mails_to(world.anna().email)
    assert mail.text.count("**") == 0
    assert "4 licen" in mail.text
    assert "6 licen" in mail.text


def test_who_adds_licences_when_they_are_nearly_over_hears_of_it_at_once() -> None:
    made = world_licences.agreement()
    world_licences.eva(made)
    world_licences.add(made, 10, ago=363, ordered=10)
    nightly.go_round()
    before = len(mails_to(world.anna().email))
    world_licences.add(made, 3, ordered=3)
    drain()
    after = mails_to(world.anna().email)
    assert len(after) == before + 1
    assert "13 licen" in after[-1].text


def test_what_was_cancelled_is_announced_no_more() -> None:
    made = waterrijk()
    Agreement.objects.filter(pk=made.pk).update(state="cancelled", cancelled_on=world_licences.day(0))
    days(62)
    assert not Mail.objects.filter(name="happenings_announced").exists()
    page = world.browser(world.vera()).get(page_of(made)).content.decode()
    assert "no longer in force" in page or "niet meer van kracht" in page


class TestTheDesk:
    def listed(self, browser: Any) -> str:
        answer = browser.get("/desk/licences/unannounced/")
        assert answer.status_code == 200
        return str(answer.content.decode())

    def test_vera_sees_whom_nothing_reaches_asks_and_sees_it_mended(self) -> None:
        made = world_licences.agreement()
        world_licences.add(made, 4, ago=10)
        vera = world.browser(world.vera())
        assert "Gemeente Waterrijk" not in self.listed(vera)
        prove()
        page = self.listed(vera)
        assert "Gemeente Waterrijk" in page
        row = Unreached.objects.get(role="customer")
        answer = vera.post(f"/desk/licences/unannounced/{row.pk}/ask/", follow=True)
        assert "Anna Brandsma" in answer.content.decode()
        assert Mail.objects.get(name="addressee_asked_for").to == world.anna().email
        world_licences.eva(made)
        assert "Gemeente Waterrijk" not in self.listed(vera), "mended, though the next proof is tomorrow"

    def test_the_auditor_reads_and_asks_nobody(self) -> None:
        made = world_licences.agreement()
        world_licences.add(made, 4, ago=10)
        prove()
        odette = world.browser(world.auditor())
        assert "Gemeente Waterrijk" in self.listed(odette)
        row = Unreached.objects.get(role="customer")
        assert odette.post(f"/desk/licences/unannounced/{row.pk}/ask/").status_code == 403
        assert not Mail.objects.filter(name="addressee_asked_for").exists()

    def test_contacts_do_not_learn_that_the_page_is_there(self) -> None:
        assert world.browser(world.anna()).get("/desk/licences/unannounced/").status_code == 404
