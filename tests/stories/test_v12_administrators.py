"""V12: the customer decides who administers its agreement; another primary administrator comes by invitation, and
only once the invitation and the terms are accepted.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kanaal.helpdesk.models import Request
from kanaal.licensing.models import AdministratorInvitation, Agreement
from kanaal.people import erasure
from kanaal.people.models import Person
from tests import world
from tests import world_licences as licences

pytestmark = pytest.mark.django_db
JAN = "jan@gemeente-waterrijk.example"


@pytest.fixture
def mine() -> Agreement:
    made = licences.agreement()
    licences.eva(made)
    licences.add(made, 3, ago=5, ordered=3)
    return made


def at(person: Person) -> Client:
    return world.browser(person)


def eva(mine: Agreement) -> Client:
    return at(licences.eva(mine))


def text(answer: Any) -> str:
    return answer.content.decode()


def primary(mine: Agreement) -> str:
    return mine.administrators.get(primary=True, active=True).person.email


def accept(browser: Client, path: str) -> Any:
    """The invitation, its button to the terms, the box, the button below them."""
    page = browser.get(path)
    terms = browser.get(page.context["terms_url"])
    shown = terms.context["form"].initial["shown"]
    return browser.post(page.context["terms_url"], {"accepted": "on", "shown": shown}, follow=True)


def with_jan(mine: Agreement) -> Person:
    """Jan administers it, too, by invitation."""
    eva(mine).post("/console/administrators/invite/", {"email": JAN, "language": "nl"})
    accept(at(world.jan()), world.link_in(world.mails_to(JAN)[-1]))
    return world.jan()


def test_eva_invites_jan_who_accepts_the_invitation_and_the_terms_and_comes_in(mine: Agreement) -> None:
    answer = eva(mine).post(
        "/console/administrators/invite/", {"email": JAN, "full_name": "Jan Bakker", "language": "nl"}, follow=True
    )
    assert JAN in text(answer)
    link = world.link_in(world.mails_to(JAN)[-1])
    jan = at(world.jan())
    page = jan.get(link)
    assert "Gemeente Waterrijk" in text(page)
    assert mine.administrators.count() == 1, "opening the link did nothing"
    answer = accept(jan, link)
    assert answer.request["PATH_INFO"] == "/console/"
    assert "Gemeente Waterrijk" in text(answer)
    assert world.jan().acceptances.get().terms == "vip"
    assert primary(mine) == licences.eva(mine).email


def test_the_primary_administrator_is_changed_by_choosing_one_of_the_administrators(mine: Agreement) -> None:
    jan = with_jan(mine)
    browser = eva(mine)
    listed = browser.get("/console/administrators/")
    assert "/console/administrators/primary/" in text(listed), "Change stands next to the primary administrator"
    choose = browser.get("/console/administrators/primary/")
    offered = [label for _pk, label in choose.context["form"].fields["administrator"].choices]
    assert offered == ["Jan Bakker (jan@gemeente-waterrijk.example)"]
    row = mine.administrators.get(person=jan)
    answer = browser.post("/console/administrators/primary/", {"administrator": row.pk}, follow=True)
    assert primary(mine) == licences.eva(mine).email, "until then the old one stays"
    assert JAN in text(answer)
    accept(at(jan), world.link_in(world.mails_to(JAN)[-1]))
    assert primary(mine) == JAN
    assert mine.administrators.filter(active=True).count() == 2
    assert "Jan Bakker" in world.mails_to(licences.eva(mine).email)[-1].text


def test_without_the_terms_nothing_changes(mine: Agreement) -> None:
    jan = with_jan(mine)
    row = mine.administrators.get(person=jan)
    eva(mine).post("/console/administrators/primary/", {"administrator": row.pk})
    page = at(jan).get(world.link_in(world.mails_to(JAN)[-1]))
    terms = at(jan).get(page.context["terms_url"])
    answer = at(jan).post(page.context["terms_url"], {"shown": terms.context["form"].initial["shown"]})
    assert answer.status_code == 422
    assert primary(mine) == licences.eva(mine).email


def test_jan_declines_and_eva_reads_that_nothing_has_changed(mine: Agreement) -> None:
    jan = with_jan(mine)
    eva(mine).post("/console/administrators/primary/", {"administrator": mine.administrators.get(person=jan).pk})
    waiting = AdministratorInvitation.objects.get(state="open")
    at(jan).post(f"/console/join/mine/{waiting.pk}/decline/")
    assert primary(mine) == licences.eva(mine).email
    mail = world.mails_to(licences.eva(mine).email)[-1]
    assert JAN in mail.subject
    assert AdministratorInvitation.objects.get(pk=waiting.pk).state == "declined"


def test_withdrawn_and_sent_again(mine: Agreement) -> None:
    eva(mine).post("/console/administrators/invite/", {"email": JAN, "language": "nl"})
    first = world.link_in(world.mails_to(JAN)[-1])
    waiting = AdministratorInvitation.objects.get()
    eva(mine).post(f"/console/administrators/invitations/{waiting.pk}/sending/")
    assert at(world.jan()).get(first).status_code == 404, "a newer mail replaces the older one"
    second = world.link_in(world.mails_to(JAN)[-1])
    eva(mine).post(f"/console/administrators/invitations/{waiting.pk}/withdrawal/")
    assert at(world.jan()).get(second).status_code == 404
    assert mine.administrators.count() == 1


def test_an_invitation_expires_and_says_so(mine: Agreement) -> None:
    eva(mine).post("/console/administrators/invite/", {"email": JAN, "language": "nl"})
    link = world.link_in(world.mails_to(JAN)[-1])
    world.days_pass(16)
    answer = at(world.jan()).get(link)
    assert answer.status_code == 410
    assert AdministratorInvitation.objects.get().state == "expired"
    assert mine.administrators.count() == 1


def test_somebody_else_with_the_link_is_told_whose_address_is_wrong(mine: Agreement) -> None:
    eva(mine).post("/console/administrators/invite/", {"email": JAN, "language": "nl"})
    link = world.link_in(world.mails_to(JAN)[-1])
    dirk = at(world.dirk())
    page = dirk.get(link)
    assert world.dirk().email in text(page)
    assert "/terms/" not in text(page)
    assert dirk.get(f"{link}terms/").status_code == 403
    assert dirk.post(f"{link}terms/", {"accepted": "on", "shown": "x"}).status_code == 403
    assert mine.administrators.count() == 1


def test_who_is_not_signed_in_signs_in_first_and_comes_back(mine: Agreement) -> None:
    eva(mine).post("/console/administrators/invite/", {"email": JAN, "language": "nl"})
    link = world.link_in(world.mails_to(JAN)[-1])
    page = world.browser().get(link)
    assert page.status_code == 200
    assert f"next={link}" in text(page)


def test_the_chosen_one_left_before_answering(mine: Agreement) -> None:
    jan = with_jan(mine)
    row = mine.administrators.get(person=jan)
    eva(mine).post("/console/administrators/primary/", {"administrator": row.pk})
    link = world.link_in(world.mails_to(JAN)[-1])
    eva(mine).post(f"/console/administrators/{row.pk}/end/")
    assert at(jan).get(link).status_code == 404
    assert primary(mine) == licences.eva(mine).email
    answer = at(jan).get("/console/")
    assert answer.status_code == 403
    assert "Gemeente Waterrijk" in text(answer), "it says what one was, and until when"


def test_two_changes_at_once_are_one(mine: Agreement) -> None:
    jan = with_jan(mine)
    mia = world.person("mia@gemeente-waterrijk.example", "Mia Vos")
    row = mine.administrators.create(person=mia, email=mia.email, since=licences.day(0))
    eva(mine).post("/console/administrators/primary/", {"administrator": mine.administrators.get(person=jan).pk})
    answer = eva(mine).post("/console/administrators/primary/", {"administrator": row.pk})
    assert answer.status_code == 422
    assert JAN in text(answer)
    assert AdministratorInvitation.objects.filter(state="open").count() == 1


def test_a_reseller_cannot_change_a_customers_administrators(mine: Agreement) -> None:
    for path in ("/console/", "/console/administrators/", "/console/administrators/primary/", "/console/users/"):
        answer = at(world.anna()).get(path)
        assert answer.status_code == 403, path
        assert licences.eva(mine).email not in text(answer)
    assert at(world.anna()).post("/console/administrators/invite/", {"email": JAN}).status_code == 403
    assert not AdministratorInvitation.objects.exists()


def test_administrators_of_two_customers_switch_and_see_one_at_a_time(mine: Agreement) -> None:
    other = licences.agreement("Hogeschool Delta")
    licences.eva(other)
    stranger = world.jan()
    there = other.administrators.create(person=stranger, email=stranger.email, since=licences.day(0))
    browser = eva(mine)
    assert "Gemeente Waterrijk" in text(browser.get("/console/"))
    assert browser.get(f"/console/administrators/{there.pk}/end/").status_code == 404
    delta = other.administrators.get(person=licences.eva(mine))
    browser.post("/role/", {"role": f"administrator:{delta.pk}"})
    page = text(browser.get("/console/"))
    assert "Hogeschool Delta" in page
    assert browser.get(f"/console/administrators/{there.pk}/end/").status_code == 200


def test_what_is_held_of_an_administrator_is_shown_and_erased_after_handing_over(mine: Agreement) -> None:
    jan = with_jan(mine)
    pages = [text(at(jan).get(f"/me/data/?part={n}")) for n in range(1, 12)]
    assert any("Gemeente Waterrijk" in page for page in pages)
    stands = erasure.decide(world.actor(licences.eva(mine)), licences.eva(mine))
    assert not stands.allowed
    assert any("Gemeente Waterrijk" in str(one.says) for one in stands.reasons), "what stands in the way is named"
    for eraser in erasure.ERASERS:
        eraser(jan, erasure.replacement_for(jan))
    assert not mine.administrators.filter(active=True, person=jan).exists()
    assert not AdministratorInvitation.objects.filter(email=JAN).exists()
    assert JAN not in str([event.personal.data for event in world.happened("AdministratorInvited")])


def test_eva_has_left_so_a_colleague_authorises_and_noor_takes_over(
    mine: Agreement, settings: Any, tmp_path: Any
) -> None:
    """By K1's way: the reseller can only ask; the colleague's word, the desk and the terms make the change."""
    settings.VAR = tmp_path
    evas = licences.eva(mine).email
    domain = evas.partition("@")[2]
    said = {"number": mine.number, "email": f"noor@{domain}", "name": "Noor", "authoriser_email": "x@elders.example"}
    anna = at(world.anna())
    assert anna.post("/requests/new/agreement_administrator/", said).status_code == 422
    said["authoriser_email"] = JAN
    assert anna.post("/requests/new/agreement_administrator/", said).status_code == 302
    assert "objection_offered" in {mail.name for mail in world.mails_to(evas)}
    link = world.link_in(next(mail for mail in world.mails_to(JAN) if mail.name == "authorisation_asked"))
    at(world.jan()).post(link, {"answer": "authorise"})
    request = Request.objects.get()
    at(world.agent()).post(f"/requests/{request.pk}/approval/", {"answer": ""})
    assert primary(mine) == evas, "nothing has changed before the new one has accepted"
    noor = world.person(f"noor@{domain}", "Noor")
    accept(at(noor), world.link_in(world.mails_to(noor.email)[-1]))
    assert primary(mine) == noor.email
    assert not mine.administrators.filter(email=evas, active=True).exists()
