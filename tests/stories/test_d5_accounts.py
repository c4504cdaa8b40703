"""D5: look the customer's account up by part of its name, however it is spelt; make it only if it is not there."""

from __future__ import annotations

from typing import Any

import pytest

from kanaal.customers.models import Account, DuplicatePair
from kanaal.customers.policy import AccountsPolicy
from kanaal.programme.policies import policy
from tests import world, world_accounts, world_deals, world_sales

pytestmark = pytest.mark.django_db
LOOKUP = "/sales/accounts/"
NEW = "/sales/accounts/new/"


def bo() -> Any:
    return world.browser(world_accounts.bo())


def text(answer: Any) -> str:
    return str(answer.content.decode())


def typed(**changed: str) -> dict[str, str]:
    return {"name": "Kwarteldonk Media B.V.", "country": "NL", "town": "Utrecht", **changed}


def test_bo_types_bayerisch_and_finds_the_broadcaster_with_the_reason() -> None:
    there = world_accounts.broadcaster()
    page = text(bo().get(LOOKUP, {"q": "BAYERISCH"}))
    assert "BAYERISCHER RUNDFUNK" in page
    assert "München" in page
    assert f"/sales/opportunities/new/?account={there.number}" in page.replace("&amp;", "&")


@pytest.mark.parametrize("query", ["rundfunk bayerischer", "Bayrischer Rundfunk", "br-sender.example", "BR"])
def test_other_spellings_find_it_too(query: str) -> None:
    world_accounts.broadcaster()
    assert "BAYERISCHER RUNDFUNK" in text(bo().get(LOOKUP, {"q": query}))


def test_a_hit_shows_name_town_and_country_and_nothing_that_hangs_on_it() -> None:
    there = world_accounts.broadcaster()
    browser = bo()
    for page in (text(browser.get(LOOKUP, {"q": "BAYERISCH"})), text(browser.get(f"{LOOKUP}{there.number}/"))):
        for secret in ("Rundfunkplatz", "80335", "Maasveld"):
            assert secret not in page


def test_results_come_as_one_types_where_there_is_javascript() -> None:
    world_accounts.broadcaster()
    answer = bo().get(LOOKUP, {"q": "bayer"}, headers={"HX-Request": "true"})
    assert "BAYERISCHER RUNDFUNK" in text(answer)
    assert "<html" not in text(answer)
    assert "HX-Request" in answer["Vary"]


def test_nothing_found_leads_to_the_form_with_what_was_typed() -> None:
    page = text(bo().get(LOOKUP, {"q": "Zilverreiger"}))
    assert f"{NEW}?name=Zilverreiger" in page
    assert 'value="Zilverreiger"' in text(bo().get(f"{NEW}?name=Zilverreiger"))


def test_bo_makes_an_account_and_goes_on_to_the_opportunity() -> None:
    answer = bo().post(NEW, typed())
    made = Account.objects.get()
    assert answer.status_code == 302
    assert made.number in answer["Location"]
    assert (made.owner, made.name, made.town) == (world.lindeboom(), "Kwarteldonk Media B.V.", "Utrecht")
    assert "Kwarteldonk Media" in text(bo().get(LOOKUP))  # among what the company made itself
    assert [e.data["number"] for e in world.happened("AccountMade")] == [made.number]


def test_a_new_account_that_exists_under_another_spelling_is_stopped_with_the_reason() -> None:
    there = world_accounts.broadcaster()
    browser = bo()
    answer = browser.post(NEW, typed(name="Bayrischer Rundfunk", country="DE", town="Munchen"))
    page = text(answer)
    assert answer.status_code == 422
    assert "BAYERISCHER RUNDFUNK" in page
    assert f"account={there.number}" in page  # use this one
    assert 'value="Bayrischer Rundfunk"' in page  # nothing typed is lost
    assert 'name="reason"' in page
    assert Account.objects.count() == 1
    assert not world.happened("AccountMade")


def test_with_a_word_of_reason_it_is_made_and_the_desk_is_asked() -> None:
    there = world_accounts.broadcaster()
    browser = bo()
    wanted = typed(name="Bayrischer Rundfunk", country="DE", town="Munchen")
    refused = browser.post(NEW, wanted | {"seen": there.number})
    assert refused.status_code == 422
    answer = browser.post(NEW, wanted | {"seen": there.number, "reason": "Een naamgenoot"})
    assert answer.status_code == 302
    made = Account.objects.latest("pk")
    assert made.made_anyway == "Een naamgenoot"
    pair = DuplicatePair.objects.get()
    assert {pair.first, pair.second} == {there, made}
    queue = text(world.browser(world.agent()).get("/desk/duplicates/"))
    assert "Bayrischer Rundfunk" in queue
    assert "Een naamgenoot" in text(world.browser(world.agent()).get(f"/desk/duplicates/{pair.pk}/"))


def test_a_reason_does_not_help_against_what_was_not_shown() -> None:
    world_accounts.broadcaster()
    answer = bo().post(NEW, typed(name="Bayrischer Rundfunk", country="DE", town="Munchen", reason="Een naamgenoot"))
    assert answer.status_code == 422
    assert "Een naamgenoot" in text(answer)
    assert Account.objects.count() == 1


def test_wrong_numbers_are_told_at_their_fields_and_nothing_is_lost() -> None:
    answer = bo().post(NEW, typed(vat_numbers="NL123456789B01", website="geen website", domains="gmail.com"))
    page = text(answer)
    assert answer.status_code == 422
    assert "gmail.com" in page
    assert "NL123456789B01" in page
    assert not Account.objects.exists()


