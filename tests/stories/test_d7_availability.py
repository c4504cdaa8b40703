"""D7: asking whether a registration would be free tells that and nothing else; it lists no customers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kanaal.deals.models import AvailabilityCheck
from kanaal.deals.views import availability
from tests import world, world_deals, world_sales

pytestmark = pytest.mark.django_db
URL = "/sales/availability/"
OMROEP = {
    "name": "Omroep Waterrijk",
    "country": "NL",
    "town": "Hilversum",
    "families": ["acrobat"],
    "need": "new-users",
}


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: Any) -> None:
    monkeypatch.setattr(availability, "TAKES", 0.0)


def known(name: str) -> Any:
    from kanaal.customers.finding import index_account

    account = world_sales.customer(name)
    index_account(account)
    return account


def ask(**changed: Any) -> Any:
    return world.browser(world_sales.seated(world.carla())).post(URL, {**OMROEP, **changed})


def shape(answer: Any) -> str:
    """The page without what the answer itself says, tokens, and what was typed."""
    text = answer.content.decode()
    text = re.sub(
        r'<(?:div|aside|section)[^>]*class="note.*?</(?:div|aside|section)>\s*(?=<div class="split")',
        "",
        text,
        flags=re.S,
    )
    return re.sub(r'(value|content)="[^"]*"', "", text)


def said() -> str:
    return AvailabilityCheck.objects.latest("pk").answer


def test_free_not_free_and_the_desk_decides() -> None:
    known("Omroep Waterrijk")
    ask()
    assert said() == "free"
    world_deals.handed_in(world.bo(), account=known("Omroep Waterrijk"))
    ask()
    assert said() == "not_free"
    ask(families=["stock"])
    assert said() == "free"
    ask(need="compliance")
    assert said() == "free"
    ask(town="")
    assert said() == "desk", "a name alone is not sure"


def test_a_name_that_nobody_has_is_as_free_as_a_customer_without_a_registration() -> None:
    known("Omroep Waterrijk")
    there, nowhere = ask(), ask(name="Zeer Onbekende Werken")
    assert shape(there) == shape(nowhere)
    assert (there.status_code, len(there.headers)) == (nowhere.status_code, len(nowhere.headers))


def test_the_answer_shows_nothing_of_the_other_side() -> None:
    first = world_deals.handed_in(world.bo(), account=known("Omroep Waterrijk"))
    page = ask().content.decode()
    for secret in ("Lindeboom", "Bo Hendriks", first.number, first.account.number):
        assert secret not in page


def test_what_was_asked_is_kept_as_a_digest_and_as_an_event_without_words() -> None:
    ask()
    kept = AvailabilityCheck.objects.get()
    assert len(kept.digest) == 64
    event = world.happened("AvailabilityChecked")[-1]
    assert "Omroep" not in str(event.data)


def test_only_seat_holders_ask() -> None:
    assert world.browser(world.carla()).post(URL, OMROEP).status_code == 403
    assert world.browser(world.dirk()).get(URL).status_code == 403
    assert AvailabilityCheck.objects.count() == 0


def test_ten_thousand_guesses_bring_a_days_allowance_and_the_desk_hears() -> None:
    vera = world.vera()
    carla = world.browser(world_sales.seated(world.carla()))
    answers = [carla.post(URL, {**OMROEP, "name": f"Gemeente {n}"}) for n in range(200)]
    with CaptureQueriesContext(connection) as queries:
        carla.post(URL, {**OMROEP, "name": "Gemeente 10000"})
    assert not any("customers_findtoken" in q["sql"] for q in queries.captured_queries), "nothing is looked up any more"
    assert AvailabilityCheck.objects.count() == 20
    assert sum(answer.status_code == 200 for answer in answers) == 20
    assert [mail.name for mail in world.mails_to(vera.email)] == ["availability_spent"]
    page = world.browser(vera).get("/desk/deals/availability/").content.decode()
    assert "Carla Smeets" in page


def test_a_company_has_an_allowance_too() -> None:
    from kanaal.partners.models import Contact

    world.carla()
    people = [world.person(f"p{n}@maasveld-grafisch.nl", f"P {n}") for n in range(3)]
    for one in people:
        Contact.objects.create(partner=world.maasveld(), person=one, email=one.email, name=one.name, kind="other",
                               since="2026-01-01")  # fmt: skip
        browser = world.browser(world_sales.seated(one))
        for n in range(20):
            browser.post(URL, {**OMROEP, "name": f"Gemeente {n}"})
    assert AvailabilityCheck.objects.count() == 40
