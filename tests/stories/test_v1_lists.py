"""The console's first page: what presses, what is coming, and every customer where one looks for it (V1, V14)."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from kanaal.customers import finding
from kanaal.licensing.models import Agreement
from kanaal.partners.models import Contact
from kanaal.people.models import Person
from tests import world, world_invitations, world_licences
from tests.world_licences import add, agreement

pytestmark = pytest.mark.django_db
HOME = "/reselling/"


def in_english(who: Person) -> Client:
    Person.objects.filter(pk=who.pk).update(language="en")
    return world.browser(who)


@pytest.fixture
def anna() -> Client:
    """Anna has a customer for each list, and one with whom all is well."""
    add(agreement("Gemeente Waterrijk"), 12, ago=100, ordered=12)
    add(agreement("Bouwbedrijf Kranen"), 4, ago=13)
    add(agreement("Studio Helder"), 4, ago=33)
    add(agreement("Uitgeverij Papaver"), 25, ago=350, ordered=25)
    add(agreement("Archief Noord"), 6, ago=380, ordered=6)
    add(agreement("Hogeschool Oost"), 9, ago=290, ordered=9)
    agreement("Vlam Media")
    return in_english(world.anna())


def page(browser: Client, query: str = "") -> str:
    answer = browser.get(HOME + query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(browser: Client, query: str) -> list[str]:
    """The customers that a list shows, in its order."""
    found = browser.get(HOME + query).context["found"].page.rows
    return [row.either.name for row in found]


def test_anna_sees_first_what_presses_then_what_is_coming_then_her_customers(anna: Client) -> None:
    said = page(anna)
    assert said.index("What presses") < said.index("Renewals in the coming twelve months") < said.index("<table")
    figures = {one.label: one.value for one in anna.get(HOME).context["figures"]}
    assert figures == {"Payment required": "1", "Past due": "1", "Ready for renewal": "1", "Pending requests": "1"}
    assert len(rows(anna, "")) == 7


@pytest.mark.parametrize(
    ("asked", "customers"),
    [
        ("payment-required", ["Studio Helder"]),
        ("past-due", ["Archief Noord"]),
        ("ready", ["Uitgeverij Papaver"]),
        ("pending", ["Bouwbedrijf Kranen"]),
        ("upcoming", ["Hogeschool Oost"]),
        ("no-products", ["Vlam Media"]),
        ("cancelled", []),
        ("no-such-list", None),
    ],
)
def test_each_list_holds_who_belongs_there(anna: Client, asked: str, customers: list[str] | None) -> None:
    assert rows(anna, f"?list={asked}") == (rows(anna, "?list=all") if customers is None else customers)


def test_each_row_says_what_comes_next_and_when(anna: Client) -> None:
    said = page(anna, "?list=all")
    assert "An order is overdue since" in said
    assert "Order what was added by" in said
    assert "Renew by" in said
    assert "Can be renewed now" in said
    assert "There are no licences" in said


def test_who_is_invited_stands_beside_who_has_accepted(anna: Client) -> None:
    made = world_invitations.invitation(name="Atelier Boreas")
    assert "Atelier Boreas" in rows(anna, "?list=all")
    assert rows(anna, "?list=pending") == ["Bouwbedrijf Kranen", "Atelier Boreas"]
    assert f"/reselling/invitations/{made.number}/" in page(anna, "?list=pending")
    assert "it can be accepted until" in page(anna, "?list=pending")
    assert "Atelier Boreas" not in rows(anna, "?list=no-products")


def test_the_list_is_sorted_by_name_licences_and_anniversary(anna: Client) -> None:
    names = rows(anna, "?list=all")
    assert names == sorted(names)
    assert rows(anna, "?list=all&sort=-name") == names[::-1]
    assert rows(anna, "?list=all&sort=-licences")[0] == "Uitgeverij Papaver"
    assert rows(anna, "?list=all&sort=anniversary")[0] == "Archief Noord"


@pytest.mark.parametrize("words", ["water", "Waterrijk", "gemeente  WATERRIJK", "Gemente Waterijk"])
def test_a_customer_is_found_by_name_even_misspelt(anna: Client, words: str) -> None:
    finding.index_account(Agreement.objects.get(name="Gemeente Waterrijk").account)
    assert rows(anna, f"?q={words}") == ["Gemeente Waterrijk"]


def test_a_customer_is_found_by_number_authorisation_order_and_administrators_address(anna: Client) -> None:
    mine = Agreement.objects.get(name="Gemeente Waterrijk")
    eva = world_licences.eva(mine)
    order, addition = mine.orders.get(), mine.additions.get()
    order.lines.update(order_number="DN-77")
    order.reference = "PO 4711"
    order.save()
    for words in (mine.number.lower(), order.number, "DN-77", "po 4711", addition.number, eva.email.upper()):
        assert rows(anna, f"?q={words}") == ["Gemeente Waterrijk"], words
    assert rows(anna, "?q=VIP-999999") == []
    assert rows(anna, "?q=nobody@xyzzy.example") == []


def test_only_what_she_manages_herself(anna: Client) -> None:
    world.bo()
    bo = Contact.objects.get(email=world.bo().email)
    Agreement.objects.filter(name="Studio Helder").update(contact=bo)
    assert "Studio Helder" not in rows(anna, "?who=me")
    assert len(rows(anna, "?who=me")) == 6
    assert rows(anna, "?who=me&list=payment-required") == []


def test_the_list_goes_on_page_by_page(anna: Client) -> None:
    first = Agreement.objects.get(name="Gemeente Waterrijk")
    fields = {f.name: getattr(first, f.name) for f in Agreement._meta.concrete_fields if f.name != "id"}
    Agreement.objects.bulk_create(
        Agreement(**(fields | {"number": f"VIP-7{n:05}", "name": f"Filiaal {n:03}", "name_key": f"filiaal {n:03}"}))
        for n in range(60)
    )
    names, query = rows(anna, "?list=all"), anna.get(f"{HOME}?list=all").context["found"].page.next_query
    assert len(names) == 50
    assert len(set(names) | set(rows(anna, query))) == 67


def test_the_list_is_written_to_a_file_with_all_that_it_holds(anna: Client) -> None:
    Agreement.objects.filter(name="Studio Helder").update(name="=cmd|Studio", name_key="cmd studio")
    world_licences.eva(Agreement.objects.get(name="Gemeente Waterrijk"))
    world_invitations.invitation(name="Atelier Boreas")
    answer = anna.get(f"{HOME}customers.csv?list=all")
    text = b"".join(answer).decode()
    found = {row["Name"]: row for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff")))}
    assert len(found) == 8
    assert found["'=cmd|Studio"]["Overdue"] == "4"
    assert found["'=cmd|Studio"]["Open authorisations"].startswith("PA-")
    waterrijk = found["Gemeente Waterrijk"]
    assert (waterrijk["Usable licences"], waterrijk["Ordered"], waterrijk["Suspended"]) == ("12", "12", "0")
    assert waterrijk["Administrators"] == world.eva().email
    assert waterrijk["Orders"].startswith("VO-")
    assert found["Archief Noord"]["Past due"] == "6"
    assert found["Atelier Boreas"]["State"] == "waiting for the customer"


def test_the_file_is_narrowed_like_the_list_and_may_be_a_workbook(anna: Client) -> None:
    text = b"".join(anna.get(f"{HOME}customers.csv?list=ready")).decode()
    assert text.count("\r\n") == 2
    text = b"".join(anna.get(f"{HOME}customers.csv?q=studio")).decode()
    assert "Studio Helder" in text
    assert "Waterrijk" not in text
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(b"".join(anna.get(f"{HOME}customers.xlsx"))))
    assert book.active is not None
    assert book.active.max_row == 8
    assert anna.get(f"{HOME}customers.exe").status_code == 404


def test_what_is_coming_is_worth_what_the_kept_columns_say(anna: Client) -> None:
    [outlook] = anna.get(HOME).context["outlooks"]
    worth = sum(one.renewal_value for one in Agreement.objects.exclude(past_due_on=None))
    assert outlook.total == worth
    assert len(outlook.bars) == 12
    assert sum(value for _label, value, _text in outlook.bars) == pytest.approx(float(worth))


def test_nothing_of_it_is_anothers(anna: Client) -> None:
    carla = in_english(world.carla())
    theirs = page(carla, "?list=all")
    for name in ("Waterrijk", "Kranen", "Helder"):
        assert name not in theirs
    assert rows(carla, "?q=waterrijk") == []
    assert "Waterrijk" not in b"".join(carla.get(f"{HOME}customers.csv")).decode()
    assert Client().get(HOME).status_code == 302
    assert world.browser(world.fatma()).get(HOME).status_code == 403


def test_a_customer_who_has_left_is_in_no_list(anna: Client) -> None:
    gone = Agreement.objects.get(name="Studio Helder")
    Agreement.objects.filter(pk=gone.pk).update(state="cancelled", cancelled_on=world_licences.day(1))
    gone.refresh_from_db()
    assert "Studio Helder" not in rows(anna, "?list=all")
    assert rows(anna, "?list=cancelled") == ["Studio Helder"]
