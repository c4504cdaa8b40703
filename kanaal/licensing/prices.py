"""What a licence costs a customer: the books that follow the customer's discount level, as they are today (P13).

Indicative everywhere: the distributor sets what the reseller pays, and the reseller what the customer pays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from kanaal.catalogue.books import PriceList, Product, catalogue
from kanaal.core.texts import Text, Words, name
from kanaal.licensing.models import Agreement
from kanaal.licensing.rules.discounts import level_on
from kanaal.licensing.rules.facts import LICENCE
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.terms import Terms
from kanaal.programme.models import Release

FOLLOWS_CUSTOMER = "vip"
"""The kind of book whose prices depend on the customer's discount level."""
SOLD = ("subscription", "consumable")
"""The kinds of product that are added to an agreement."""


def list_for(agreement: Agreement, day: dt.date) -> PriceList | None:
    """The publication whose prices hold for the agreement on a day; None where the programme has none."""
    return next((one for one in _lists(agreement) if one.terms.valid_from <= day <= one.terms.valid_until), None)


def prices_change_on(agreement: Agreement, day: dt.date) -> dt.date | None:
    """The first day after this one on which other prices hold for the agreement, or none; None where none are known."""
    found = list_for(agreement, day)
    if found is not None and found.terms.valid_until < dt.date.max:
        return found.terms.valid_until + dt.timedelta(days=1)
    return min((one.terms.valid_from for one in _lists(agreement) if one.terms.valid_from > day), default=None)


def prices_of(release: Release) -> list[tuple[object, ...]]:
    """All that a release says of prices that customers pay, to be compared with another's."""
    mine = (one for one in catalogue(release).lists if one.book.kind == FOLLOWS_CUSTOMER)
    return [(one.key, one.terms, sorted(one.by_line.items())) for one in mine]


def _lists(agreement: Agreement) -> Iterator[PriceList]:
    """All publications that are for such an agreement, whenever they hold."""
    for one in catalogue().lists:
        if (
            one.book.kind == FOLLOWS_CUSTOMER
            and one.terms.region == agreement.region
            and one.terms.currency == agreement.currency
            and agreement.segment in one.terms.segments
            and (not one.terms.countries or agreement.country in one.terms.countries)
        ):
            yield one


def prices_for(agreement: Agreement, day: dt.date) -> Mapping[str, Mapping[str, Decimal]]:
    """SKU → key of the discount level → the price of one for a whole term; empty where there is no list."""
    found = list_for(agreement, day)
    return _by_level(found) if found else {}


@lru_cache(maxsize=64)
def _by_level(found: PriceList) -> Mapping[str, Mapping[str, Decimal]]:
    levels = found.catalogue.levels
    return {sku: dict(zip(levels, prices, strict=True)) for (sku, least), prices in found.by_line.items() if least == 1}


def price_of(agreement: Agreement, sku: str, level: str, day: dt.date) -> Decimal | None:
    """The price of one at a level, for a whole term; without a level the first one's. None: it has none."""
    prices = prices_for(agreement, day).get(sku)
    if not prices:
        return None
    return prices.get(level) if level else next(iter(prices.values()))


def level_of(known: Facts | None, terms: Terms, day: dt.date, *, order: int = 0, kind: str = LICENCE) -> str:
    """The customer's discount level on a day, by its key; with `order`, for an order of that size."""
    if known is None:
        ladder = terms.ladder(kind)
        reached = [step for step in ladder.steps if step.at_least <= max(order, 1)] if ladder else []
        return reached[-1].key if reached else ""
    found = level_on(known, terms, kind, max(day, known.begins), order=order)
    return found.key if found else ""


def level_name(key: str) -> Words | Text:
    """A discount level as the programme calls it; one that it names nowhere, by its key."""
    return catalogue().level_names.get(key) or name(key)


def products_for(agreement: Agreement, day: dt.date) -> list[Product]:
    """What can be added to the agreement on a day: sold in its market then, and with a price."""
    priced = prices_for(agreement, day)
    return [
        one
        for one in catalogue().products.values()
        if one.sku in priced
        and one.kind in SOLD
        and agreement.segment in one.segments
        and (one.since is None or one.since <= day)
        and (one.until is None or day <= one.until)
    ]


def kind_of_product(sku: str) -> str:
    """Which ladder and which term a product has, in the rules' words."""
    found = catalogue().products.get(sku)
    return "consumable" if found is not None and found.kind == "consumable" else LICENCE
