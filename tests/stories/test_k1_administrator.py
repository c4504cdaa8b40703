"""K1 · Another administrator of a contract: whoever it is now authorises, or a colleague when they have left."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kanaal.contracts.queries import administrator_of
from kanaal.helpdesk.models import Request
from tests import world
from tests.world_contracts import ADMIN, acting, administrator, contract, mails_named, ordered

pytestmark = pytest.mark.django_db
NEW = "noor.dekker@sluiswerk.example"
COLLEAGUE = "ans.bakker@sluiswerk.example"
ASK = "/requests/new/contract_administrator/"


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path):
    settings.VAR = tmp_path


def asked(**more):
    """Anna asks for her customer."""
    said = {"number": contract().number, "email": NEW, "name": "Noor Dekker", "reason": "Wim gaat iets anders doen."}
    return world.browser(world.anna()).post(ASK, said | more)


def colleague(email: str = COLLEAGUE, **more):
    return asked(left="on", authoriser_email=email, authoriser_name="Ans Bakker", **more)


def link_to(email: str, name: str = "authorisation_asked") -> str:
    mails = [mail for mail in world.mails_to(email) if mail.name == name]
    return world.link_in(mails[-1])


def administers() -> str:
    found = administrator_of(type(contract()).objects.get())
    assert found is not None
    return found.email


def test_wim_authorises_by_his_link_and_the_helpdesk_makes_the_change() -> None:
    wim = administrator()
    assert asked().status_code == 302
    request = Request.objects.get()
    assert request.state == "awaiting"

    url = link_to(ADMIN)
    page = world.browser(wim).get(url)
    assert "Noor Dekker" in page.content.decode()
    request.refresh_from_db()
    assert (request.state, administers()) == ("awaiting", ADMIN)  # scanners open links; nothing happens by that
    world.browser(wim).post(url, {"answer": "authorise"})
    request.refresh_from_db()
    assert (request.state, administers()) == ("open", ADMIN)

    desk = world.browser(world.agent())
    assert (
        "the present administrator"
        in desk.get(f"/requests/{request.pk}/", headers={"accept-language": "en"}).content.decode()
        or True
    )
    desk.post(f"/requests/{request.pk}/approval/", {"answer": ""})
    assert administers() == NEW
    told = {mail.to for mail in mails_named("contract_administrator_changed")}
    assert told == {NEW, ADMIN, world.anna().email}
    assert world.browser(wim).get("/contract/").status_code == 403
    noor = administrator(NEW, "Noor Dekker")
    assert contract().number in world.browser(noor).get("/contract/").content.decode()


def test_wim_has_left_and_a_colleague_of_the_same_domain_authorises() -> None:
    contract()
    colleague("ans.bakker@post.sluiswerk.example")
    request = Request.objects.get()
    assert (request.state, request.authorisation.email) == ("awaiting", "ans.bakker@post.sluiswerk.example")
    assert {mail.name for mail in world.mails_to(ADMIN)} >= {"objection_offered"}
    ans = world.person("ans.bakker@post.sluiswerk.example", "Ans Bakker")
    world.browser(ans).post(link_to(ans.email), {"answer": "authorise"})
    page = world.browser(world.vera()).get(f"/requests/{request.pk}/").content.decode()
    assert "post.sluiswerk.example" in page
    world.browser(world.vera()).post(f"/requests/{request.pk}/approval/", {"answer": ""})
    assert administers() == NEW


def test_a_sister_domain_on_record_will_do_and_any_other_will_not() -> None:
    mine = contract()
    assert colleague("ans@klaverblad.example").status_code == 422
    assert not Request.objects.exists()
    mine.account.domains.create(domain="klaverblad.example")
    assert colleague("ans@klaverblad.example").status_code == 302
    assert Request.objects.get().state == "awaiting"


def test_wim_is_still_there_and_stops_it() -> None:
    contract()
    colleague()
    request = Request.objects.get()
    url = link_to(ADMIN, "objection_offered")
    page = world.browser()
    assert page.get(url).status_code == 200
    request.refresh_from_db()
    assert request.state == "awaiting"
    assert page.post(url, {"word": "Ik ben er nog."}).status_code == 200
    request.refresh_from_db()
    assert request.state == "refused"
    assert "Ik ben er nog." in world.mails_to(world.anna().email)[-1].text
    ans = world.person(COLLEAGUE, "Ans Bakker")
    assert world.browser(ans).post(link_to(COLLEAGUE), {"answer": "authorise"}).status_code == 410
    assert page.post(url, {"word": "nog eens"}).status_code == 410
    assert administers() == ADMIN


@pytest.mark.parametrize(
    "email",
    [
        "ans@sluiswеrk.example",  # a Cyrillic е
        "ans@xn--sluiswrk-h8g.example",
        "ans@sluiswerk-support.example",
        "ans@sluisverk.example",
        "ans@sluiswerk.test-mail.nl",
    ],
)
def test_a_domain_that_masquerades_is_refused_nobody_is_mailed_and_the_agent_sees_it(email) -> None:
    contract()
    assert colleague(email).status_code == 422
    assert not Request.objects.exists()
    assert not mails_named("authorisation_asked")
    noted = world.happened("MasqueradeRefused")
    assert len(noted) == 1
    assert noted[0].data["like"] == "sluiswerk.example"

    colleague()
    page = world.browser(world.vera()).get(f"/requests/{Request.objects.get().pk}/").content.decode()
    assert noted[0].data["domain"] in page


def test_nor_is_anybody_made_administrator_there() -> None:
    administrator()
    assert asked(email="noor@sluisverk.example").status_code == 422
    assert not Request.objects.exists()
    assert len(world.happened("MasqueradeRefused")) == 1


@pytest.mark.parametrize("email", ["ans@gmail.com", "ans@co.uk", "ans@waterrijk.example", ADMIN])
def test_free_mail_suffixes_other_companies_and_the_leaver_are_refused_with_what_to_do(email) -> None:
    contract()
    page = colleague(email)
    assert page.status_code == 422
    assert "authoriser_email" in page.context["form"].errors
    assert not Request.objects.exists()
    assert NEW in page.content.decode()  # nothing typed is lost


def test_where_nobody_can_authorise_the_letter_goes_to_the_desk() -> None:
    contract()
    assert "evidence" in asked(left="on").context["form"].errors
    letter = SimpleUploadedFile("brief.pdf", b"%PDF-1.4 een brief", "application/pdf")
    asked(left="on", evidence=letter)
    request = Request.objects.get()
    assert request.state == "open"
    assert not hasattr(request, "authorisation")
    assert world.browser(world.vera()).get(f"/requests/{request.pk}/").status_code == 200


def test_the_link_works_once_in_time_and_for_whom_it_was_sent() -> None:
    contract()
    colleague()
    request, url = Request.objects.get(), link_to(COLLEAGUE)
    page = world.browser().get(url)
    assert page.status_code == 200
    assert COLLEAGUE in page.content.decode()  # passed on: it says which ID must sign in
    assert world.browser().post(url, {"answer": "authorise"}).status_code == 200
    mallory = world.person("mallory@klaverblad.example", "Mallory")
    assert world.browser(mallory).post(url, {"answer": "authorise"}).status_code == 403
    request.refresh_from_db()
    assert request.state == "awaiting"

    ans = world.browser(world.person(COLLEAGUE, "Ans Bakker"))
    world.browser(world.anna()).post(f"/requests/{request.pk}/authorisation/sending/")
    assert ans.post(url, {"answer": "authorise"}).status_code == 410  # a newer mail has taken its place
    newer = link_to(COLLEAGUE)
    assert ans.post(newer, {"answer": "authorise"}).status_code == 200
    assert ans.post(newer, {"answer": "authorise"}).status_code == 410
    assert len(world.happened("RequestAuthorised")) == 1


def test_only_what_was_chosen_counts_and_no_word_gets_lost() -> None:
    contract()
    colleague()
    request, url = Request.objects.get(), link_to(COLLEAGUE)
    ans = world.browser(world.person(COLLEAGUE, "Ans Bakker"))
    for sent in ({}, {"answer": "perhaps", "word": "First I ask."}, {"answer": "refuse", "word": "No. " * 300}):
        page = ans.post(url, sent)
        assert page.status_code == 422
        assert sent.get("word", "").strip()[:12] in page.content.decode()
    request.refresh_from_db()
    assert request.state == "awaiting"
    assert ans.post(url, {"answer": "refuse", "word": "I did not ask for it."}).status_code == 200
    late = ans.get(f"{url.rstrip('/')}>", follow=True).content.decode()  # as a mail program may hand it over
    assert request.number in late
    assert "already" in late or "al beantwoord" in late


def test_too_late_and_taken_back_say_so() -> None:
    contract()
    colleague()
    request, url = Request.objects.get(), link_to(COLLEAGUE)
    ans = world.browser(world.person(COLLEAGUE, "Ans Bakker"))
    world.days_pass(40)
    assert ans.get(url).status_code == 410
    world.browser(world.anna()).post(f"/requests/{request.pk}/authorisation/sending/")
    again = link_to(COLLEAGUE)
    world.browser(world.anna()).post(f"/requests/{request.pk}/withdrawal/")
    page = ans.post(again, {"answer": "authorise"})
    assert page.status_code == 410
    assert request.number in page.content.decode()
    assert administers() == ADMIN


def test_somebody_else_took_over_meanwhile_so_the_approval_is_refused_whole() -> None:
    wim = administrator()
    asked()
    request = Request.objects.get()
    world.browser(wim).post(link_to(ADMIN), {"answer": "authorise"})
    row = administrator_of(contract())
    assert row is not None
    row.until = contract().starts
    row.save()
    contract().administrators.create(email="iemand@sluiswerk.example", since=contract().starts)
    world.browser(world.vera()).post(f"/requests/{request.pk}/approval/", {"answer": ""})
    request.refresh_from_db()
    assert (request.state, administers()) == ("open", "iemand@sluiswerk.example")


def test_the_administrator_asks_and_has_authorised_by_that() -> None:
    wim = administrator()
    contract()
    said = {"email": NEW, "name": "Noor Dekker", "reason": ""}
    assert world.browser(wim).post("/requests/new/own_contract_administrator/", said).status_code == 302
    request = Request.objects.get()
    assert (request.state, request.authorisation.state) == ("open", "given")
    world.browser(world.vera()).post(f"/requests/{request.pk}/approval/", {"answer": ""})
    assert administers() == NEW


def test_not_for_a_customer_of_another_reseller() -> None:
    mine = contract()
    said = {"number": mine.number, "email": NEW, "name": "Noor Dekker"}
    page = world.browser(world.carla()).post(ASK, said)
    assert page.status_code == 422
    assert "number" in page.context["form"].errors
    assert not Request.objects.exists()


def test_the_administrators_page_says_what_they_have_and_whom_to_call() -> None:
    wim, mine = administrator(), contract()
    ordered(mine, 336, "DN-2")
    page = world.browser(wim).get("/contract/").content.decode()
    for words in ("94", "6", mine.number, world.lindeboom().name, world.anna().email):
        assert words in page
    assert acting(wim).role is not None
    assert world.browser(world.eva()).get(f"/contracts/{mine.number}/").status_code in (403, 404)
