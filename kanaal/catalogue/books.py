"""The catalogue of a release: its products, its price books, and the prices of each publication.

Rows live in memory, read once for each process and release, a publication when it is first asked for: 20,000 rows are
a few megabytes, a search over them takes a few milliseconds, and no page asks the database.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from kanaal.catalogue.policy import (
    DiscountLevelsPolicy,
    FamiliesPolicy,
    MetricsPolicy,
    PriceBook,
    PriceBooksPolicy,
    Publication,
    SegmentsPolicy,
)
from kanaal.catalogue.rules import Buyer, Line, Miss, Prices, Terms, misses
from kanaal.catalogue.sheets import Sheet, decimals_of
from kanaal.core.texts import Text, Words, name
from kanaal.programme import releases
from kanaal.programme.models import Release
from kanaal.programme.pack import Pack

PRODUCTS = "products.csv"
KINDS = ("perpetual", "subscription", "upgrade", "consumable")
"""What one gets for the money: for good, for a term, from an older version, or to use up."""


@dataclass(frozen=True)
class Product:
    """Something that is sold. `until`: the last day on which it is; `successor`: what comes in its place."""

    sku: str
    family: str
    name: Words
    metric: str
    kind: str
    segments: tuple[str, ...]
    since: dt.date | None = None
    until: dt.date | None = None
    successor: str = ""


@dataclass(frozen=True, eq=False)
class Priced:
    """A row of a price list. `prices`: one, or one for each discount level of the customer."""

    product: Product
    quantity: int
    prices: Prices

    @property
    def price(self) -> Decimal:
        return self.prices[0]

    @property
    def line(self) -> Line:
        return self.product.sku, self.quantity


@dataclass(frozen=True, eq=False)
class PriceList:
    """A dated publication of a book."""

    book: PriceBook
    publication: Publication
    terms: Terms
    catalogue: Catalogue
    _sorted: dict[tuple[str, str], list[Priced]] = field(default_factory=dict)
    _words: dict[str, dict[Line, str]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"{self.book.key}/{self.publication.key}"

    @property
    def file(self) -> str:
        return file_of(self.book, self.publication)

    @cached_property
    def rows(self) -> list[Priced]:
        """In the order of the SKUs."""
        sheet = price_sheet(self.book, self.file, self.catalogue.pack.files[self.file], self.catalogue.levels)
        rows = list(read_prices(sheet, self.book, self.catalogue.levels, self.catalogue.products))
        return sorted(rows, key=lambda row: row.line)

    @cached_property
    def by_line(self) -> dict[Line, Prices]:
        return {row.line: row.prices for row in self.rows}

    @property
    def before(self) -> PriceList | None:
        """The publication before this one."""
        earlier = [
            one
            for one in self.catalogue.lists
            if one.book is self.book and one.publication.valid_from < self.publication.valid_from
        ]
        return max(earlier, key=lambda one: one.publication.valid_from, default=None)

    def sorted_by(self, order: str, language: str) -> list[Priced]:
        """All rows by `sku`, `name`, `family` or `price` (`-price` falling); made once for each language."""
        if (order, language) not in self._sorted:
            falling, name = order.startswith("-"), order.lstrip("-")
            families = self.catalogue.families
            keys = {
                "sku": lambda row: row.line,
                "name": lambda row: (row.product.name.in_(language).casefold(), row.line),
                "family": lambda row: (families[row.product.family].in_(language).casefold(), row.line),
                "price": lambda row: (row.price, row.line),
            }
            self._sorted[order, language] = sorted(self.rows, key=keys.get(name, keys["sku"]), reverse=falling)
        return self._sorted[order, language]

    def haystack(self, language: str) -> dict[Line, str]:
        """What a search looks through, for each row: SKU, name and family in small letters."""
        if language not in self._words:
            families = self.catalogue.families
            self._words[language] = {
                row.line: " ".join(
                    (row.product.sku, row.product.name.in_(language), families[row.product.family].in_(language))
                ).casefold()
                for row in self.rows
            }
        return self._words[language]

    def search(self, words: str, *, family: str, segment: str, order: str, language: str) -> list[Priced]:
        """The rows in which every word occurs, of one family or segment, or of all."""
        found = self.sorted_by(order, language)
        if wanted := words.casefold().split():
            hay = self.haystack(language)
            found = [row for row in found if all(word in hay[row.line] for word in wanted)]
        if family:
            found = [row for row in found if row.product.family == family]
        if segment:
            found = [row for row in found if segment in row.product.segments]
        return found


class Catalogue:
    """What a pack says about products and prices. A pack without any of it has an empty one."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.families: Mapping[str, Words] = self._names(FamiliesPolicy, "product_families")
        self.metrics: Mapping[str, Words] = self._names(MetricsPolicy, "licence_metrics")
        self.segments: Mapping[str, Words] = self._names(SegmentsPolicy, "segments")
        self.level_names: Mapping[str, Words] = self._names(DiscountLevelsPolicy, "discount_levels")
        self.levels = tuple(self.level_names)

    def _names(self, cls: type[object], name: str) -> dict[str, Words]:
        return {one.key: one.name for one in getattr(self.pack.section(cls), name)} if self.pack.has(cls) else {}

    @cached_property
    def everybodys_segments(self) -> frozenset[str]:
        """The markets in which each partner sells without asking."""
        known = self.pack.section(SegmentsPolicy).segments if self.pack.has(SegmentsPolicy) else ()
        return frozenset(one.key for one in known if one.everybody)

    @cached_property
    def products(self) -> dict[str, Product]:
        """SKU → product, in the order of the file."""
        if PRODUCTS not in self.pack.files:
            return {}
        languages = self.pack.language_codes
        sheet = product_sheet(self.pack.files[PRODUCTS], languages, self.pack.programme.drafts)
        names = (tuple(self.families), tuple(self.metrics), tuple(self.segments))
        return {one.sku: one for _, one in read_products(sheet, languages, *names)}

    @cached_property
    def lists(self) -> tuple[PriceList, ...]:
        books = self.pack.section(PriceBooksPolicy).price_books if self.pack.has(PriceBooksPolicy) else ()
        return tuple(PriceList(b, p, terms_of(b, p), self) for b in books for p in b.publications)

    def list(self, book: str, publication: str) -> PriceList | None:
        return next((one for one in self.lists if one.key == f"{book}/{publication}"), None)


