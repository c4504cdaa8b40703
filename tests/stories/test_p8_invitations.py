"""P8: contacts are invited by mail and come in only by accepting; invitations expire, are sent again, withdrawn."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from kanaal.core import clock
from kanaal.core.jobs.worker import drain
from kanaal.partners.models import Contact, Invitation
from kanaal.partners.policy import ContactsPolicy
from kanaal.partners.tasks import expire_invitations
from kanaal.programme.policies import policy
from tests import world

pytestmark = pytest.mark.django_db
CEES = "cees@lindeboom-digitaal.nl"


def anna_invites(email: str = CEES) -> Client:
    anna = world.browser(world.anna())
    answer = anna.post("/portal/contacts/invite/", {"email": email, "kind": "other", "language": "nl"})
    assert answer.status_code == 302, answer.content.decode()
    return anna


def words_of(answer: Any) -> str:
    """A page without the secrets of its forms, which differ each time."""
    text: str = answer.content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


def test_anna_invites_cees_who_accepts_and_comes_in() -> None:
    anna_invites()
    link = world.link_in(world.mails_to(CEES)[-1])

    # Opening the link does nothing: a mail scanner does it, too (L3).
    assert world.browser().get(link).status_code == 200
    assert Invitation.objects.get().state == "open"

    cees = world.browser(world.person(CEES, "Cees Bos"))
    assert cees.get("/portal/").status_code == 403
    answer = cees.post(link, {"full_name": "Cees Bos"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/portal/"
    assert "Lindeboom Digitaal" in answer.content.decode()
    assert Contact.objects.get(person__email=CEES).kind == "other"


def test_the_link_works_once() -> None:
    anna_invites()
    link = world.link_in(world.mails_to(CEES)[-1])
    cees = world.browser(world.person(CEES, "Cees Bos"))
    cees.post(link, {"full_name": "Cees Bos"})
    again = cees.get(link)
    assert again.status_code == 410
    assert Contact.objects.filter(person__email=CEES).count() == 1


def test_somebody_else_with_the_link_is_told_whose_address_is_wrong_and_gets_nothing() -> None:
    anna_invites()
    link = world.link_in(world.mails_to(CEES)[-1])
    eva = world.browser(world.eva())
    page = eva.get(link).content.decode()
    assert world.eva().email in page
    assert CEES not in page  # whoever found the link does not learn whose it is
    assert eva.post(link, {"full_name": "Eva"}).status_code == 422
    assert not Contact.objects.filter(person=world.eva()).exists()


def test_cees_lost_the_mail_and_asks_for_it_again() -> None:
    anna_invites()
    stranger = world.browser()
    known = words_of(stranger.post("/invitations/lost/", {"email": CEES}))
    unknown = words_of(stranger.post("/invitations/lost/", {"email": "x@lindeboom-digitaal.nl"}))
    assert known.replace(CEES, "?") == unknown.replace("x@lindeboom-digitaal.nl", "?")
    assert len(world.mails_to(CEES)) == 1  # the page does not look for the address: it takes no longer for one we know
    drain()
    assert len(world.mails_to(CEES)) == 2
    assert not world.mails_to("x@lindeboom-digitaal.nl")


def test_cees_signs_in_without_the_mail_and_finds_the_invitation() -> None:
    anna_invites()
    cees = world.browser(world.person(CEES, "Cees Bos"))
    assert "/invitations/" in cees.get("/portal/").content.decode()
    assert "Lindeboom" in cees.get("/invitations/").content.decode()
    cees.post(f"/invitations/mine/{Invitation.objects.get().pk}/", {"full_name": "Cees Bos"})
    assert Contact.objects.filter(person__email=CEES, active=True).exists()


def test_an_invitation_expires_and_is_sent_again() -> None:
    anna = anna_invites()
    old = world.link_in(world.mails_to(CEES)[-1])
    clock.forward(dt.timedelta(days=policy(ContactsPolicy).invitation_lasts_days + 1))
    cees = world.browser(world.person(CEES, "Cees Bos"))
    assert cees.get(old).status_code == 410
    expire_invitations(clock.now())
    assert Invitation.objects.get().state == "expired"
    anna.post(f"/portal/invitations/{Invitation.objects.get().pk}/sending/")
    assert cees.get(world.link_in(world.mails_to(CEES)[-1])).status_code == 200


def test_anna_withdraws_it() -> None:
    anna = anna_invites()
    link = world.link_in(world.mails_to(CEES)[-1])
    anna.post(f"/portal/invitations/{Invitation.objects.get().pk}/withdrawal/")
    assert world.browser(world.person(CEES, "Cees Bos")).get(link).status_code == 404


@pytest.mark.parametrize("step", ["sending", "withdrawal"])
def test_carla_can_touch_nothing_of_lindeboom(step: str) -> None:
    anna_invites()
    invitation = Invitation.objects.get()
    carla = world.browser(world.carla())
    assert carla.post(f"/portal/invitations/{invitation.pk}/{step}/").status_code == 404
    assert CEES not in carla.get("/portal/contacts/").content.decode()
    invitation.refresh_from_db()
    assert (invitation.state, invitation.sent_count) == ("open", 1)


def test_bo_reads_why_he_cannot_invite() -> None:
    bo = world.browser(world.bo())
    page = bo.get("/portal/contacts/invite/")
    assert page.status_code == 403
    assert "Anna Brandsma" in page.content.decode()


@pytest.mark.parametrize("email", ["", "cees", "cees@", "@lindeboom-digitaal.nl", "a" * 250 + "@lindeboom-digitaal.nl"])
def test_a_malformed_address_keeps_what_was_typed(email: str) -> None:
    anna = world.browser(world.anna())
    answer = anna.post("/portal/contacts/invite/", {"email": email, "kind": "other", "language": "nl"})
    assert answer.status_code == 422
    assert not Invitation.objects.exists()
    if email:
        assert email[:50] in answer.content.decode()
