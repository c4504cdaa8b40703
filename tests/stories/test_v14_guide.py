"""The console explains itself: a guide with the numbers in force, and counts that say why they differ (V14)."""

from __future__ import annotations

import pytest
from django.test import Client

from kanaal.core import clock
from kanaal.licensing.models import Agreement, Assignment, LicenceUser, OrderLine, ReportedHolding
from kanaal.people.models import Person
from kanaal.resellerconsole.guide import CHAPTERS
from tests import world, world_domes, world_licences
from tests.world_licences import SKU, add, agreement

pytestmark = pytest.mark.django_db
GUIDE, COUNTS = "/reselling/guide/", "/reselling/counts/"


def in_language(who: Person, language: str = "en") -> Client:
    Person.objects.filter(pk=who.pk).update(language=language)
    return world.browser(who)


def read(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


class TestGuide:
    def test_anna_finds_it_from_every_page_of_the_console(self) -> None:
        anna = in_language(world.anna())
        made = agreement()
        for page in ("/reselling/", "/reselling/invitations/", f"/reselling/customers/{made.number}/"):
            assert f'href="{GUIDE}"' in read(anna, page)

    def test_it_has_a_chapter_for_each_thing_one_does_with_the_numbers_of_the_programme(self) -> None:
        said = read(in_language(world.anna()), GUIDE)
        for key, title, _icon in CHAPTERS:
            assert f'id="{key}"' in said
            assert title.replace("'", "&#x27;") in said
        assert "the order follows within 30 days" in said
        assert "After 60 days it is suspended" in said
        assert "The date moves 30 days after the old one" in said
        assert "Only a whole order goes back" in said

    def test_another_programme_has_other_numbers_and_leaves_out_what_it_has_not(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world_domes.in_force(monkeypatch)
        said = read(in_language(world_domes.iris()), GUIDE)
        assert "What is not ordered after 14 days is suspended" in said
        assert "overdue: it still works" not in said
        assert "Paid are the days that are left" in said
        assert "Licences renew by themselves" in said
        assert "A part of an order can go back" in said
        assert "commit to them" not in said

    def test_who_has_no_console_has_no_guide(self) -> None:
        assert world.browser(world.fatma()).get(GUIDE).status_code == 403
        assert Client().get(GUIDE).status_code == 302


class TestCounts:
    @pytest.fixture
    def made(self) -> Agreement:
        """Twelve ordered, four overdue; fifteen given out; the distributor has ten."""
        mine = agreement()
        add(mine, 12, ago=100, ordered=12)
        add(mine, 4, ago=33)
        for number in range(15):
            user = LicenceUser.objects.create(
                agreement=mine,
                email=f"u{number}@waterrijk.example",
                user_name=f"u{number}",
                made_at=clock.now(),
                changed_at=clock.now(),
            )
            Assignment.objects.create(user=user, agreement=mine, sku=SKU, since=clock.now())
        self.report(mine, 10)
        return mine

    def report(self, mine: Agreement, quantity: int, ago: int = 0) -> None:
        ReportedHolding.objects.create(
            distributor=world_licences.distributor(), agreement=mine, sku=SKU, quantity=quantity,
            reported_on=world_licences.day(ago),
        )  # fmt: skip

    def test_four_counts_stand_beside_each_other_and_each_difference_says_what_mends_it(self, made: Agreement) -> None:
        anna = in_language(world.anna())
        row = anna.get(COUNTS).context["table"].rows[0]
        assert (row.line.assigned, row.line.usable, row.line.ordered, row.line.reported) == (15, 16, 12, 10)
        said = read(anna, COUNTS)
        assert "usable, and not ordered in time" in said
        assert f"/reselling/customers/{made.number}/order/" in said
        assert "ordered here, and not on a distributor&#x27;s books" in said
        assert "free: given to nobody yet" in said

    def test_the_newest_report_counts_whole(self, made: Agreement) -> None:
        self.report(made, 99, ago=9)
        row = in_language(world.anna()).get(f"/reselling/customers/{made.number}/counts/").context["table"].rows[0]
        assert row.line.reported == 10

    def test_what_was_asked_of_the_distributor_waits_for_it(self, made: Agreement) -> None:
        order = made.orders.get()
        order.pk, order.number, order.state = None, "VO-699999", "asked"
        order.save()
        OrderLine.objects.create(order=order, position=1, sku=SKU, quantity=4, price=1, amount=4)
        said = read(in_language(world.anna()), f"/reselling/customers/{made.number}/counts/")
        assert "asked of a distributor, who has not answered yet" in said
        assert "usable, and not ordered in time" not in said

    def test_where_all_agrees_it_says_so(self) -> None:
        mine = agreement("Studio Helder")
        add(mine, 1, ago=100, ordered=1)
        said = read(in_language(world.anna()), f"/reselling/customers/{mine.number}/counts/")
        assert "There is nothing to mend" in said

    def test_another_company_sees_none_of_it(self, made: Agreement) -> None:
        carla = in_language(world.carla())
        assert "Waterrijk" not in read(carla, COUNTS)
        assert carla.get(f"/reselling/customers/{made.number}/counts/").status_code == 404
