"""K6 · Somebody who can't get in, or can't see an order, is led to what is wrong with their ID; they learn no more."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile

from kanaal.core.jobs.worker import drain
from kanaal.core.models import Event, Mail
from kanaal.helpdesk.models import Authorisation, Request
from kanaal.licensingwebsite import queries
from tests import world, world_lws

pytestmark = pytest.mark.django_db
HELP = "/licences/help/"
PROOF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n%%EOF\n"


def text_of(answer) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"', "", answer.content.decode())


def ask_for(who, number: str, **more):
    file = SimpleUploadedFile("factuur.pdf", PROOF, "application/pdf")
    values = {"number": number, "reason": "Ik heb het werk overgenomen.", "evidence": file, **more}
    return world.browser(who).post("/requests/new/order_move/", values, follow=True)


# --- not signed in


def test_a_stranger_is_led_on_and_asks_about_an_address() -> None:
    world_lws.order()
    page = text_of(world.browser().get(HELP))
    for way in ("/id/sign-in/", "/id/password/forgotten/", "/id/new/"):
        assert way in page
    answer = world.browser().post(f"{HELP}address/", {"email": world.eva().email, "number": ""}, follow=True)
    assert "A mail is on its way to that address" in answer.content.decode()
    drain()
    assert "Sign in with this address" in world.mails_to(world.eva().email)[-1].text or (
        world.mails_to(world.eva().email)[-1].language == "en"
    )


def test_the_page_says_the_same_of_every_address_and_asks_the_database_the_same() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    world_lws.order()
    said, asked = [], []
    world.browser().post(
        f"{HELP}address/", {"email": "first@nowhere.example"}
    )  # what is read or made once is there already
    for email in (world.eva().email, "nobody@nowhere.example"):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            answer = world.browser().post(f"{HELP}address/", {"email": email, "number": "LO-1"}, follow=True)
        said.append(text_of(answer))
        asked.append([re.sub(r"'[^']*'|\d+", "?", one["sql"])[:60] for one in captured.captured_queries])
    assert said[0] == said[1]
    assert asked[0] == asked[1]
    drain()
    assert len(world.mails_to("nobody@nowhere.example")) == len(world.mails_to(world.eva().email)) == 1


@pytest.mark.parametrize(("standing", "says"), [
    ("no-id", "There is no ID with this address yet"), ("unproved", "The address is not confirmed"),
    ("closed", "The ID with this address is closed"), ("moved", "is under another ID now"),
    ("nothing", "has not entered the order yet"),
])  # fmt: skip
def test_its_owner_reads_what_is_wrong_and_what_to_do(standing: str, says: str) -> None:
    email = "inkoop@waterrijk.example"
    if standing != "nothing":
        world_lws.order(by=email, ordered_by_person=world.jan() if standing == "moved" else None)
    if standing == "unproved":
        EmailAddress.objects.create(user=world.eva(), email=email, verified=False)
    if standing == "closed":
        person = world.person(email, "Oud")
        person.is_active = False
        person.save()
    world.published()
    world.browser().post(f"{HELP}address/", {"email": email, "number": ""}, HTTP_ACCEPT_LANGUAGE="en")
    drain()
    (mail,) = [mail for mail in world.mails_to(email) if mail.name == "licences_what_is_wrong"]
    assert says in mail.text
    assert "http" in mail.text
    for secret in ("Jan", world.jan().email, "Eva", world.eva().email):
        assert secret not in mail.text


def test_bad_input_is_told_and_nothing_is_sent() -> None:
    world.published()
    answer = world.browser().post(f"{HELP}address/", {"email": "eva at home", "number": "LO-1"})
    assert answer.status_code == 422
    assert 'value="LO-1"' in answer.content.decode()  # what was typed is still there
    assert not Mail.objects.exists()


def test_one_who_asks_too_often_waits() -> None:
    world.published()
    browser = world.browser()
    answers = [browser.post(f"{HELP}address/", {"email": f"a{n}@nowhere.example"}) for n in range(8)]
    assert "too often" in answers[-1].content.decode()
    drain()
    assert Mail.objects.filter(name="licences_what_is_wrong").count() == 6


# --- signed in


def test_the_page_looks_at_the_askers_own_id() -> None:
    world.published()
    eva = world.browser(world.eva())
    reasons = [finding.key for finding in eva.get(HELP).context["door"].reasons]
    assert reasons == ["has_orders"]
    EmailAddress.objects.create(user=world.eva(), email="inkoop@waterrijk.example", verified=False)
    page = eva.get(HELP)
    assert [finding.key for finding in page.context["door"].reasons] == ["addresses_are_proved", "has_orders"]
    assert "/id/addresses/" in page.content.decode()
    world_lws.order()
    EmailAddress.objects.filter(verified=False).delete()
    assert eva.get(HELP).context["door"].allowed


def test_an_own_order_is_opened_by_any_of_its_numbers() -> None:
    mine = world_lws.order(po_number="INK 2026/14")
    eva = world.browser(world.eva())
    for number in (mine.number, "ink-2026-14", mine.distributor_number):
        assert eva.post(f"{HELP}order/", {"number": number})["Location"] == f"/licences/orders/{mine.number}/"


def test_a_number_of_somebody_else_and_one_that_is_not_there_are_told_the_same() -> None:
    theirs = world_lws.order(by=world.anna().email)
    eva, texts = world.browser(world.eva()), []
    for number in (theirs.number, "LO-999999-9"):
        page = eva.post(f"{HELP}order/", {"number": number})
        assert page.status_code == 200
        texts.append(text_of(page).replace(number, "N"))
    assert texts[0] == texts[1]
    for way in ("/requests/new/order_move/?number=N", "/id/addresses/", "binnen 3 dagen"):
        assert way in texts[0]


# --- an order under a colleague's ID


def test_the_present_holder_is_asked_and_with_their_word_the_order_is_moved() -> None:
    order = world_lws.order()
    page = ask_for(world.jan(), order.number)
    assert page.status_code == 200
    drain()
    mail = world.mails_to(world.eva().email)[-1]
    assert mail.name == "authorisation_asked"
    world.browser(world.eva()).post(world.link_in(mail), {"answer": "authorise"})
    asked = Request.objects.get()
    world.browser(world.agent()).post(f"/requests/{asked.pk}/approval/", {"answer": ""})
    assert list(queries.orders_of(world.jan().pk)) == [order]
    assert not queries.orders_of(world.eva().pk).exists()
    assert order.number in world.browser(world.jan()).get("/licences/").content.decode()


def test_whoever_asks_sees_the_same_whether_there_is_such_an_order_or_not() -> None:
    order = world_lws.order()
    seen = {}
    for number in (order.number, "LO-999999-9"):
        page = ask_for(world.jan(), number)
        drain()
        request = Request.objects.latest("pk")
        jan = world.browser(world.jan())
        texts = [text_of(jan.get(f"/requests/{request.pk}/")), text_of(jan.get("/requests/"))]
        posts = [
            jan.post(f"/requests/{request.pk}/{what}/").status_code
            for what in ("authorisation", "authorisation/sending")
        ]
        seen[number] = [
            page.status_code,
            request.state,
            posts,
            texts[0].replace(number, "N").replace(str(request), "R"),
        ]
        held = "".join(map(str, world.browser(world.jan()).get("/me/data/export/").content.decode().split("\n")))
        assert world.eva().email not in held
        assert "Eva" not in "".join(texts)
    first, second = seen.values()
    assert first[:3] == second[:3]
    clean = [re.sub(r"\d+", "0", one) for one in (first[3], second[3])]
    assert clean[0] == clean[1]
    assert Authorisation.objects.count() == 1  # and yet Eva was asked about hers
    mails = {re.sub(r"\S*\d\S*", "0", mail.text) for mail in world.mails_to(world.jan().email)}
    assert len(mails) == 1


def test_a_holder_who_refuses_leaves_it_to_the_helpdesk_and_the_asker_learns_nothing() -> None:
    order = world_lws.order()
    ask_for(world.jan(), order.number)
    drain()
    before = len(world.mails_to(world.jan().email))
    world.browser(world.eva()).post(
        world.link_in(world.mails_to(world.eva().email)[-1]), {"answer": "refuse", "word": "Nee"}
    )
    asked = Request.objects.get()
    assert (asked.state, asked.authorisation.state) == ("open", "refused")
    assert len(world.mails_to(world.jan().email)) == before
    told = Event.objects.filter(about_kind="people.person", about_id=world.jan().pk, name="AuthorisationRefused")
    assert not told.exists()
    ivo = world.browser(world.agent())
    page = ivo.get(f"/requests/{asked.pk}/").content.decode()
    assert "Nee" in page
    ivo.post(f"/requests/{asked.pk}/approval/", {"answer": ""})
    assert not queries.orders_of(world.jan().pk).exists()  # not without the holder's word or a reason
    ivo.post(f"/requests/{asked.pk}/refusal/", {"answer": "Dat kunnen wij niet voor u doen."})
    asked.refresh_from_db()
    assert asked.state == "declined"


def test_where_nobody_can_be_asked_the_evidence_decides() -> None:
    order = world_lws.order(by="weg@waterrijk.example")
    answer = ask_for(world.jan(), order.distributor_number, evidence="")
    assert answer.status_code == 422  # not without something that proves it
    ask_for(world.jan(), order.distributor_number)
    drain()
    asked = Request.objects.get()
    assert not Authorisation.objects.exists()
    page = world.browser(world.agent()).get(f"/requests/{asked.pk}/").content.decode()
    assert "weg@waterrijk.example" in page  # the desk sees how things are
    world.browser(world.agent()).post(f"/requests/{asked.pk}/approval/", {"answer": ""})
    assert list(queries.orders_of(world.jan().pk)) == [order]


def test_an_unknown_number_can_not_be_approved() -> None:
    world.published()
    ask_for(world.jan(), "LO-999999-9")
    asked = Request.objects.get()
    page = world.browser(world.agent()).post(f"/requests/{asked.pk}/approval/", {"answer": ""}, follow=True)
    assert "Geen order heeft dit nummer" in page.content.decode()
    asked.refresh_from_db()
    assert asked.state == "open"


def test_what_is_hers_already_need_not_be_asked() -> None:
    order = world_lws.order()
    page = ask_for(world.eva(), order.number)
    assert f"/licences/orders/{order.number}/" in page.content.decode()
    assert not Request.objects.exists()
