"""The price lists on the walks: addresses whose list is in force whenever the walks are walked."""

from __future__ import annotations

import datetime as dt

from kanaal.core import clock
from kanaal.pricing.actions import grant_price_list
from kanaal.pricing.models import PriceListGrant
from tests import world

_LISTS = ("q4-2026", "from-march-2027")
LIST = f"/price-lists/emea-gold/{_LISTS[clock.today() > dt.date(2027, 3, 1)]}/"
PAGES = [
    ("anna", "/price-lists/"), ("anna", LIST), ("anna", f"{LIST}?q=pro&sort=-price"), ("anna", f"{LIST}changes/"),
    ("anna", "/requests/new/price_list_access/"), ("bo", "/price-lists/"), ("fatma", LIST),
    ("vera", "/price-lists/all/"), ("vera", "/price-lists/opened/"),
]  # fmt: skip
NAMES = {"eur", "usd", "jpy", "perp", "upg"}
"""Currencies and ends of SKUs."""


def make_world() -> dict[str, int]:
    """A list that was opened by hand, and what an address of the walks needs."""
    grant = PriceListGrant.objects.first()
    if grant is None:
        grant = grant_price_list(world.lindeboom(), book="emea-education", by=world.actor(world.vera()))
    return {"grant": grant.pk}
