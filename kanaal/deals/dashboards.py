"""Deal registrations among the programme's figures; the deal desk has a page of its own with more of them (D7)."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kanaal.core.dashboards import Asked, Block, Cell, Dashboard, Picture, hours, month_name, register, share
from kanaal.deals import permissions
from kanaal.deals.figures import Figures, report_of
from kanaal.deals.shown import region_name


def registrations(asked: Asked) -> list[Block]:
    """One question for both blocks, as the deal desk's own page asks it."""
    found = report_of(asked.months(), asked.starts, asked.ends, asked.region)
    months = [(month_name(month), one) for month, one in found.months.items()]
    regions = [(str(region_name(key)), one) for key, one in found.regions.items()]
    handed_in = [(label, one.handed_in) for label, one in months]
    return [
        _block("by-month", _("By month"), _("Month"), months, found.whole, Picture(
            "line", _("Registrations handed in, by month"), handed_in, _("Month"),
        )),
        _block("by-region", _("By region"), _("Region"), regions, found.whole, Picture(
            "bars", _("Registrations handed in, by region"), [(label, one.handed_in) for label, one in regions],
            _("Region"),
        )),
    ]  # fmt: skip


def _block(
    key: str, title: str, first: str, rows: list[tuple[str, Figures]], whole: Figures, picture: Picture
) -> Block:
    currencies = sorted(whole.value)
    heading = [
        first, _("Handed in"), _("Decided"), _("Approved"), _("Approved, per cent"),
        _("Hours to the answer, the middle one"), _("Decided by rule, per cent"), _("In conflict, per cent"),
        *(_("Value protected, %(currency)s") % {"currency": one} for one in currencies),
    ]  # fmt: skip
    cells: list[list[Cell]] = [
        [
            label, one.handed_in, one.decided, one.approved, share(one.approved, one.decided),
            hours(one.median_time), share(one.by_rule, one.decided), share(one.contested, one.handed_in),
            *(one.value.get(currency, Decimal(0)) for currency in currencies),
        ]
        for label, one in rows
    ]  # fmt: skip
    return Block(key, title, heading, cells, picture)


register(
    Dashboard(
        key="registrations",
        order=30,
        label=gettext_noop("Registrations"),
        icon="shield-check",
        door=permissions.see_registrations,
        make=registrations,
    )
)
