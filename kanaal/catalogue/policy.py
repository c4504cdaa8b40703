"""The catalogue's sections of the pack: what is sold, in which words, and in which price books its prices stand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from kanaal.programme.fields import Country, Currency, Key, Positive, Words, key_of, once
from kanaal.programme.sections import section


@dataclass(frozen=True)
class Segment:
    """A market: trade, schools, government. `everybody`: whether each partner sells in it without asking."""

    key: Annotated[Key, once("segment")]
    name: Words
    everybody: bool


@section("segments", optional=True)
@dataclass(frozen=True)
class SegmentsPolicy:
    segments: Annotated[tuple[Segment, ...], Field(min_length=1)]


@dataclass(frozen=True)
class Family:
    """Products that belong together."""

    key: Annotated[Key, once("product family")]
    name: Words


@section("product_families", optional=True)
@dataclass(frozen=True)
class FamiliesPolicy:
    product_families: Annotated[tuple[Family, ...], Field(min_length=1)]


@dataclass(frozen=True)
class Metric:
    """What one licence is counted by: a user, a device, a dome."""

    key: Annotated[Key, once("licence metric")]
    name: Words


@section("licence_metrics", optional=True)
@dataclass(frozen=True)
class MetricsPolicy:
    licence_metrics: Annotated[tuple[Metric, ...], Field(min_length=1)]


@dataclass(frozen=True)
class DiscountLevel:
    """What a customer pays by how much it has: `at_least` licences. Books that follow it have a price for each."""

    key: Annotated[Key, once("discount level")]
    name: Words
    at_least: Positive


@section("discount_levels", optional=True)
@dataclass(frozen=True)
class DiscountLevelsPolicy:
    discount_levels: Annotated[tuple[DiscountLevel, ...], Field(min_length=1)]


@dataclass(frozen=True)
class Publication:
    """A dated publication of a book, both days included. Its prices stand in price-books/BOOK.PUBLICATION.csv."""

    key: Key
    name: Words
    valid_from: dt.date
    valid_until: dt.date

    def __post_init__(self) -> None:
        if self.valid_until < self.valid_from:
            raise ValueError(f"ends on {self.valid_until}, before it begins | Let it begin before it ends.")


@dataclass(frozen=True)
class PriceBook:
    """For whom a book's prices are (P13). Empty `countries`: the whole region; empty `levels`: every level.

    `kind`: prices by the partner's level (`price-list`), or by the customer's discount level (`vip`).
    `indicative` says who sets the price, where we don't.
    """

    key: Annotated[Key, once("price book")]
    name: Words
    kind: Literal["price-list", "vip"]
    region: Annotated[str, key_of("regions")]
    currency: Currency
    segments: Annotated[tuple[Annotated[str, key_of("segments")], ...], Field(min_length=1)]
    publications: Annotated[tuple[Publication, ...], Field(min_length=1)]
    countries: tuple[Country, ...] = ()
    levels: tuple[Annotated[str, key_of("levels")], ...] = ()
    indicative: Words | None = None

    def __post_init__(self) -> None:
        keys = [p.key for p in self.publications]
        if len(set(keys)) < len(keys):
            raise ValueError("has two publications with one key | Give each a key of its own.")


@section("price_books", optional=True)
@dataclass(frozen=True)
class PriceBooksPolicy:
    price_books: Annotated[tuple[PriceBook, ...], Field(min_length=1)]
