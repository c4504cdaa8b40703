"""L2: dates, numbers and money are shown as the reader's locale writes them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import translation

from kanaal.core import formats
from tests import world


@pytest.mark.parametrize(
    ("language", "date", "number", "money"),
    [
        ("nl", "24 november 2026", "250.000", "€ 1.412,60"),
        ("en", "24 November 2026", "250,000", "€1,412.60"),
        ("de", "24. November 2026", "250.000", "1.412,60 €"),
    ],
)
def test_each_locale_in_its_own_way(language: str, date: str, number: str, money: str) -> None:
    with translation.override(language):
        assert formats.date(dt.date(2026, 11, 24)) == date
        assert formats.number(250_000) == number
        assert formats.money(Decimal("1412.60"), "EUR").replace("\xa0", " ") == money


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "day", "revenue"), [("nl", "1 januari 2020", "250.000"), ("en", "1 January 2020", "250,000")]
)
def test_a_page_writes_them_so(language: str, day: str, revenue: str) -> None:
    world.published()
    read = {"accept-language": language}
    assert day in Client().get("/terms/registration/", headers=read).content.decode()
    assert revenue in Client().get("/levels/", headers=read).content.decode()
    assert revenue in Client().get("/welcome-kit/", headers=read).content.decode()


@pytest.mark.django_db
def test_a_signed_in_person_reads_in_the_language_of_their_id_whatever_the_browser_asks_for() -> None:
    anna = world.browser(world.anna())
    assert "1 januari 2020" in anna.get("/terms/registration/", headers={"accept-language": "en"}).content.decode()
