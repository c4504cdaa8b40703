"""R3: each amount opens into the lines, the rule and the release that gave it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from kanaal.deals.models import Registration
from kanaal.rebates.models import Entry
from tests import world
from tests.world_rebates import approved, computed, cycle, day, gone_back, line, reading, won

pytestmark = pytest.mark.django_db


def opened(entry: Entry) -> str:
    return reading(world.vera()).get(reverse("rebate-entry", args=[entry.pk])).content.decode()


def test_1412_60_opens_into_line_rule_and_release() -> None:
    deal = won("DN-1", name="Eén bibliotheek", families=("creative-cloud",))
    at = dt.datetime.combine(day(5), dt.time(9), dt.UTC)
    Registration.objects.create(
        number="R-1007", opportunity=deal, partner=deal.partner, account=deal.account, need=deal.need, state="closed",
        region="emea", began_at=at, ever_protected=True, protected_from=at, protected_until=day(60),
    )  # fmt: skip
    line(28_252, "DN-1", family="creative-cloud")
    computed()
    text = opened(Entry.objects.get())
    for said in (
        "Why €1,412.60", "€28,252.00", deal.number, "R-1007", "Gold", "New business",
        "Gold, deal registered beforehand: 5% of Creative Cloud and Acrobat.", "€28,252.00 × 5 % = €1,412.60",
        "-€141.26", "€1,271.34", "Release 1", "it comes to the same, to the cent",
    ):  # fmt: skip
        assert said in text, said


def test_what_a_cap_took_off_is_told() -> None:
    won("DN-1")
    for amount in (400_000, 300_000, 333_333):
        line(amount, "DN-1")
    computed()
    text = opened(Entry.objects.get(base=400_000))
    for said in ("One line gives €10,000.00 at most.", "-€2,000.00", "The 3 lines of this deal came to €28,999.99"):
        assert said in text, said
    assert "does not come to what was kept" not in text


def test_a_return_takes_back_exactly_its_share_and_says_of_what() -> None:
    won("DN-1")
    sold = line(10_000, "DN-1")
    approved()
    gone_back(sold, 3, on=day(100))
    computed(cycle(-1))
    text = opened(Entry.objects.get(kind="clawback"))
    for said in ("-€90.00", "3 of the 10 came back", "it comes to the same"):
        assert said in text, said
    assert "taken back" in opened(Entry.objects.get(kind="earned"))


def test_an_amount_that_the_rules_do_not_come_to_is_shouted_about() -> None:
    won("DN-1")
    line(10_000, "DN-1")
    computed()
    Entry.objects.update(amount=999)
    assert "does not come to what was kept" in opened(Entry.objects.get())


def test_the_accruals_of_finance() -> None:
    won("DN-1")
    line(10_000, "DN-1")
    approved()
    line(20_000, "DN-1", on=day(95))
    computed(cycle(-1))
    finance = reading(world.vera())
    text = finance.get(reverse("rebate-accruals")).content.decode()
    for said in ("€270.00", "€540.00", f"{day():%B %Y}"):
        assert said in text, said
    rows = b"".join(finance.get(reverse("rebate-accruals-file")).streaming_content).decode()  # type: ignore[attr-defined]
    assert f"emea,EUR,{day():%Y-%m}" in rows


def test_a_partner_in_a_cycle_and_its_files() -> None:
    won("DN-1")
    line(10_000, "DN-1")
    one = approved()
    vera = reading(world.vera())
    text = vera.get(reverse("rebate-partner", args=[one.pk, world.lindeboom().number])).content.decode()
    for said in ("€300.00", "-€30.00", "€270.00", "RB-"):
        assert said in text, said
    for name, said in (("rebate-statements-file", "270.00"), ("rebate-entries-file", "gold")):
        body = b"".join(vera.get(reverse(name, args=[one.pk])).streaming_content).decode()  # type: ignore[attr-defined]
        assert said in body
