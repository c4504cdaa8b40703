"""The desk's tables of partners' own licences."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kanaal.catalogue.books import called
from kanaal.core.tables import Table, address, badge, date, link, number, text
from kanaal.licensing.models import Agreement
from kanaal.nfr.models import SerialBatch, SerialNumber
from kanaal.nfr.queries import Pool


def pools(rows: Sequence[Pool]) -> Table:
    return Table(
        caption=_("Serial numbers by product"),
        columns=[
            text(_("Product"), lambda pool: str(called(pool.sku))),
            text(_("SKU"), "sku"),
            number(_("Left"), "free"),
            number(_("Given"), "given"),
            number(_("Partners who wait"), "waiting"),
        ],
        rows=rows,
        empty=_("The programme gives no product by serial number."),
    )


def batches(rows: Sequence[SerialBatch]) -> Table:
    return Table(
        caption=_("What was loaded"),
        columns=[
            text(_("Product"), lambda one: str(called(one.sku))),
            number(_("Serial numbers"), "count"),
            date(_("Loaded"), "at"),
            text(_("By"), lambda one: str(one.by) if one.by else "–"),
        ],
        rows=rows,
        empty=_("Nothing was loaded yet."),
    )


def holders(rows: Sequence[SerialNumber]) -> Table:
    return Table(
        caption=_("Serial numbers that partners have"),
        columns=[
            link(_("Partner"), "partner.name", to=address("desk-partner"), id="partner_id"),
            text(_("Product"), lambda one: str(called(one.sku))),
            number(_("Which one"), "place"),
            date(_("Given"), "given_at"),
            text(_("Asked by"), lambda one: str(one.given_to) if one.given_to else "–"),
        ],
        rows=rows,
        empty=_("No partner has a serial number yet."),
    )


def agreements(rows: Sequence[Agreement]) -> Table:
    standing = {True: ("ok", _("renews by itself")), False: ("warn", _("ends with its term"))}
    return Table(
        caption=_("Partners' own agreements"),
        columns=[
            link(_("Partner"), "partner.name", to=address("desk-partner"), id="partner_id"),
            text(_("Number"), "number"),
            number(_("Licences"), "licences"),
            date(_("Anniversary"), "anniversary"),
            badge(_("Standing"), "renews_itself", standing),
        ],
        rows=rows,
        empty=_("No partner has an agreement of its own yet."),
    )
