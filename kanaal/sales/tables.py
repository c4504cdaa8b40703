"""Opportunities as tables."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kanaal.core import formats, tables
from kanaal.core.texts import Text
from kanaal.programme.policies import policy
from kanaal.sales.forecast import Forecast
from kanaal.sales.models import Opportunity, SalesOrder
from kanaal.sales.policy import OrderKindsPolicy, StagesPolicy

TONES = {"open": "info", "booked": "ok", "lost": "bad", "cancelled": "neutral", "expired": "warn"}
PICKS = "pick-opportunities"
"""The form to which the boxes before the rows belong."""


def states() -> dict[str, tuple[str, str]]:
    return {key: (TONES[key], str(Text(label))) for key, label in Opportunity.lifecycle.labels.items()}


def address(opportunity: Opportunity) -> str:
    return reverse("opportunity", args=[opportunity.number])


def opportunities_table(
    rows: Iterable[Opportunity],
    *,
    sort: str | None = None,
    owners: bool = False,
    picks: bool = False,
    caption: str = "",
) -> tables.Table:
    """The list. `caption`: its name on a page with several. `sort`: its headings sort; `owners`: with whose each is;
    `picks`: with boxes to choose some."""
    by = {name: name if sort is not None else "" for name in ("name", "amount", "close_on")}
    stages = {one.key: f"{one.number} {one.name}" for one in policy(StagesPolicy).stages}
    columns = [
        tables.link(_("Opportunity"), "name", to=address, under="number", sort=by["name"]),
        tables.text(_("Customer"), "account.name", under="account.town"),
        tables.text(_("Stage"), lambda row: stages.get(row.stage, row.stage)),
        tables.badge(_("Status"), "state", states()),
        tables.money(_("Amount"), "amount", currency="currency", sort=by["amount"]),
        tables.date(_("Expected"), "close_on", sort=by["close_on"]),
        tables.date(_("Protected until"), "protected_until"),
    ]
    if picks:
        columns.insert(0, tables.pick("opportunity", value="number", label="name", form=PICKS))
    if owners:
        columns.append(tables.text(_("Owner"), "owner"))
    return tables.Table(
        caption=caption or _("Opportunities"),
        columns=columns,
        rows=rows,
        empty=_("No opportunity fits what you are looking for."),
        sort=sort or "",
    )


def desk_table(rows: Iterable[Opportunity]) -> tables.Table:
    """For staff: whose each is."""
    stages = {one.key: f"{one.number} {one.name}" for one in policy(StagesPolicy).stages}
    return tables.Table(
        caption=_("Opportunities"),
        columns=[
            tables.link(_("Opportunity"), "name", to=desk_address, under="number"),
            tables.text(_("Partner"), "partner.name", under="owner"),
            tables.text(_("Customer"), "account.name", under="account.town"),
            tables.text(_("Stage"), lambda row: stages.get(row.stage, row.stage)),
            tables.badge(_("Status"), "state", states()),
            tables.money(_("Amount"), "amount", currency="currency"),
            tables.date(_("Expected"), "close_on"),
        ],
        rows=rows,
        empty=_("No opportunity fits what you are looking for."),
    )


def desk_address(opportunity: Opportunity) -> str:
    return reverse("desk-opportunity", args=[opportunity.number])


def orders_table(rows: Iterable[tuple[SalesOrder, list[Opportunity]]]) -> tables.Table:
    """Order numbers with their kinds, and where else they stand."""
    kinds = policy(OrderKindsPolicy)

    def kind(row: tuple[SalesOrder, list[Opportunity]]) -> object:
        found = kinds.get(row[0].kind)
        return found.name if found else row[0].kind

    def others(row: tuple[SalesOrder, list[Opportunity]]) -> SafeString:
        links = ((desk_address(one), one.number, one.partner.name) for one in row[1])
        return format_html_join(", ", '<a class="link" href="{}">{}</a> ({})', links)

    return tables.Table(
        caption=_("Order numbers"),
        columns=[
            tables.text(_("Order number"), lambda row: row[0].number, strong=True),
            tables.text(_("Kind"), kind),
            tables.part(_("Stands on these, too"), others),
        ],
        rows=rows,
        empty=_("No order numbers."),
    )


def stages_table(shown: Forecast) -> tables.Table:
    """What is open in each stage, what chance it has, and what may come of it."""
    currency = shown.currency
    return tables.Table(
        caption=_("Chances and amounts"),
        columns=[
            tables.text(_("Stage"), "label", strong=True),
            tables.number(_("Opportunities"), "count"),
            tables.money(_("Amount"), "amount", currency=currency),
            tables.text(_("Chance"), lambda row: _("%(chance)s%%") % {"chance": row.chance}),
            tables.money(_("To be expected"), "weighted", currency=currency),
        ],
        rows=shown.stages,
        foot=[
            _("Total"),
            formats.number(shown.open_count),
            formats.money(shown.open_amount, currency),
            "",
            formats.money(shown.weighted, currency),
        ],
    )
