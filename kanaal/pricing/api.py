"""Price lists for machines: the same people, the same lists."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from ninja import Router, Schema

from kanaal.catalogue.books import PriceList
from kanaal.core.api import REFUSALS, api
from kanaal.pricing.doors import enter, list_in
from kanaal.pricing.queries import judged_for, visible_lists

router = Router(tags=["pricing"])
SIZE = 500
"""Prices of one answer."""


class PriceListOut(Schema):
    book: str
    publication: str
    name: str
    currency: str
    valid_from: dt.date
    valid_until: dt.date
    indicative: bool


class PriceOut(Schema):
    sku: str
    name: str
    family: str
    from_quantity: int
    prices: list[Decimal]


class PricesOut(Schema):
    """`count` in all; `prices` of one row: one, or one for each discount level of the customer."""

    count: int
    page: int
    rows: list[PriceOut]


@router.get("/price-lists", response={200: list[PriceListOut], **REFUSALS})
def list_price_lists(request: Any) -> Any:
    """The lists that are yours: those in force, coming, and past."""
    enter(request)
    if request.partner is None:
        return [_shown(one) for one in visible_lists()]
    return [_shown(one.list) for one in judged_for(request.partner) if one.open]


@router.get("/price-lists/{book}/{publication}/prices", response={200: PricesOut, **REFUSALS})
def list_prices(request: Any, book: str, publication: str, page: int = 1, q: str = "") -> Any:
    """Up to 500 prices in the order of their SKUs; `q` searches by words."""
    enter(request)
    one, language = list_in(request, book, publication), get_language() or "en"
    found = one.search(q[:100], family="", segment="", order="sku", language=language)
    page = max(1, page)
    rows = [
        {"sku": row.product.sku, "name": row.product.name.in_(language), "family": row.product.family}
        | {"from_quantity": row.quantity, "prices": list(row.prices)}
        for row in found[(page - 1) * SIZE : page * SIZE]
    ]
    return {"count": len(found), "page": page, "rows": rows}


def _shown(one: PriceList) -> dict[str, Any]:
    return {
        "book": one.book.key,
        "publication": one.publication.key,
        "name": str(one.book.name),
        "currency": one.book.currency,
        "valid_from": one.publication.valid_from,
        "valid_until": one.publication.valid_until,
        "indicative": one.book.indicative is not None,
    }


api.add_router("", router)
