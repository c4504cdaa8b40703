"""Reconciliation: four counts of each product beside each other; why they differ, and what mends it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kanaal.core import formats, tables
from kanaal.licensing.models import Agreement
from kanaal.licensing.rules.reconciling import Differs, Line
from kanaal.licensing.sound import called
from kanaal.resellerconsole.links import agreement_url

SAYS: Mapping[Differs, tuple[str, str]] = {
    Differs.WITHOUT_ACCESS: ("bad", gettext_noop("given to users who can't use them: there are not so many.")),
    Differs.SUSPENDED: ("bad", gettext_noop("suspended: they were not ordered in time.")),
    Differs.OVERDUE: ("bad", gettext_noop("usable, and not ordered in time.")),
    Differs.PENDING: ("warn", gettext_noop("usable, and still to be ordered.")),
    Differs.ORDER_WAITS: ("info", gettext_noop("asked of a distributor, who has not answered yet.")),
    Differs.NOT_RENEWED: ("warn", gettext_noop("of the term that has ended, and not renewed.")),
    Differs.REPORTED_LESS: ("warn", gettext_noop("ordered here, and not on a distributor's books.")),
    Differs.REPORTED_MORE: ("warn", gettext_noop("on a distributor's books, and not ordered here.")),
    Differs.SINCE_REPORT: ("neutral", gettext_noop("ordered or sent back since the report.")),
    Differs.NOT_REPORTED: ("neutral", gettext_noop("of which no distributor has reported anything.")),
    Differs.UNASSIGNED: ("neutral", gettext_noop("free: given to nobody yet.")),
}
"""Why two counts differ, behind the number; with a tone."""
PRESSING = ("bad", "warn", "info", "neutral")
MENDS: Mapping[Differs, tuple[str, str]] = {
    Differs.WITHOUT_ACCESS: (gettext_noop("Add licences"), "console-authorise"),
    Differs.SUSPENDED: (gettext_noop("Order them"), "console-order"),
    Differs.OVERDUE: (gettext_noop("Order them"), "console-order"),
    Differs.PENDING: (gettext_noop("Order them"), "console-order"),
    Differs.ORDER_WAITS: (gettext_noop("See the order"), "console-customer-orders"),
    Differs.NOT_RENEWED: (gettext_noop("Renew them"), "console-renew"),
    Differs.REPORTED_LESS: (gettext_noop("Give the distributor your order numbers"), "console-customer-orders"),
    Differs.REPORTED_MORE: (gettext_noop("Add and order them here"), "console-authorise"),
}
"""What mends it, and where; nothing where there is nothing to mend."""


@dataclass(frozen=True)
class Row:
    """A product of an agreement."""

    agreement: Agreement
    line: Line


def rows_of(agreements: Sequence[Agreement], lines: Mapping[int, tuple[Line, ...]]) -> list[Row]:
    return [Row(one, line) for one in agreements for line in lines[one.pk]]


def counts_table(rows: Iterable[Row], *, customers: bool = True) -> tables.Table:
    """`customers`: with whose each line is."""
    columns = [
        tables.text(_("Product"), lambda row: called(row.line.product), strong=not customers),
        tables.number(_("Given to users"), "line.assigned"),
        tables.number(_("Usable"), "line.usable"),
        tables.number(_("Ordered"), "line.ordered"),
        tables.part(_("Distributors say"), _reported, css="r num"),
        tables.part(_("Why they differ, and what mends it"), _differences),
    ]
    if customers:
        columns.insert(
            0,
            tables.link(
                _("Customer"),
                "agreement.name",
                to=lambda row: agreement_url(row.agreement.number),
                under="agreement.number",
            ),
        )
    return tables.Table(
        caption=_("Counts of licences"), columns=columns, rows=rows, empty=_("There are no licences to be counted.")
    )


def _reported(row: Row) -> SafeString:
    if row.line.reported is None:
        return mark_safe(tables.NOTHING)  # noqa: S308 - words of our own
    said = format_html_join(
        "",
        "<small>{}: {}, {}</small>",
        ((r.distributor, formats.number(r.quantity), _day(r.on)) for r in row.line.reports),
    )
    return format_html("{}{}", formats.number(row.line.reported), said)


def _day(day: object) -> str:
    return formats.date(day, "medium")  # type: ignore[arg-type]


def _differences(row: Row) -> SafeString:
    """What presses stands first."""
    if not row.line.differences:
        return format_html('<span class="badge is-ok">{}</span>', _("all agree"))
    found = sorted(row.line.differences, key=lambda one: PRESSING.index(SAYS[one.why][0]))
    return format_html_join("", "<p>{}</p>", ((_difference(row, one.why, one.quantity),) for one in found))


def _difference(row: Row, why: Differs, quantity: int) -> SafeString:
    tone, says = SAYS[why]
    said = format_html('<span class="badge is-{}">{}</span> {}', tone, formats.number(quantity), _(says))
    if why not in MENDS:
        return said
    label, page = MENDS[why]
    url = reverse(page, args=[row.agreement.number])
    return format_html('{} <a class="link" href="{}">{}</a>', said, url, _(label))
