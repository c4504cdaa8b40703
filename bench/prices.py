"""`python -m bench.prices`: a price list of 20,000 rows, and xlsxwriter alone beside it.

Rows lie in memory, read once for each process and release; what a page adds is the same as for every other page.
"""

# ruff: noqa: E402  Django is set up before what needs it is read

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kanaal.site.settings")

import django

django.setup()

import xlsxwriter
from django.conf import settings
from django.utils import translation

from kanaal.catalogue.books import Catalogue, PriceList
from kanaal.core.spreadsheets import csv_lines, xlsx
from kanaal.pricing import files
from kanaal.programme.checking import check
from kanaal.programme.folder import read_folder
from kanaal.programme.pack import Pack

BOOK, PUBLICATION, BEFORE, ROWS, ROUNDS = "emea-gold", "q1-2027", "q4-2026", 20_000, 5


def main() -> None:
    translation.activate("en")
    pack = enlarged()
    once("check the pack", lambda: check(pack))
    catalogue = Catalogue(Pack(pack))
    once("read the products", lambda: catalogue.products)
    one = catalogue.list(BOOK, PUBLICATION)
    assert one is not None
    once("read the prices", lambda: one.rows)
    best("search by words", lambda: search(one, "big 77", "sku"))
    best("search by words, falling price", lambda: search(one, "big 77", "-price"))
    best("compare with the list before", lambda: files.changes_since(one))
    best("CSV", lambda: sum(map(len, csv_lines(*files.prices_of(one)))))
    best("XLSX", lambda: xlsx(*files.prices_of(one)).close())
    rows = [[float(c) if isinstance(c, Decimal) else c for c in row] for row in files.prices_of(one)[1]]
    best("XLSX, xlsxwriter alone", lambda: alone(rows))


def enlarged() -> dict[str, str]:
    """The larger pack with many more products in two lists that follow each other."""
    pack, faults = read_folder(settings.KANAAL_PROGRAMMES / "adobe")
    assert not faults
    skus = [f"BIG-{number:05d}" for number in range(ROWS)]
    pack["products.csv"] += "".join(f"{s},acrobat,{s} groot,{s} big,user,subscription,com,,,\n" for s in skus)
    for cents, publication in (("50", BEFORE), ("75", PUBLICATION)):
        rows = (f"{sku},{100 + number % 977}.{cents}\n" for number, sku in enumerate(skus))
        pack[f"price-books/{BOOK}.{publication}.csv"] += "".join(rows)
    return pack


def search(one: PriceList, words: str, order: str) -> int:
    return len(one.search(words, family="acrobat", segment="com", order=order, language="en"))


def alone(rows: list[list[Any]]) -> None:
    with tempfile.TemporaryFile() as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True})
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        book.close()


def once(name: str, work: Callable[[], object]) -> None:
    print(f"{name:34} {seconds(work) * 1000:8.1f} ms, once")


def best(name: str, work: Callable[[], object]) -> None:
    first, *others = (seconds(work) for _ in range(ROUNDS))
    print(f"{name:34} {min(others) * 1000:8.1f} ms, the first time {first * 1000:.1f}")


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
