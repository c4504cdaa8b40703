"""Every fault in a pack's products and prices, with its place."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from kanaal.catalogue.books import (
    PRODUCTS,
    Product,
    file_of,
    price_sheet,
    product_sheet,
    read_prices,
    read_products,
    terms_of,
)
from kanaal.catalogue.policy import PriceBook, PriceBooksPolicy
from kanaal.catalogue.rules import overlap
from kanaal.programme.documents import Document
from kanaal.programme.faults import Fault
from kanaal.programme.fields import Reading
from kanaal.programme.policy import RegionsPolicy
from kanaal.programme.reading import read_section
from kanaal.programme.sections import section_of

FOLDER = "price-books/"


def check_catalogue(document: Document, reading: Reading) -> Iterator[Fault]:
    """The products, then each publication's file; last what two books would say to one partner."""
    if document.broken:
        return  # what isn't there may stand in the file that can't be read
    books = _books(document)
    products: dict[str, Product] = {}
    if PRODUCTS in document.files:
        sheet = product_sheet(document.files[PRODUCTS], reading.languages, reading.drafts)
        names = [_keys(document, name) for name in ("product_families", "licence_metrics", "segments")]
        lines = {one.sku: (line, one) for line, one in read_products(sheet, reading.languages, *names)}
        products = {sku: one for sku, (_, one) in lines.items()}
        yield from sheet.faults
        for line, one in lines.values():
            if one.successor and one.successor not in products:
                says = f'successor is "{one.successor}", which is no product.'
                yield Fault(PRODUCTS, line, 1, says, "Name the SKU of another row.")
    elif books and PRODUCTS not in reading.files:
        yield Fault(PRODUCTS, 0, 0, "This file is missing: price books need products.", "Write it.")
    yield from _prices(document, reading, books, products)
    yield from _regions(document, books)
    yield from _overlaps(document, books)


def products_named_in(document: Document, reading: Reading) -> dict[str, Product]:
    """SKU → product, for other modules whose part of a pack names products; their faults are told here alone."""
    if PRODUCTS not in document.files:
        return {}
    sheet = product_sheet(document.files[PRODUCTS], reading.languages, reading.drafts)
    names = [_keys(document, name) for name in ("product_families", "licence_metrics", "segments")]
    return {one.sku: one for _line, one in read_products(sheet, reading.languages, *names)}


def _books(document: Document) -> list[PriceBook]:
    found, _ = read_section(section_of(PriceBooksPolicy), document, document.reading())
    return list(found.price_books) if found else []


def _prices(
    document: Document, reading: Reading, books: list[PriceBook], products: dict[str, Product]
) -> Iterator[Fault]:
    levels, expected = _keys(document, "discount_levels"), set()
    for place, book in enumerate(books):
        for number, publication in enumerate(book.publications):
            file = file_of(book, publication)
            expected.add(file)
            if file in document.files:
                sheet = price_sheet(book, file, document.files[file], levels)
                rows = list(read_prices(sheet, book, levels, products))
                yield from sheet.faults
                if not rows and not sheet.faults:
                    yield Fault(file, 1, 1, "This list has no prices.", "Write one row for each product.")
            elif file not in reading.files:
                path = ("price_books", place, "publications", number)
                yield document.fault(path, f"The file {file} is missing.", "Write it: sku,price.")
    for file in sorted(f for f in document.files if f.startswith(FOLDER) and f not in expected):
        if books:
            says = "No publication in [[price_books]] has this file."
            yield Fault(file, 0, 0, says, "Name it BOOK.PUBLICATION.csv, or remove it.")


def _regions(document: Document, books: list[PriceBook]) -> Iterator[Fault]:
    found, _ = read_section(section_of(RegionsPolicy), document, document.reading())
    regions = {region.key: region.countries for region in found.regions} if found else {}
    for place, book in enumerate(books):
        for number, country in enumerate(book.countries):
            if country not in regions.get(book.region, [country]):
                says = f"price_books[{place + 1}].countries has {country}, which isn't in {book.region}."
                yield document.fault(("price_books", place, "countries", number), says, "Remove it.")


def _overlaps(document: Document, books: list[PriceBook]) -> Iterator[Fault]:
    """Two lists for the same country, level, segment and day: nobody could say which price is right."""
    dated = [(i, n, b, p) for i, b in enumerate(books) for n, p in enumerate(b.publications)]
    for (_i, _n, book, first), (place, number, other, second) in itertools.combinations(dated, 2):
        if overlap(terms_of(book, first), terms_of(other, second)):
            says = f"{other.key} {second.key} and {book.key} {first.key} apply to the same partner on the same day."
            remedy = "Give them other countries, levels, segments or days."
            yield document.fault(("price_books", place, "publications", number), says, remedy)


def _keys(document: Document, name: str) -> tuple[str, ...]:
    raw: Any = document.values.get(name)
    items = raw if isinstance(raw, list) else []
    return tuple(i["key"] for i in items if isinstance(i, dict) and isinstance(i.get("key"), str))