def terms_of(book: PriceBook, publication: Publication) -> Terms:
    return Terms(
        book=book.key,
        kind=book.kind,
        region=book.region,
        currency=book.currency,
        segments=frozenset(book.segments),
        valid_from=publication.valid_from,
        valid_until=publication.valid_until,
        countries=frozenset(book.countries),
        levels=frozenset(book.levels),
    )


def file_of(book: PriceBook, publication: Publication) -> str:
    return f"price-books/{book.key}.{publication.key}.csv"


# --- reading files


def product_sheet(text: str, languages: tuple[str, ...], drafts: tuple[str, ...] = ()) -> Sheet:
    """With a name in each language of the pack; those of a language in draft may be missing."""
    names = [f"name.{code}" for code in languages]
    return Sheet(
        PRODUCTS,
        text,
        ("sku", "family", *names, "metric", "kind", "segments"),
        ("since", "until", "successor", *(f"name.{code}" for code in drafts)),
    )


def read_products(
    sheet: Sheet,
    languages: tuple[str, ...],
    families: tuple[str, ...],
    metrics: tuple[str, ...],
    segments: tuple[str, ...],
) -> Iterator[tuple[int, Product]]:
    """Line and product of each sound row; what is wrong with the others is in the sheet's faults."""
    seen: dict[str, int] = {}
    for row in sheet.rows():
        before = len(sheet.faults)
        sku, names = row.sku(), {code: row.text(f"name.{code}") for code in languages}
        family, metric = row.choice("family", families), row.choice("metric", metrics)
        kind, sold_in = row.choice("kind", KINDS), tuple(row.cells["segments"].split())
        since, until = row.day("since"), row.day("until")
        for one in sold_in:
            if one not in segments:
                row.wrong("segments", f'has "{one}", which is no segment', f"Known are: {', '.join(segments)}.")
        if not sold_in:
            row.wrong("segments", "is empty", f"Known are: {', '.join(segments)}.")
        if since and until and until < since:
            row.wrong("until", "is before since", "Let it begin before it ends.")
        if sku in seen:
            row.wrong("sku", f"{sku} stands in line {seen[sku]} already", "Remove one of the two.")
        if len(sheet.faults) == before:
            seen[sku or ""] = row.number
            words = Words({code: text or "" for code, text in names.items()})
            successor = row.cells.get("successor", "")
            yield (
                row.number,
                Product(sku or "", family or "", words, metric or "", kind or "", sold_in, since, until, successor),
            )


