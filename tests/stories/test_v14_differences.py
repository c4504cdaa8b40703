"""V14: what distributors report otherwise waits at the desk, with whoever can mend it a button away."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from kanaal.core import clock
from kanaal.core.models import Mail
from kanaal.distribution import differing, work
from kanaal.distribution.actions.differing import ask_about_difference
from kanaal.distribution.models import Discrepancy
from kanaal.licensing.models import Agreement
from kanaal.people.models import Person
from tests import world
from tests.world_files import carried_out, sent
from tests.world_licences import SKU, add, agreement, day, dirk

pytestmark = pytest.mark.django_db
DESK = "/desk/reconciliation/"


def reported(quantity: int, *, ago: int = 0, of: Agreement | None = None) -> None:
    """Distri Noord has so many of Gemeente Waterrijk on its books, as of some days ago."""
    number = (of or agreement()).number
    carried_out(sent("stock", f"{number},{SKU},{quantity},{day(ago).isoformat()}"))


@pytest.fixture
def ordered() -> Agreement:
    """12 licences ordered a month ago, for a customer of Lindeboom."""
    made = agreement()
    add(made, 12, ago=30, ordered=12)
    dirk()
    return made


def vera() -> Client:
    person = world.vera()
    Person.objects.filter(pk=person.pk).update(language="en")
    return world.browser(person)


def text(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def the_only() -> Discrepancy:
    return Discrepancy.objects.select_related("agreement").get()


def test_fewer_on_the_books_wait_at_the_desk_and_vera_asks_the_distributor(ordered: Agreement) -> None:
    reported(9)
    one = the_only()
    assert (one.why, one.quantity, one.ordered, one.reported) == ("reported-less", 3, 12, 9)
    browser = vera()
    for page in ("/desk/?queue=differences", DESK):
        said = text(browser, page)
        assert "Gemeente Waterrijk" in said
        assert "they report fewer than were ordered" in said
    said = text(browser, f"{DESK}{one.pk}/")
    for part in ("Distri Noord", "Not explained", "Have it seen to"):
        assert part in said
    answer = browser.post(f"{DESK}{one.pk}/", {"whom": "distributor", "note": "Look for VO-1 first."}, follow=True)
    assert "Seen to." in answer.content.decode()
    mail = Mail.objects.get(name="difference_for_distributor")
    assert mail.to == dirk().email
    for part in ("9", "12", "Gemeente Waterrijk", "Look for VO-1 first."):
        assert part in mail.text
    assert "Gemeente Waterrijk" not in text(browser, DESK)
    assert "Gemeente Waterrijk" in text(browser, f"{DESK}?waits=asked")
    assert len(world.happened("DifferenceAskedAbout")) == 1


def test_more_on_the_books_and_the_reseller_is_asked_to_order_them_here(ordered: Agreement) -> None:
    reported(15)
    one = the_only()
    assert (one.why, one.quantity) == ("reported-more", 3)
    ask_about_difference(one, whom="reseller", by=world.actor(world.vera()))
    mail = Mail.objects.get(name="difference_for_reseller")
    assert mail.to == world.anna().email
    assert f"/reselling/customers/{ordered.number}/counts/" in mail.text


def test_a_report_that_agrees_settles_it(ordered: Agreement) -> None:
    reported(9, ago=1)
    assert Discrepancy.objects.count() == 1
    reported(12)
    assert not Discrepancy.objects.exists()


def test_an_order_that_came_meanwhile_settles_it_in_the_morning(ordered: Agreement) -> None:
    reported(15)
    add(ordered, 3, ordered=3)
    assert Discrepancy.objects.count() == 1
    differing.look_again()
    assert not Discrepancy.objects.exists()


def test_it_comes_back_when_a_newer_report_says_the_same_and_not_before(ordered: Agreement) -> None:
    reported(9, ago=1)
    found = the_only()
    ask_about_difference(found, whom="distributor", by=world.actor(world.vera()))
    differing.look_again()
    reported(8, ago=1)  # the same day's, sent again: they have not read the mail yet
    assert (the_only().asked, the_only().quantity) == ("distributor", 4)
    clock.forward(dt.timedelta(days=2))
    reported(8)
    again = the_only()
    assert (again.asked, again.asked_at) == ("", None)
    assert again.found_at > found.found_at


def test_one_that_waits_keeps_the_day_on_which_it_was_found(ordered: Agreement) -> None:
    reported(9)
    found = the_only()
    clock.forward(dt.timedelta(days=2))
    reported(8)
    assert (the_only().found_at, the_only().promised_at, the_only().quantity) == (found.found_at, found.promised_at, 4)


def test_a_worker_that_dies_between_rows_and_looking_leaves_nothing_out(
    ordered: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = sent("stock", f"{ordered.number},{SKU},9,{day(0).isoformat()}")

    def dies(_agreements: object) -> None:
        raise RuntimeError("the machine goes down")

    with monkeypatch.context() as patched:
        patched.setattr(differing, "look_at", dies)
        with pytest.raises(RuntimeError):
            carried_out(file)
    assert not Discrepancy.objects.exists()
    work.carry_out_file_now(file.pk)
    file.refresh_from_db()
    assert (file.state, Discrepancy.objects.count()) == ("done", 1)


def test_no_reseller_and_no_distributor_opens_the_desks_pages(ordered: Agreement) -> None:
    reported(9)
    for person in (world.anna(), dirk()):
        for page in (DESK, f"{DESK}{the_only().pk}/"):
            assert world.browser(person).get(page).status_code == 404


def test_more_agreements_ask_no_more_questions(ordered: Agreement, django_assert_max_num_queries) -> None:
    several = [agreement(f"Klant {n}") for n in range(30)]
    for one in several:
        add(one, 12, ago=30, ordered=12)
    carried_out(sent("stock", *(f"{one.number},{SKU},9,{day(0).isoformat()}" for one in several)))
    assert Discrepancy.objects.count() == 30
    with django_assert_max_num_queries(20):
        differing.look_again()
