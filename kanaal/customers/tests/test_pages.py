"""What a search shows and what the desk does on its pages: in every language, at no more cost when there is more."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kanaal.core.actors import CLOCK
from kanaal.core.i18n.pseudo import LANGUAGE
from kanaal.customers.actions.duplicates import look_for_duplicates
from kanaal.customers.duplicates.looking import go_through
from kanaal.customers.models import Account, DuplicatePair, DuplicateSearch
from tests import world, world_accounts
from tests.walks.pages import reader
from tests.walks.test_languages import Words, left_over, names_in_the_world
from tests.world_accounts import BROADCASTER, account

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    return str(answer.content.decode())


def ivo() -> Any:
    return world.browser(world.agent())


def pair() -> DuplicatePair:
    world_accounts.broadcaster()
    account(BROADCASTER | {"name": "Bayrischer Rundfunk"}, world.maasveld())
    account(BROADCASTER | {"name": "Bayer. Rundfunk"}, world.lindeboom())
    go_through(look_for_duplicates(found_by="finding", by=CLOCK))
    found = DuplicatePair.objects.order_by("-score", "pk").first()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("anna", "/sales/accounts/?q=bayerisch"),
        ("anna", "/sales/accounts/?q=zilverreiger"),
        ("vera", "/desk/accounts/?q=bayerisch"),
        ("vera", "/desk/accounts/?q=zilverreiger"),
    ],
)
def test_a_search_has_no_word_that_was_never_given_to_the_catalogue(who: str, address: str) -> None:
    world.published_pseudo()
    world_accounts.broadcaster()
    words = Words()
    words.feed(text(reader(who, LANGUAGE).get(address)))
    names = {"bayerischer", "rundfunk", "bayerisch", "münchen", "zilverreiger"}
    assert left_over(" ".join(words.found), names_in_the_world() | names) == []


def test_a_form_that_was_stopped_has_none_either() -> None:
    world.published_pseudo()
    world_accounts.broadcaster()
    given = {"name": "Bayrischer Rundfunk", "country": "DE", "town": "München", "vat_numbers": "DE1"}
    browser = reader("anna", LANGUAGE)
    for changed in ({}, {"vat_numbers": ""}):
        words = Words()
        answer = browser.post("/sales/accounts/new/", given | changed)
        assert answer.status_code == 422
        words.feed(text(answer))
        names = {"bayerischer", "bayrischer", "rundfunk", "münchen"}
        assert left_over(" ".join(words.found), names_in_the_world() | names) == []


def test_a_search_asks_no_more_when_there_is_more() -> None:
    world_accounts.broadcaster()
    counts = []
    browser = world.browser(world_accounts.bo())
    for _round in range(2):
        browser.get("/sales/accounts/?q=bayerisch")
        with CaptureQueriesContext(connection) as asked:
            browser.get("/sales/accounts/?q=bayerisch")
        counts.append(len(asked))
        for number in range(30):
            account({"name": f"Bayerische Werke {number}", "country": "DE", "town": "Ulm"})
    assert counts[1] <= counts[0] + 1
    assert max(counts) <= 24


@pytest.mark.parametrize("address", ["/sales/accounts/", "/desk/accounts/", "/desk/duplicates/"])
def test_a_list_asks_no_more_when_there_is_more(address: str) -> None:
    browser = ivo() if address.startswith("/desk") else world.browser(world_accounts.bo())
    pair()
    counts = []
    for _round in range(2):
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            browser.get(address)
        counts.append(len(asked))
        for number in range(60):
            account({"name": f"Firma {number}", "country": "NL", "town": "Leiden"}, world.lindeboom())
        go_through(look_for_duplicates(found_by="finding", by=CLOCK))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "query", ["x" * 5000, "%_\\", "' or 1=1 --", "ş", "東", "\u202eabc", "AC-", "<script>alert(1)</script>"]
)
def test_whatever_is_typed_is_answered(query: str) -> None:
    world_accounts.broadcaster()
    for browser, address in ((world.browser(world_accounts.bo()), "/sales/accounts/"), (ivo(), "/desk/accounts/")):
        answer = browser.get(address, {"q": query})
        assert answer.status_code == 200
        assert "<script>alert" not in text(answer)


class TestTheDesk:
    def test_lists_narrow_and_a_number_leads_to_its_account(self) -> None:
        shared, own = world_accounts.broadcaster(), world_accounts.brugwachter()
        browser = ivo()
        assert "Brugwachter" in text(browser.get("/desk/accounts/"))
        assert "Brugwachter" not in text(browser.get("/desk/accounts/?whose=shared"))
        assert "RUNDFUNK" not in text(browser.get("/desk/accounts/?country=NL"))
        assert "München" in text(browser.get("/desk/accounts/?q=bayerisch&country=DE&whose=shared"))
        for narrow in ("country=NL", "whose=own"):
            assert "München" not in text(browser.get(f"/desk/accounts/?q=bayerisch&{narrow}"))
        assert browser.get("/desk/accounts/", {"q": own.number})["Location"] == f"/desk/accounts/{own.number}/"
        assert "Lindeboom" in text(browser.get(f"/desk/accounts/{own.number}/"))
        assert browser.get(f"/desk/accounts/{shared.number}x/").status_code == 404

    def test_it_makes_changes_and_shares(self) -> None:
        browser, own = ivo(), world_accounts.brugwachter()
        assert browser.post(f"/desk/accounts/{own.number}/share/").status_code == 302
        values = {"name": "Zilverreiger", "country": "NL", "town": "Ede", "domains": "zilver.example\nreiger.example"}
        browser.post("/desk/accounts/new/", values | {"trading_names": "Reiger"})
        made = Account.objects.get(name="Zilverreiger")
        assert made.is_shared
        answer = browser.post(
            f"/desk/accounts/{made.number}/change/", values | {"legal_names": "Z B.V.\nZ II B.V.", "parent": own.number}
        )
        assert answer.status_code == 302
        made.refresh_from_db()
        assert made.parent == own
        assert made.names.filter(kind="legal").count() == 3
        own.refresh_from_db()
        assert own.is_shared

    def test_it_merges_side_by_side_and_undoes_it(self) -> None:
        one = pair()
        browser = ivo()
        address = f"/desk/accounts/{one.first.number}/merge/"
        assert one.second.name in text(browser.get(address))  # what it may be one with
        beside = text(browser.get(address, {"other": one.second.number}))
        assert one.first.name in beside
        assert one.second.name in beside
        assert "422" not in text(browser.get(address, {"other": "AC-1"}))
        answer = browser.post(
            f"{address}?other={one.second.number}", {"stays": one.second.number, "reason": "Eén zender"}
        )
        assert answer["Location"] == f"/desk/accounts/{one.second.number}/"
        old = browser.get(f"/desk/accounts/{one.first.number}/")
        assert old["Location"] == f"/desk/accounts/{one.second.number}/"
        page = text(browser.get(old["Location"]))
        assert "Eén zender" in page
        assert browser.post(f"/desk/accounts/{one.first.number}/part/")["Location"].endswith(f"{one.first.number}/")
        assert Account.objects.get(pk=one.first_id).state == "active"

    def test_a_merge_with_itself_is_refused_in_the_form(self) -> None:
        one = world_accounts.broadcaster()
        address = f"/desk/accounts/{one.number}/merge/?other={one.number}"
        assert ivo().post(address, {"stays": one.number}).status_code == 422

    def test_it_judges_pair_after_pair(self) -> None:
        one = pair()
        browser = ivo()
        page = text(browser.get(f"/desk/duplicates/{one.pk}/"))
        assert f"/desk/accounts/{one.first.number}/merge/?other={one.second.number}" in page
        assert browser.post(f"/desk/duplicates/{one.pk}/", {"note": " "}).status_code == 422
        after = browser.post(f"/desk/duplicates/{one.pk}/", {"note": "Twee zenders"})
        assert after["Location"].startswith("/desk/duplicates/")
        assert after["Location"] != f"/desk/duplicates/{one.pk}/"
        assert "Twee zenders" in text(browser.get(f"/desk/duplicates/{one.pk}/"))

    def test_it_has_all_accounts_looked_through(self) -> None:
        world_accounts.broadcaster()
        browser = ivo()
        assert browser.post("/desk/duplicates/look/", {"found_by": "finding"}).status_code == 302
        assert browser.post("/desk/duplicates/look/", {"found_by": "x"}).status_code == 422
        assert DuplicateSearch.objects.get().found_by == "finding"

    def test_the_auditor_looks_and_changes_nothing(self) -> None:
        one, browser = pair(), world.browser(world.auditor())
        assert browser.get(f"/desk/accounts/{one.first.number}/").status_code == 200
        assert browser.post(f"/desk/duplicates/{one.pk}/", {"note": "x"}).status_code == 403
        assert browser.post(f"/desk/accounts/{one.first.number}/share/").status_code == 403
        assert browser.get(f"/desk/accounts/{one.first.number}/merge/").status_code == 403
        assert browser.get("/desk/duplicates/look/").status_code == 403

    def test_partners_find_no_desk(self) -> None:
        one = pair()
        browser = world.browser(world_accounts.bo())
        for address in ("/desk/accounts/", f"/desk/accounts/{one.first.number}/", f"/desk/duplicates/{one.pk}/"):
            assert browser.get(address).status_code == 404
