"""N3 · For Creative Cloud the primary contact gets a VIP invitation, and through it the licences."""

from __future__ import annotations

import pytest

from kanaal.licensing.models import Administrator, Agreement, CustomerInvitation
from kanaal.people import roles
from tests import world

pytestmark = pytest.mark.django_db
URL = "/own-licences/"


def test_anna_asks_accepts_the_terms_and_has_the_licences_at_once() -> None:
    anna = world.browser(world.anna())
    page = anna.post(f"{URL}agreement/", follow=True)
    invitation = CustomerInvitation.objects.get()
    accept = f"/agreements/invitations/mine/{invitation.number}/"
    assert accept in page.content.decode()
    link = world.link_in(world.mails_to(world.anna().email)[-1])
    form = anna.get(link)
    assert "NFR" in form.content.decode()
    assert not Agreement.objects.exists()  # opening a link does nothing

    anna.post(accept, {**form.context["form"].initial, "accepted": "on"}, follow=True)
    made = Agreement.objects.get()
    assert (made.name, made.terms, made.number[:3], made.licences) == ("Lindeboom Digitaal NFR", "nfr", "NFR", 5)
    assert Administrator.objects.get(agreement=made, primary=True).person == world.anna()
    assert made.account.name == "Lindeboom Digitaal NFR" or made.account.name == "Lindeboom Digitaal"


def test_without_the_terms_there_is_nothing() -> None:
    anna = world.browser(world.anna())
    anna.post(f"{URL}agreement/")
    anna.post(f"/agreements/invitations/mine/{CustomerInvitation.objects.get().number}/", {})
    assert not Agreement.objects.exists()


def test_asking_twice_leads_to_the_invitation_that_waits() -> None:
    anna = world.browser(world.anna())
    anna.post(f"{URL}agreement/")
    refused = anna.post(f"{URL}agreement/")
    assert refused.status_code == 409
    assert CustomerInvitation.objects.get().number in refused.content.decode()


def test_the_page_shows_what_there_is_and_when_it_renews() -> None:
    anna = world.browser(world.anna())
    anna.post(f"{URL}agreement/")
    one = CustomerInvitation.objects.get()
    shown = anna.get(f"/agreements/invitations/mine/{one.number}/").context["form"].initial
    anna.post(f"/agreements/invitations/mine/{one.number}/", {**shown, "accepted": "on"})
    # Anna acts as administrator of it now; the page is for her in her role as contact.
    role = next(r for r in roles.roles_of(world.anna().pk) if r.kind == "contact")
    anna.post("/roles/choose/", {"role": role.key})
    page = world.browser(world.anna()).get(URL)
    assert page.context["licences"][0]["quantity"] == 5
    assert Agreement.objects.get().number in page.content.decode()


def test_nobody_else_can_ask_or_accept() -> None:
    assert world.browser(world.bo()).post(f"{URL}agreement/").status_code == 403
    world.browser(world.anna()).post(f"{URL}agreement/")
    number = CustomerInvitation.objects.get().number
    assert world.browser(world.bo()).post(
        f"/agreements/invitations/mine/{number}/", {"accepted": "on"}
    ).status_code == 404  # fmt: skip
    assert not Agreement.objects.exists()
