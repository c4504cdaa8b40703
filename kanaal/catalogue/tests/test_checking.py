"""Every fault in products and prices has its line, its column and a remedy."""

from __future__ import annotations

import pytest

from kanaal.catalogue.books import Catalogue
from kanaal.programme.checking import check
from kanaal.programme.pack import Pack
from kanaal.programme.tests.packs import changed, shipped

SHEET = "price-books/sheet.winter-2026.csv"
JAPAN = "price-books/japan.q4-2026.csv"
OTHER = """
[[price_books]]
key = "sheet-two"
name = "Another"
kind = "price-list"
region = "nordics"
currency = "NOK"
segments = ["dome"]
[[price_books.publications]]
key = "autumn"
name = "Autumn"
valid_from = 2026-10-01
valid_until = 2026-10-31
"""


def faults(files: dict[str, str]) -> list[str]:
    return [str(one) for one in check(files)]


@pytest.mark.parametrize("name", ["adobe", "nordkuppel"])
def test_the_shipped_packs_have_none(name: str) -> None:
    assert faults(shipped(name)) == []


@pytest.mark.parametrize(
    ("row", "place", "says"),
    [
        ("NK-SKY-X,1,10.00", "2:1", "which is no product"),
        ("NK-SKY-S,1,-10.00", "2:12", "which is no price"),
        ('NK-SKY-S,1,"10,00"', "2:12", "which is no price"),
        ("NK-SKY-S,1,10,00", "2:1", "has 4 cells"),
        ("NK-SKY-S,1, 10.00", "2:12", "which is no price"),
        ("NK-SKY-S,1,1 000.00", "2:12", "which is no price"),
        ("NK-SKY-S,1,=1+1", "2:12", "which is no price"),
        ("NK-SKY-S,1,١٠.٠٠", "2:12", "which is no price"),
        ("NK-SKY-S,1,10.005", "2:12", "NOK has 2 decimals"),
        ("NK-SKY-S,1,1e9", "2:12", "which is no price"),
        ("NK-SKY-S,1,", "2:12", "which is no price"),
        ("NK-SKY-S,0,10.00", "2:10", "which is no quantity"),
        ('NK-SKY-S,1,"10.00', "2:1", "quotes don't close"),
        ("NK-SKY-L,1,10.00", "4:1", "in line 2"),
    ],
)
def test_a_bad_price_is_told_with_its_cell(row: str, place: str, says: str) -> None:
    files = shipped("nordkuppel")
    bad = changed(files, SHEET, "NK-SKY-S,1,18900.00", f"{row}\nNK-SKY-S,9,1.00")
    assert any(f"{SHEET}:{place}:" in one and says in one for one in faults(bad)), faults(bad)


def test_a_currency_without_decimals_takes_none() -> None:
    files = shipped("adobe")
    first = files[JAPAN].splitlines()[1]
    [told] = faults(changed(files, JAPAN, first, f"{first}.50"))
    assert told.startswith(f"{JAPAN}:2:")
    assert "JPY has none" in told


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("NK-CAL,watch", "NK-SHOW,watch", "stands in line"),
        ("NK-CAL,watch", "NK-CAL,wacht", 'Did you mean "watch"?'),
        ("NK-CAL,watch", "nk cal,watch", "no SKU"),
        ("Calibration kit", "=cmd()", "formula"),
        ("Calibration kit", "Calibration\u200b kit", "can't be seen"),
        ("Calibration kit", "", "name.en is empty"),
        ("2026-11-30", "30-11-2026", "is no day"),
        ("2026-11-30", "2026-02-30", "is no day"),
        (",2026-11-30", "2027-01-01,2026-11-30", "before since"),
        ("2026-11-30,NK-SKY-S", "2026-11-30,NK-SKY-Q", "successor"),
        ("perpetual,dome school", "perpetual,dome skool", "no segment"),
        ("perpetual,dome school", "lent,dome school", "can't be"),
        ("sku,family", "sku;family", "is missing"),
    ],
)
def test_a_bad_product(old: str, new: str, says: str) -> None:
    told = faults(changed(shipped("nordkuppel"), "products.csv", old, new))
    assert any("products.csv" in one and says in one for one in told), told


def test_a_file_divided_by_semicolons() -> None:
    files = shipped("nordkuppel")
    told = faults(files | {SHEET: files[SHEET].replace(",", ";")})
    assert any("divided by commas" in one for one in told)


def test_two_books_for_one_partner_on_one_day() -> None:
    files = shipped("nordkuppel")
    files |= {"price-books/sheet-two.autumn.csv": "sku,price\nNK-SHOW,1.00\n"}
    files["pricing.toml"] += OTHER
    [told] = faults(files)
    assert told.startswith("pricing.toml:")
    assert "sheet-two autumn and sheet winter-2026 apply to the same partner" in told


def test_files_and_publications_belong_together() -> None:
    files = shipped("nordkuppel")
    files["price-books/sheet.spring.csv"] = files.pop(SHEET)
    told = faults(files)
    assert any("pricing.toml" in one and f"The file {SHEET} is missing" in one for one in told)
    assert any("No publication" in one for one in told)


def test_an_end_before_the_beginning() -> None:
    told = faults(
        changed(shipped("nordkuppel"), "pricing.toml", "valid_until = 2026-08-31", "valid_until = 2026-05-31")
    )
    assert any("before it begins" in one for one in told)


def test_a_catalogue_is_read_and_searched_in_the_readers_language() -> None:
    read = Catalogue(Pack(shipped("adobe")))
    one = read.list("emea-gold", "q4-2026")
    assert one is not None
    assert one.before is read.list("emea-gold", "q3-2026")
    found = one.search("gebruiker ALLE apps", family="", segment="", order="sku", language="nl")
    assert found == []
    found = one.search("alle APPS", family="creative-cloud", segment="com", order="-price", language="nl")
    assert [row.price for row in found] == sorted((row.price for row in found), reverse=True) != []
