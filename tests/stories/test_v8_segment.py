"""V8 · A market segment can't be changed: one guided path ends the agreement and invites the customer anew."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kanaal.core import clock
from kanaal.helpdesk.models import Request
from kanaal.licensing.models import Agreement, Assignment, CustomerInvitation, LicenceUser, Order
from tests import world, world_licences

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path):
    settings.VAR = tmp_path


def hogeschool() -> Agreement:
    """A university of applied sciences that was set up as a company: twelve licences ordered 40 days ago, two today."""
    made = world_licences.agreement("Hogeschool Waterrijk")
    world_licences.add(made, 12, ago=40, ordered=12)
    world_licences.eva(made)
    user = LicenceUser.objects.create(
        agreement=made, email="u@waterrijk.example", made_at=clock.now(), changed_at=clock.now()
    )
    Assignment.objects.create(user=user, agreement=made, sku=world_licences.SKU, since=clock.now())
    return made


def answers(made: Agreement, *, proof: bool = True, **more: object) -> dict[str, object]:
    evidence = [SimpleUploadedFile("register.pdf", b"%PDF-1.4\n", "application/pdf")] if proof else []
    given = {"number": made.number, "segment": "edu", "email": world.eva().email, "understood": "on"}
    return given | {"evidence": evidence} | more


def ask(made: Agreement, who=None, **more):
    browser = world.browser(who or world.anna())
    return browser.post(f"/reselling/customers/{made.number}/segment/", answers(made, **more), follow=True)


def approve() -> None:
    world.browser(world.agent()).post(f"/requests/{Request.objects.get().pk}/approval/", {"answer": ""})


def test_the_page_says_what_is_lost_before_anything_is_asked() -> None:
    made = hogeschool()
    world_licences.add(made, 2, ago=0, ordered=2)
    page = world.browser(world.anna()).get(f"/reselling/customers/{made.number}/segment/")
    text = page.content.decode().replace("\xa0", " ")
    assert "€ 8.481,60" in text  # twelve that can't go back any more; the two of today can
    old, new = Order.objects.order_by("pk")
    assert old.number in text
    assert new.number in text
    lost = page.context["lost"]
    assert (lost.licences, lost.users) == (14, 1)
    assert [one.order for one in lost.could_go_back] == [new]
    assert page.context["form"].initial["email"] == world.eva().email


def test_asked_with_proof_and_approved_it_ends_and_the_customer_is_invited_anew_in_one_go() -> None:
    made = hogeschool()
    ask(made)
    desk = world.browser(world.agent()).get(f"/requests/{Request.objects.get().pk}/").content.decode()
    assert "8.481,60" in desk
    assert made.state == "live"
    approve()
    made.refresh_from_db()
    assert made.state == "cancelled"
    invited = CustomerInvitation.objects.get()
    assert (invited.name, invited.segment, invited.state, invited.partner) == (
        "Hogeschool Waterrijk", "edu", "open", world.lindeboom(),
    )  # fmt: skip
    assert (invited.contact, invited.account) == (made.contact, made.account)
    names = [mail.name for mail in world.mails_to(world.eva().email)]
    assert {"agreement_cancelled", "customer_invited"} <= set(names)
    assert world.happened("SegmentChanged")[-1].data["invitation"] == invited.number


def test_the_customer_accepts_under_the_name_that_is_free_again() -> None:
    made = hogeschool()
    ask(made)
    approve()
    link = world.link_in(next(m for m in world.mails_to(world.eva().email) if m.name == "customer_invited"))
    eva = world.browser(world.eva())
    shown = eva.get(link).context["form"].initial
    eva.post(link, {**shown, "accepted": "on"}, follow=True)
    again = Agreement.objects.get(state="live")
    assert (again.name, again.segment, again.account) == ("Hogeschool Waterrijk", "edu", made.account)
    assert again.number != made.number


def test_education_and_government_need_proof_and_nothing_typed_is_lost() -> None:
    made = hogeschool()
    page = ask(made, proof=False, reason="Het is een hogeschool").content.decode()
    assert not Request.objects.exists()
    assert "Het is een hogeschool" in page


def test_whoever_has_not_read_what_is_lost_asks_nothing() -> None:
    made = hogeschool()
    ask(made, understood="")
    assert not Request.objects.exists()


def test_an_order_that_waits_is_answered_first() -> None:
    made = hogeschool()
    made.orders.update(state="asked")
    page = ask(made).content.decode()
    assert Order.objects.get().number in page
    assert not Request.objects.exists()


def test_whole_or_not_at_all() -> None:
    """An order asked meanwhile refuses the approval; so does an invitation of the same name that is open."""
    made = hogeschool()
    ask(made)
    made.orders.update(state="asked")
    approve()
    made.refresh_from_db()
    assert made.state == "live"
    assert not CustomerInvitation.objects.exists()
    made.orders.update(state="answered")
    world.lindeboom().customer_invitations.create(
        number="VI-1", terms="vip", name=made.name, name_key=made.name_key, segment="edu", country="NL",
        email="x@y.example", language="nl", until=world_licences.day(-20), made_at=clock.now(), sent_at=clock.now(),
    )  # fmt: skip
    approve()
    made.refresh_from_db()
    assert made.state == "live"
    assert Request.objects.get().state == "open"
    assert not world.happened("AgreementCancelled")


def test_the_same_segment_is_no_change_and_an_unknown_one_is_none() -> None:
    made = hogeschool()
    for wrong in ("com", "nonsense", ""):
        ask(made, segment=wrong)
    assert not Request.objects.exists()


def test_carla_finds_nothing_there() -> None:
    made = hogeschool()
    url = f"/reselling/customers/{made.number}/segment/"
    carla = world.browser(world.carla())
    assert carla.get(url).status_code == 404
    assert carla.post(url, answers(made)).status_code == 404
    assert world.browser(world.fatma()).get(url).status_code == 403
    assert not Request.objects.exists()
