"""The lists of distribution as tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kanaal.core import formats, tables
from kanaal.core.texts import Text
from kanaal.distribution.models import Discrepancy
from kanaal.distribution.policy import DistributionPolicy
from kanaal.licensing.models import Order, Return
from kanaal.licensing.rules.reconciling import Line
from kanaal.licensing.shown_orders import kind_label, order_states, return_states
from kanaal.licensing.sound import called
from kanaal.programme.policies import policy


def orders_table(rows: Iterable[Order]) -> tables.Table:
    """The work list: what was asked first stands first, and says how long it has waited."""
    return tables.Table(
        caption=_("Orders"),
        columns=[
            tables.link(_("Order"), "number", to=tables.address("distribution-order"), id="number", under="reference"),
            tables.text(_("Reseller"), "partner.name"),
            tables.text(_("Customer"), "agreement.name", under="agreement.number"),
            tables.text(_("What"), _what, under=kind_label),
            tables.text(_("Licences"), _how_many),
            tables.badge(_("State"), "state", order_states()),
            tables.waiting(_("Waiting"), _waits_since, promise=policy(DistributionPolicy).answer_within),
            tables.date(_("Asked"), "asked_at"),
        ],
        rows=rows,
        empty=_("No order fits what you are looking for. What resellers ask of you appears here at once."),
    )


def _what(order: Order) -> str:
    lines = list(order.lines.all())
    first = str(called(lines[0].sku)) if lines else ""
    return _("%(first)s and %(more)s more") % {"first": first, "more": len(lines) - 1} if len(lines) > 1 else first


def _how_many(order: Order) -> str:
    """All of them; of an order that was answered in part, how many wait."""
    lines = list(order.lines.all())
    asked, waits = sum(line.quantity for line in lines), sum(line.open for line in lines)
    if order.state != "asked" or waits == asked:
        return formats.number(asked)
    return _("%(waits)s of %(asked)s wait") % {"waits": waits, "asked": asked}


def _waits_since(order: Order) -> dt.datetime | None:
    return order.asked_at if order.state == "asked" else None


def returns_table(rows: Iterable[Return], *, desk: bool = False) -> tables.Table:
    url_name = "desk-return" if desk else "distribution-return"

    def since(one: Return) -> dt.datetime | None:
        """Since when it waits for whoever looks: the vendor from the request on, the distributor from the asking."""
        mine = {"requested": one.requested_at} if desk else {"asked": one.asked_at, "credited": one.credited_at}
        return mine.get(one.state)

    columns: list[Any] = [
        tables.link(_("Return"), "number", to=lambda one: reverse(url_name, args=[one.number]), under="rma_number"),
        tables.text(_("Order"), "order.number", under=lambda one: one.order.partner.name),
        tables.text(_("Customer"), "order.agreement.name", under="order.agreement.number"),
        tables.number(_("Licences"), "quantity"),
        tables.money(_("Comes back"), "credit", currency="order.currency"),
        tables.badge(_("State"), "state", return_states()),
        tables.waiting(_("Waiting"), since, promise=policy(DistributionPolicy).answer_within),
    ]
    if desk:
        columns.insert(2, tables.text(_("Distributor"), "order.distributor.name"))
    return tables.Table(
        caption=_("Returns"), columns=columns, rows=rows, empty=_("No return fits what you are looking for.")
    )


def differences_table(rows: Iterable[Discrepancy]) -> tables.Table:
    return tables.Table(
        caption=_("Differences"),
        columns=[
            tables.link(
                _("Customer"), "agreement.name", to=lambda row: reverse("desk-difference", args=[row.pk]),
                under="agreement.number",
            ),
            tables.text(_("Reseller"), "agreement.partner.name"),
            tables.text(_("Product"), lambda row: called(row.sku)),
            tables.number(_("Ordered"), "ordered"),
            tables.number(_("Distributors say"), "reported"),
            tables.date(_("As of"), "reported_on"),
            tables.text(_("Why it is here"), lambda row: Text(dict(Discrepancy.WHY)[row.why]), under=_seen_to),
            tables.waiting(
                _("Waiting"), lambda row: None if row.asked_at else row.found_at,
                promise=policy(DistributionPolicy).answer_within,
            ),
        ],
        rows=rows,
        empty=_("All that distributors report agrees with what was ordered, or is explained."),
    )  # fmt: skip


def _seen_to(row: Discrepancy) -> str:
    """Who was asked, and when."""
    if row.asked_at is None:
        return ""
    values = {"whom": str(Text(dict(Discrepancy.ASKED)[row.asked])), "day": formats.date(row.asked_at.date(), "medium")}
    return _("Asked on %(day)s: %(whom)s") % values


def reports_table(line: Line) -> tables.Table:
    """What each distributor said last of a product."""
    return tables.Table(
        caption=_("Reports"),
        columns=[
            tables.text(_("Distributor"), "distributor"),
            tables.number(_("Licences"), "quantity"),
            tables.date(_("As of"), "on"),
        ],
        rows=line.reports,
        empty=_("No distributor has this product on its books for the customer any more."),
    )