def price_columns(book: PriceBook, levels: tuple[str, ...]) -> tuple[str, ...]:
    """A book by the customer's discount level has a price for each; any other has one."""
    return tuple(f"price.{level}" for level in levels) if book.kind == "vip" else ("price",)


def price_sheet(book: PriceBook, file: str, text: str, levels: tuple[str, ...]) -> Sheet:
    return Sheet(file, text, ("sku", *price_columns(book, levels)), ("from_quantity",))


def read_prices(
    sheet: Sheet, book: PriceBook, levels: tuple[str, ...], products: Mapping[str, Product]
) -> Iterator[Priced]:
    """The sound rows; what is wrong with the others is in the sheet's faults."""
    seen: dict[Line, int] = {}
    columns, decimals = price_columns(book, levels), decimals_of(book.currency)
    for row in sheet.rows():
        before = len(sheet.faults)
        sku, quantity = row.cells["sku"], row.quantity("from_quantity")
        prices = [row.price(column, book.currency, decimals) for column in columns]
        if sku not in products:
            row.wrong("sku", f'is "{sku}", which is no product', f"Add it to {PRODUCTS}, or mend it.")
        line = (sku, quantity or 1)
        if line in seen:
            row.wrong("sku", f"{sku} has a price from this quantity in line {seen[line]}", "Remove one of the two.")
        if len(sheet.faults) == before:
            seen[line] = row.number
            yield Priced(products[sku], quantity or 1, tuple(p for p in prices if p is not None))


# --- asked by other rooms

_KNOWN: dict[str, Catalogue] = {}
_KEPT = 8


def catalogue(release: Release | None = None) -> Catalogue:
    """The catalogue of the release in force, or of an older one; read once for each process."""
    pack = (release or releases.current()).pack
    if pack.digest not in _KNOWN:
        while len(_KNOWN) >= _KEPT:
            _KNOWN.pop(next(iter(_KNOWN)), None)
        _KNOWN[pack.digest] = Catalogue(pack)
    return _KNOWN[pack.digest]


def products_of(release: Release | None = None) -> tuple[Product, ...]:
    return tuple(catalogue(release).products.values())


def product(sku: str, release: Release | None = None) -> Product | None:
    return catalogue(release).products.get(sku)


def called(sku: str) -> Words | Text:
    """A product's name; of one that the catalogue has no longer, its SKU."""
    found = product(sku)
    return found.name if found else name(sku)


def books_for(
    buyer: Buyer, day: dt.date, release: Release | None = None
) -> tuple[list[PriceList], list[tuple[PriceList, tuple[Miss, ...]]]]:
    """The lists that apply to a buyer on a day; and all others, each with its reasons (D4)."""
    judged = [(one, misses(one.terms, buyer, day)) for one in catalogue(release).lists]
    return [one for one, why in judged if not why], [(one, why) for one, why in judged if why]
