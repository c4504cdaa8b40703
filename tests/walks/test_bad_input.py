"""What no browser of an honest person sends is answered, not suffered."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from kanaal.cases.models import Message
from tests import world

pytestmark = pytest.mark.django_db
LISTS = ("/portal/timeline/", "/portal/contacts/", "/requests/")


@pytest.mark.parametrize("address", [*LISTS, "/demo/mailbox/", "/enrol/", "/"])
def test_a_nul_in_a_field_is_nothing_that_was_typed(address: str) -> None:
    browser = world.browser(world.anna())
    as_typed = browser.get(address, {"q": "ab", "state": ""}).status_code
    assert browser.get(address, {"q": "a\x00b", "state": "\x00"}).status_code == as_typed
    assert (
        browser.post(address, {"reason": "a\x00b"}).status_code == browser.post(address, {"reason": "ab"}).status_code
    )


def test_a_nul_in_an_address_is_refused() -> None:
    assert world.browser(world.anna()).get("/portal/%00/").status_code == 400


def test_without_its_nul_the_text_is_kept() -> None:
    world.browser(world.anna()).post("/cases/new/", {**CASE, "body": "Which\x00 column?"})
    assert Message.objects.get().body == "Which column?"


CASE = {"category": "prices", "subject": "The price list", "body": "Which column?"}
OURS = {"referer": "http://testserver/cases/new/"}


def test_who_was_signed_out_meanwhile_loses_nothing() -> None:
    anna = world.browser(world.anna())
    answer = Client().post("/cases/new/", CASE, headers=OURS)
    assert answer.status_code == 403
    said = answer.content.decode()
    for part in ("You were signed out", "Which column?", 'name="category" value="prices"', "next=/cases/new/"):
        assert part in said
    assert not Message.objects.exists()
    assert anna.post("/cases/new/", CASE).status_code == 302  # what the button sends once they are signed in
    assert Message.objects.get().body == "Which column?"


def test_what_a_page_of_others_sends_is_not_kept_before_anybodys_eyes() -> None:
    world.published()
    for headers in ({}, {"origin": "https://evil.example"}, {"referer": "https://evil.example/"}):
        assert Client().post("/cases/new/", CASE, headers=headers).status_code == 302
        forged = Client(enforce_csrf_checks=True).post("/cases/new/", CASE, headers=headers)
        assert forged.status_code == 403
        assert "Which column?" not in forged.content.decode()


def test_a_form_older_than_the_sign_in_is_sent_once_more() -> None:
    world.published()
    late = Client(enforce_csrf_checks=True).post("/cases/new/", CASE, headers=OURS)
    assert late.status_code == 403
    assert 'name="body" value="Which column?"' in late.content.decode()
    secret = {"login": "anna@x.example", "password": "correct horse"}
    assert "correct horse" not in Client(enforce_csrf_checks=True).post(
        "/id/sign-in/", secret, headers=OURS
    ).content.decode()  # fmt: skip


@pytest.mark.parametrize("cursor", ["[" * 5000, "x" * 5000, "[1,2,3]", "[{}]", '["a"]', "[null]", "[1e999]"])
@pytest.mark.parametrize("address", LISTS)
def test_a_forged_place_in_a_list_begins_anew(address: str, cursor: str) -> None:
    after = base64.urlsafe_b64encode(cursor.encode()).decode()
    assert world.browser(world.anna()).get(address, {"after": after}).status_code == 200


def test_a_page_that_was_too_old_leads_to_ours_only() -> None:
    world.published()
    forged = Client(enforce_csrf_checks=True)
    answer = forged.post("/theme/", {"theme": "dark"}, headers={"referer": "https://evil.example/phish"})
    assert answer.status_code == 403
    assert "evil.example" not in answer.content.decode()


@pytest.mark.parametrize("hung_on", [">", ",", ")", "/>", "/)", "."])
def test_an_address_with_a_sign_too_many_leads_to_the_page_that_was_meant(hung_on: str) -> None:
    answer = world.browser(world.anna()).get(f"/portal/contacts{hung_on}")
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/portal/contacts/")


def test_an_address_that_is_no_page_without_it_either_is_none() -> None:
    assert world.browser(world.anna()).get("/no-such-page>").status_code == 404


def _behind_a_secret(resolver: URLResolver, above: str = "/") -> Iterator[str]:
    for one in resolver.url_patterns:
        address = above + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _behind_a_secret(one, address)
        elif "<str:secret>" in address:
            yield address.replace("<str:secret>", "x" * 43)


def test_no_cache_and_no_search_engine_keeps_what_a_secret_leads_to() -> None:
    world.published()
    addresses = list(_behind_a_secret(get_resolver()))
    assert len(addresses) >= 7
    for address in addresses:
        answer = Client().get(address)
        assert "no-store" in answer.headers["Cache-Control"], address
        assert "noindex" in answer.headers["X-Robots-Tag"], address
