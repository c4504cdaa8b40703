"""Tables of the licensing website."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kanaal.catalogue.books import called
from kanaal.contracts.models import ContractOrder
from kanaal.core.tables import Table, address, badge, date, link, number, text
from kanaal.core.texts import Text
from kanaal.licensingwebsite.models import SerialLoad, SerialNeed
from kanaal.licensingwebsite.queries import Pool
from kanaal.licensingwebsite.shown import Product

SHOWN_LINES = 3


def _order_states() -> dict[str, tuple[str, str]]:
    labels = {key: str(Text(label)) for key, label in ContractOrder.lifecycle.choices()}
    return {"ordered": ("ok", labels["ordered"]), "cancelled": ("neutral", labels["cancelled"])} | {
        "waiting": ("warn", _("waits for serial numbers"))
    }


def standing(order: Any) -> str:
    """Its state, as the list says it: one that waits for serial numbers says so (`missing` comes with the query)."""
    return "waiting" if order.state == "ordered" and getattr(order, "missing", 0) else str(order.state)


def standing_of(order: ContractOrder, products: Sequence[Product]) -> str:
    """The same for an order whose products are in hand."""
    waits = order.state == "ordered" and any(one.missing for one in products)
    return "waiting" if waits else str(order.state)


def products_in(order: ContractOrder) -> str:
    lines = list(order.lines.all())
    names = [f"{line.quantity} × {called(line.sku)}" for line in lines[:SHOWN_LINES]]
    return ", ".join(names) + (" …" if lines[SHOWN_LINES:] else "")


def orders(rows: Sequence[ContractOrder], empty: Any) -> Table:
    return Table(
        caption=_("Orders"),
        columns=[
            link(_("Order"), "number", to=address("licences-order"), id="number", under="po_number"),
            text(_("Account"), "account.name", under="account.town"),
            text(_("Products"), products_in),
            text(_("Contract"), lambda one: one.contract.number if one.contract else _("without contract")),
            date(_("Ordered"), "ordered_on"),
            badge(_("State"), standing, _order_states()),
        ],
        rows=rows,
        empty=empty,
    )


def accounts(rows: Sequence[Any]) -> Table:
    return Table(
        caption=_("Accounts"),
        columns=[
            link(_("Account"), "name", to=_orders_of, under="town"),
            text(_("Number"), "number"),
            number(_("Orders"), "orders"),
        ],
        rows=rows,
        empty=_("Nothing was ordered with your ID, so there is no account either."),
    )


def _orders_of(account: Any) -> str:
    return f"{reverse('licences-home')}?account={account.number}"


# --- the desk


def pools(rows: Sequence[Pool]) -> Table:
    tones = {
        "short": ("bad", _("orders wait")),
        "low": ("warn", _("running out")),
        "enough": ("ok", _("enough")),
    }
    return Table(
        caption=_("Serial numbers by product"),
        columns=[
            text(_("Product"), lambda pool: str(called(pool.sku)), under="sku"),
            number(_("Left"), "free"),
            number(_("Given"), "given"),
            number(_("Awaited"), "missing"),
            number(_("Orders that wait"), "orders"),
            badge(_("Standing"), "standing", tones),
        ],
        rows=rows,
        empty=_("The programme has no product that comes with serial numbers."),
    )


def loads(rows: Sequence[SerialLoad]) -> Table:
    return Table(
        caption=_("What was loaded"),
        columns=[
            text(_("Product"), lambda one: str(called(one.sku))),
            number(_("Serial numbers"), "count"),
            date(_("Loaded"), "at"),
            text(_("By"), lambda one: str(one.by) if one.by else "–", under="distributor.name"),
        ],
        rows=rows,
        empty=_("Nothing was loaded yet."),
    )


def needs(rows: Sequence[SerialNeed]) -> Table:
    return Table(
        caption=_("Orders that wait for serial numbers"),
        columns=[
            link(_("Order"), "order.number", to=address("desk-licences-order"), id="order.number"),
            text(_("Account"), "order.account.name"),
            text(_("Product"), lambda one: str(called(one.sku)), under="sku"),
            number(_("Awaited"), "missing"),
            number(_("Of"), "wanted"),
            date(_("Since"), "since"),
            text(_("Distributor"), "order.distributor.name"),
        ],
        rows=rows,
        empty=_("No order waits for serial numbers."),
    )


def found_orders(rows: Sequence[ContractOrder]) -> Table:
    return Table(
        caption=_("Orders"),
        columns=[
            link(_("Order"), "number", to=address("desk-licences-order"), id="number", under="po_number"),
            text(_("Account"), "account.name", under="account.town"),
            text(_("Products"), products_in),
            text(_("Ordered with"), "ordered_by"),
            text(_("Distributor"), "distributor.name", under="distributor_number"),
            date(_("Ordered"), "ordered_on"),
            badge(_("State"), standing, _order_states()),
        ],
        rows=rows,
        empty=_("No order has this number. Try another of its numbers, or the address with which it was ordered."),
    )
