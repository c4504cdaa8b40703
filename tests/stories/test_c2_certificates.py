"""C2: which certificates a level needs is the programme's; one representative is enough, and the fact says who."""

from __future__ import annotations

import pytest

from kanaal.core import clock
from kanaal.levels.measuring import MEASURES
from kanaal.partners.models import Contact
from kanaal.partners.policy import LevelsPolicy
from kanaal.programme.policies import policy
from kanaal.training.tests.learning import certified, has_read
from tests import world

pytestmark = pytest.mark.django_db
FACT = MEASURES["training.certificate"]
PARAMS = {"certificate": "code-of-conduct"}


def held_by(partner: object) -> int:
    pk = partner.pk  # type: ignore[attr-defined]
    return FACT.values([pk], PARAMS, clock.today()).get(pk, 0)


def test_every_level_from_certified_on_asks_one_person_for_the_code_of_conduct() -> None:
    world.published()
    levels = policy(LevelsPolicy)
    for level in levels.by_rank[1:]:
        needs = [n for n in levels.needs_of(level) if n.fact == FACT.key]
        assert [(n.at_least, dict(n.params)) for n in needs] == [(1, PARAMS)]


def test_one_representative_is_enough_and_the_page_says_so() -> None:
    anna = world.browser(world.anna())
    assert held_by(world.lindeboom()) == 0
    assert "0 van 1" in anna.get("/training/company/").content.decode()
    certificate = certified(world.bo())
    assert held_by(world.lindeboom()) == 1
    page = anna.get("/training/company/").content.decode()
    assert "1 van 1" in page
    assert "Bo Hendriks" in page
    (datum,) = FACT.data(world.lindeboom(), PARAMS, clock.today())
    assert certificate.number in str(datum.says)
    assert datum.until == certificate.valid_until


def test_anna_asks_bo_who_gets_a_mail_and_is_not_asked_again_at_once() -> None:
    world.bo()
    anna = world.browser(world.anna())
    contact = Contact.objects.get(person=world.bo())
    url = f"/training/company/{contact.pk}/ask/code-of-conduct/"
    assert anna.post(url).status_code == 302
    (mail,) = [m for m in world.mails_to(world.bo().email) if m.name == "colleague_asked"]
    assert world.link_in(mail) == "/training/courses/code-of-conduct/"
    assert anna.post(url).status_code == 409
    assert len([m for m in world.mails_to(world.bo().email) if m.name == "colleague_asked"]) == 1


def test_only_the_primary_contact_sees_the_company_and_asks() -> None:
    bo = world.browser(world.bo())
    contact = Contact.objects.get(person=world.anna())
    assert bo.get("/training/company/").status_code == 403
    assert bo.post(f"/training/company/{contact.pk}/ask/code-of-conduct/").status_code == 403
    assert world.browser(world.carla()).post(f"/training/company/{contact.pk}/ask/code-of-conduct/").status_code == 404
    assert not world.happened("ColleagueAsked")


def test_a_course_half_done_counts_for_nothing_and_a_leaver_takes_it_along() -> None:
    has_read(world.anna())
    assert held_by(world.lindeboom()) == 0
    certified(world.bo())
    Contact.objects.filter(person=world.bo()).update(active=False)
    assert held_by(world.lindeboom()) == 0
    maasveld = world.maasveld()
    maasveld.contacts.create(
        person=world.bo(), email="bo@maasveld-grafisch.nl", name="Bo", kind="other", since=clock.today()
    )
    assert held_by(maasveld) == 1
