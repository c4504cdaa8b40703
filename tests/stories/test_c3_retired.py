"""C3: technical exams are no longer offered: none begins, certificates stay, and what replaced them is told."""

from __future__ import annotations

import pytest

from kanaal.core import clock
from kanaal.training.models import Certificate, Learning
from kanaal.training.tests.learning import began
from tests import world

pytestmark = pytest.mark.django_db


def test_anna_reads_why_and_what_took_its_place() -> None:
    began(world.anna())
    anna = world.browser(world.anna())
    page = anna.get("/training/courses/technical-exam/").content.decode()
    assert "technische examens worden niet meer afgenomen" in page
    assert 'href="/training/courses/vip-essentials/"' in page
    assert "/training/courses/technical-exam/start/" not in page

    answer = anna.post("/training/courses/technical-exam/start/")
    assert answer.status_code == 409
    assert "VIP in de praktijk" in answer.content.decode()
    assert not Learning.objects.filter(course="technical-exam").exists()


def test_a_certificate_that_was_earned_with_it_stays_and_can_be_checked() -> None:
    learning = Learning.objects.create(
        person=world.anna(), course="technical-exam", state="passed", began_at=clock.now(), touched_at=clock.now()
    )
    kept = Certificate.objects.create(
        person=world.anna(), learning=learning, key="technical-exam", course="technical-exam", number="CC-OLD-1",
        name_words={"nl": "Technisch examen"}, course_words={"nl": "Technisch examen"}, holder="Anna Brandsma",
        issued_at=clock.now(), issued_on=clock.today(),
    )  # fmt: skip
    assert "Technisch examen" in world.browser(world.anna()).get("/training/mine/").content.decode()
    page = world.browser().get(f"/training/check/{kept.public_id}/")
    assert page.status_code == 200
    assert "Anna Brandsma" in page.content.decode()
