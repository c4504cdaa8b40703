"""D1: a contact's address lies in a domain of the company; the refusal names the two ways out."""

from __future__ import annotations

import pytest
from django.test import Client

from kanaal.core.models import Event
from kanaal.helpdesk.models import Request
from kanaal.partners.models import Invitation
from tests import world

pytestmark = pytest.mark.django_db


def invite(browser: Client, email: str) -> tuple[int, str]:
    answer = browser.post("/portal/contacts/invite/", {"email": email, "kind": "other", "language": "nl"})
    return answer.status_code, answer.content.decode()


def test_the_austrian_branch_is_refused_until_the_helpdesk_has_added_its_domain() -> None:
    anna, vera = world.browser(world.anna()), world.browser(world.vera())
    status, page = invite(anna, "gerda@lindeboom-digitaal.at")
    assert status == 422
    assert "lindeboom-digitaal.nl" in page
    assert "/requests/new/branch_domain/?domain=lindeboom-digitaal.at" in page
    assert not Invitation.objects.exists()

    anna.post("/requests/new/branch_domain/", {"domain": "lindeboom-digitaal.at", "reason": "Onze vestiging in Wenen"})
    asked = Request.objects.get()
    assert invite(anna, "gerda@lindeboom-digitaal.at")[0] == 422

    vera.post(f"/requests/{asked.pk}/approval/", {"answer": ""})
    assert world.lindeboom().has_domain("lindeboom-digitaal.at")
    assert invite(anna, "gerda@lindeboom-digitaal.at")[0] == 302
    assert any(asked.number in m.subject for m in world.mails_to(world.anna().email))


def test_the_agent_is_told_that_another_partner_has_the_domain_and_the_asker_is_not() -> None:
    world.maasveld()
    anna, vera = world.browser(world.anna()), world.browser(world.vera())
    anna.post("/requests/new/branch_domain/", {"domain": "maasveld-grafisch.nl"})
    address = f"/requests/{Request.objects.get().pk}/"
    assert "Maasveld Grafisch" in vera.get(address).content.decode()
    assert "Maasveld Grafisch" not in anna.get(address).content.decode()


def test_only_the_primary_contact_asks_for_a_branch() -> None:
    bo = world.browser(world.bo())
    answer = bo.post("/requests/new/branch_domain/", {"domain": "lindeboom-digitaal.at"})
    assert answer.status_code == 403
    assert "Anna Brandsma" in answer.content.decode()
    assert not Request.objects.exists()


@pytest.mark.parametrize("domain", ["gmail.com", "geen domein", "lindeboom-digitaal.nl", "at"])
def test_a_domain_that_can_never_be_added_is_refused_when_it_is_asked(domain: str) -> None:
    anna = world.browser(world.anna())
    assert anna.post("/requests/new/branch_domain/", {"domain": domain}).status_code == 422
    assert not Request.objects.exists()


def test_asking_twice_is_asking_once() -> None:
    anna = world.browser(world.anna())
    for _ in range(2):
        anna.post("/requests/new/branch_domain/", {"domain": "lindeboom-digitaal.at"})
    assert Request.objects.count() == 1


def test_declining_tells_the_reason_and_adds_nothing() -> None:
    anna, vera = world.browser(world.anna()), world.browser(world.vera())
    anna.post("/requests/new/branch_domain/", {"domain": "lindeboom-digitaal.at"})
    asked = Request.objects.get()
    vera.post(f"/requests/{asked.pk}/refusal/", {"answer": "Het register noemt deze vestiging niet."})
    assert not world.lindeboom().has_domain("lindeboom-digitaal.at")
    assert "Het register noemt" in world.mails_to(world.anna().email)[-1].text


def test_two_agents_at_once_one_wins_and_the_other_is_told() -> None:
    anna, vera, ivo = world.browser(world.anna()), world.browser(world.vera()), world.browser(world.agent())
    anna.post("/requests/new/branch_domain/", {"domain": "lindeboom-digitaal.at"})
    asked = Request.objects.get()
    vera.post(f"/requests/{asked.pk}/approval/")
    assert ivo.post(f"/requests/{asked.pk}/refusal/", {"answer": "Nee."}).status_code == 409
    asked.refresh_from_db()
    assert asked.state == "approved"


def test_anna_the_auditor_and_carla_cannot_decide() -> None:
    anna = world.browser(world.anna())
    anna.post("/requests/new/branch_domain/", {"domain": "lindeboom-digitaal.at"})
    asked = Request.objects.get()
    assert anna.post(f"/requests/{asked.pk}/approval/").status_code == 403
    assert world.browser(world.auditor()).post(f"/requests/{asked.pk}/approval/").status_code == 403
    assert world.browser(world.carla()).get(f"/requests/{asked.pk}/").status_code == 404
    asked.refresh_from_db()
    assert asked.state == "open"
    assert not Event.objects.filter(name="BranchDomainAdded").exists()


def test_free_mail_never_matches_and_the_desk_lets_people_in_one_by_one() -> None:
    partner = world.company("Eenpitter Design", world.ENTRY)
    owner = world._contact(partner, "pim@gmail.com", "Pim Pit", "primary")
    pim, vera = world.browser(owner), world.browser(world.vera())
    status, page = invite(pim, "suus@gmail.com")
    assert status == 422
    assert "/requests/new/free_mail_contact/?email=suus@gmail.com" in page

    pim.post("/requests/new/free_mail_contact/", {"email": "suus@gmail.com", "reason": "Mijn collega"})
    vera.post(f"/requests/{Request.objects.get().pk}/approval/")
    assert Invitation.objects.get().email == "suus@gmail.com"
    assert world.mails_to("suus@gmail.com")


def test_a_company_with_its_own_domain_gets_nobody_in_by_free_mail() -> None:
    anna = world.browser(world.anna())
    status, _page = invite(anna, "bo.thuis@gmail.com")
    assert status == 422
    answer = anna.post("/requests/new/free_mail_contact/", {"email": "bo.thuis@gmail.com"})
    assert answer.status_code == 403
    assert not Request.objects.exists()
