"""Serial numbers as figures: what is left of each pool and what is awaited, and what was given and certified (K5)."""

from __future__ import annotations

from django.db.models import Count
from django.utils.translation import gettext, gettext_noop

from kanaal.catalogue.books import called
from kanaal.core.dashboards import Asked, Block, Dashboard, Picture, by_month, month_name, register
from kanaal.licensingwebsite import permissions
from kanaal.licensingwebsite.models import LicenceCertificate, Serial
from kanaal.licensingwebsite.queries import is_open, pools

DRAWN = 12
"""Pools in the picture; all are in the numbers beneath."""


def figures(asked: Asked) -> list[Block]:
    return [_pools(), _given(asked)] if is_open() else []


def _pools() -> Block:
    """As things stand now, those that run out first."""
    found = sorted(pools(), key=lambda pool: (pool.free - pool.missing, pool.sku))
    heading = [gettext("Product"), gettext("SKU"), gettext("Left"), gettext("Awaited"), gettext("Given")]
    rows = [(str(called(pool.sku)), pool.sku, pool.free, pool.missing, pool.given) for pool in found]
    points = [(str(called(pool.sku)), pool.free) for pool in found[:DRAWN]]
    picture = Picture("bars", gettext("Serial numbers left, the pools that run out first"), points, gettext("Product"))
    note = gettext("As it is now, whatever days were chosen.")
    return Block("pools", gettext("Pools"), heading, rows, picture, note)


def _given(asked: Asked) -> Block:
    """Month by month."""
    serials = by_month(Serial.objects.all(), "given_at", asked, many=Count("pk"))
    made = by_month(LicenceCertificate.objects.all(), "issued_at", asked, many=Count("pk"))
    rows = [(month_name(day), row.get("many", 0), made[day].get("many", 0)) for day, row in serials.items()]
    points = [(label, count) for label, count, _made in rows]
    picture = Picture("line", gettext("Serial numbers given to orders"), points, gettext("Month"))
    heading = [gettext("Month"), gettext("Serial numbers given"), gettext("Certificates made")]
    return Block("given", gettext("Given and certified"), heading, rows, picture)


register(
    Dashboard(
        key="order-serials",
        label=gettext_noop("Serial numbers of orders"),
        icon="key-round",
        door=permissions.see_pools,
        make=figures,
        regional=False,
    )
)
