"""V9: the customer says that it changes reseller. The Admin Console says what will happen, and makes a code."""

from __future__ import annotations

import re
from typing import Any

import pytest

from kanaal.licensing.actions.consenting import find_consent
from kanaal.licensing.models import Agreement, SwitchConsent
from tests import world
from tests import world_licences as licences

pytestmark = pytest.mark.django_db
CODE = re.compile(r"\b[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}\b")


@pytest.fixture
def mine() -> Agreement:
    made = licences.agreement()
    licences.eva(made)
    licences.add(made, 3, ago=5, ordered=3)
    licences.add(made, 2, ago=3)
    return made


def text(answer: Any) -> str:
    return answer.content.decode()


def test_eva_reads_what_will_happen_and_makes_a_code_that_is_shown_once(mine: Agreement) -> None:
    eva = world.browser(licences.eva(mine))
    page = text(eva.get("/console/reseller/"))
    assert "Lindeboom Digitaal" in page
    assert not CODE.search(page)
    assert "2 ×" in page, "what is settled first is named"
    shown = eva.post("/console/reseller/code/")
    [code] = set(CODE.findall(text(shown)))
    assert shown["Cache-Control"] == "no-store"
    consent = find_consent(code)
    assert consent is not None
    assert consent.agreement == mine
    assert not CODE.search(text(eva.get("/console/reseller/"))), "it is shown once"


def test_it_can_be_withdrawn_and_made_anew(mine: Agreement) -> None:
    eva = world.browser(licences.eva(mine))
    [first] = set(CODE.findall(text(eva.post("/console/reseller/code/"))))
    [second] = set(CODE.findall(text(eva.post("/console/reseller/code/"))))
    assert find_consent(first) is None
    consent = SwitchConsent.objects.get(withdrawn_at=None)
    eva.post(f"/console/reseller/code/{consent.pk}/withdrawal/")
    assert find_consent(second) is None


def test_its_days_are_the_terms(mine: Agreement) -> None:
    eva = world.browser(licences.eva(mine))
    [code] = set(CODE.findall(text(eva.post("/console/reseller/code/"))))
    world.days_pass(7)
    assert find_consent(code) is not None
    world.days_pass(1)
    assert find_consent(code) is None


def test_nobody_but_its_administrators(mine: Agreement) -> None:
    for person in (world.anna(), world.carla(), world.dirk()):
        assert world.browser(person).post("/console/reseller/code/").status_code == 403
    assert not SwitchConsent.objects.exists()
    other = licences.agreement("Hogeschool Delta")
    world.browser(licences.eva(mine)).post("/console/reseller/code/")
    consent = SwitchConsent.objects.get()
    jan = world.jan()
    other.administrators.create(person=jan, email=jan.email, since=licences.day(0))
    assert world.browser(jan).post(f"/console/reseller/code/{consent.pk}/withdrawal/").status_code == 404
    assert SwitchConsent.objects.get().withdrawn_at is None