def test_maasveld_never_hears_of_an_account_of_lindeboom() -> None:
    theirs = world_accounts.brugwachter()
    carla = world.browser(world.carla())
    for query in ("Brugwachter", "NL815881399B74", theirs.number, "Brugwachter Ontwerp B.V."):
        page = text(carla.get(LOOKUP, {"q": query}))
        assert "Leiden" not in page
        assert f"{LOOKUP}{theirs.number}/" not in page
    for address in (
        f"{LOOKUP}{theirs.number}/",
        f"{LOOKUP}{theirs.number}/change/",
        f"/api/v1/accounts/{theirs.number}",
    ):
        assert carla.get(address).status_code == 404
        assert carla.post(address, {}).status_code in (404, 405)
    assert carla.get("/api/v1/accounts", {"q": "Brugwachter"}).json() == []
    made = carla.post(NEW, typed(name="Brugwachter Ontwerp B.V.", town="Leiden", vat_numbers="NL815881399B74"))
    assert made.status_code == 302  # she is not told that somebody has it
    assert DuplicatePair.objects.count() == 1  # the desk is


def test_only_who_may_enter_the_place_uses_accounts() -> None:
    world_accounts.broadcaster()
    for who in (world.fatma(), world.bo()):  # another level; no seat
        browser = world.browser(who)
        for address in (LOOKUP, f"{LOOKUP}?q=BAYERISCH", NEW, "/api/v1/accounts?q=BAYERISCH"):
            answer = browser.get(address)
            assert answer.status_code == 403
            assert "RUNDFUNK" not in text(answer)
    assert world.browser().get(LOOKUP).status_code == 302


def test_nobody_copies_the_whole_list() -> None:
    world_accounts.broadcaster()
    browser, most = bo(), policy(AccountsPolicy).lookups_an_hour
    from kanaal.core.models import Spent

    browser.get(LOOKUP, {"q": "BAYERISCH"})
    Spent.objects.filter(key__startswith="customers.lookup").update(count=most)
    assert browser.get(LOOKUP, {"q": "BAYERISCH"}).status_code == 429
    assert browser.get("/api/v1/accounts", {"q": "BAYERISCH"}).status_code == 429


def test_the_api_finds_the_same_with_the_same_doors() -> None:
    there = world_accounts.broadcaster()
    [found] = bo().get("/api/v1/accounts", {"q": "BAYERISCH"}).json()
    assert (found["number"], found["name"], found["town"], found["shared"]) == (
        there.number,
        "BAYERISCHER RUNDFUNK",
        "München",
        True,
    )
    assert found["why"]
    assert set(bo().get(f"/api/v1/accounts/{there.number}").json()) == {"number", "name", "town", "country", "shared"}


def test_bo_changes_what_lindeboom_made_and_asks_for_what_all_share() -> None:
    own, shared = world_accounts.brugwachter(), world_accounts.waterrijk()
    browser = bo()
    values = {"name": "Brugwachter & Zonen B.V.", "country": "NL", "town": "Leiden", "former_names": own.name}
    answer = browser.post(f"{LOOKUP}{own.number}/change/", values | {"vat_numbers": "NL815881399B74"})
    assert answer.status_code == 302
    own.refresh_from_db()
    assert own.name == "Brugwachter & Zonen B.V."
    assert "Zonen" in text(browser.get(LOOKUP, {"q": "Brugwachter Ontwerp"}))  # by its former name
    refused = browser.get(f"{LOOKUP}{shared.number}/change/")
    assert refused.status_code == 403
    assert "/requests/new/account_change/" in text(refused)
    asked = browser.post(
        "/requests/new/account_change/", {"number": shared.number, "town": "Nieuw-Waterrijk", "reason": "Verhuisd"}
    )
    assert asked.status_code == 302
    shared.refresh_from_db()
    assert shared.town == "Waterrijk"
    ivo = world.browser(world.agent())
    request = asked["Location"]
    assert "Nieuw-Waterrijk" in text(ivo.get(request))
    assert ivo.post(f"{request}approval/", {}).status_code == 302
    shared.refresh_from_db()
    assert shared.town == "Nieuw-Waterrijk"


def test_what_partners_have_in_hand_goes_along_with_a_merge_and_back() -> None:
    kept = world_accounts.broadcaster()
    gone = world_accounts.account(world_accounts.BROADCASTER | {"name": "Bayern Funk"}, world.lindeboom())
    registration = world_deals.draft(world_sales.opportunity(account=gone))
    opportunity = registration.opportunity
    ivo, address = world.browser(world.agent()), f"/desk/accounts/{gone.number}/merge/?other={kept.number}"
    assert ivo.post(address, {"stays": kept.number}).status_code == 302
    opportunity.refresh_from_db()
    registration.refresh_from_db()
    assert (opportunity.account, registration.account) == (kept, kept)
    assert "BAYERISCHER RUNDFUNK" in text(bo().get(f"/sales/opportunities/{opportunity.number}/"))
    later = world_sales.opportunity(account=kept, name="Nog een")
    ivo.post(f"/desk/accounts/{gone.number}/part/")
    for row in (opportunity, registration, later):
        row.refresh_from_db()
    assert (opportunity.account, registration.account, later.account) == (gone, gone, kept)


def test_the_number_of_a_merged_account_leads_to_the_one_that_was_kept() -> None:
    kept, gone = world_accounts.broadcaster(), world_accounts.waterrijk()
    world.browser(world.agent()).post(
        f"/desk/accounts/{gone.number}/merge/?other={kept.number}", {"stays": kept.number}
    )
    browser = bo()
    assert browser.get(f"{LOOKUP}{gone.number}/")["Location"] == f"{LOOKUP}{kept.number}/"
    assert browser.get(f"/api/v1/accounts/{gone.number}").json()["number"] == kept.number
    assert "BAYERISCHER RUNDFUNK" in text(browser.get(LOOKUP, {"q": "Waterrijk"}))
