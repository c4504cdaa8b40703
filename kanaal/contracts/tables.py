"""The lists of contracts and orders as tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kanaal.contracts.knowing import Known, payment_name, product_name, segment_name
from kanaal.contracts.models import Contract, ContractOrder, ContractOrderLine, Instalment, Member
from kanaal.core import formats, tables
from kanaal.core.tables import Table


def contracts_table(rows: Sequence[Contract], known: Mapping[int, Known], *, desk: bool = False) -> Table:
    """With what each has and what is missing to its next level, so that one sees whom a call is worth."""

    def level(one: Contract) -> str:
        return str(known[one.pk].level(one.level)) if one.level else _("none yet")

    def missing(one: Contract) -> str:
        if phase_of(known[one.pk]) in ("ended", "closed"):
            return "–"
        stands = known[one.pk].standing
        if not stands.next_level:
            return _("the highest level")
        words = _("%(missing)s to %(level)s")
        return words % {"missing": formats.number(stands.missing), "level": known[one.pk].level(stands.next_level)}

    columns: list[Any] = [
        tables.link(_("Contract"), "number", to=tables.address("contract"), id="number", under="name"),
        tables.text(_("Market"), lambda one: segment_name(one.segment)),
        tables.number(_("Points"), lambda one: known[one.pk].standing.points),
        tables.text(_("Level"), level),
        tables.text(_("Missing"), missing),
        tables.date(_("Ends"), "ends"),
        tables.badge(_("State"), "phase", phase_tones()),
    ]
    if desk:
        columns.insert(1, tables.text(_("Reseller"), "partner.name", under="partner.number"))
    for one in rows:
        one.phase = phase_of(known[one.pk])  # type: ignore[attr-defined]
    return Table(
        caption=_("Contracts"), columns=columns, rows=rows,
        empty=_("No contract fits. A distributor opens one with a customer's first order."),
    )  # fmt: skip


def phase_tones() -> dict[str, tuple[str, str]]:
    return {
        "live": ("ok", _("in force")),
        "coming": ("info", _("begins soon")),
        "renewable": ("warn", _("can be renewed")),
        "asked": ("warn", _("renewal asked")),
        "ended": ("bad", _("ended; can still be renewed")),
        "closed": ("neutral", _("closed")),
    }


def phase_of(known: Known) -> str:
    """In one word how far its term is."""
    contract, found = known.contract, known.renewal
    if not contract.is_live or (found.phase == "over" and not known.renewed):
        return "closed"
    if known.renewed or found.phase == "early":
        return "live" if known.term.starts <= known.today else "coming"
    if contract.renewal_asked_at:
        return "asked"
    return "renewable" if found.phase == "before" else "ended"


def orders_table(rows: Iterable[ContractOrder], *, contract: bool = True) -> Table:
    columns: list[Any] = [
        tables.link(_("Order"), "number", to=tables.address("contract-order"), id="number", under="distributor_number"),
        tables.text(_("Customer"), "account.name", under="po_number"),
        tables.date(_("Ordered on"), "ordered_on"),
        tables.number(_("Points"), "points"),
        tables.money(_("Amount"), "amount", currency="currency"),
        tables.badge(_("State"), "standing", order_tones()),
    ]
    if contract:
        columns.insert(2, tables.text(_("Contract"), lambda one: one.contract.number if one.contract else _("none")))
    found = list(rows)
    for one in found:
        one.standing = standing_of(one)  # type: ignore[attr-defined]
    return Table(caption=_("Orders"), columns=columns, rows=found, empty=_("No order fits what you are looking for."))


def standing_of(order: ContractOrder) -> str:
    if order.state == "cancelled":
        return "cancelled"
    return "waits" if order.contract_id and order.term_id is None else "ordered"


def order_tones() -> dict[str, tuple[str, str]]:
    return {
        "ordered": ("ok", _("ordered")),
        "waits": ("warn", _("counts once the contract is renewed")),
        "cancelled": ("neutral", _("cancelled")),
    }


def lines_table(order: ContractOrder, lines: Sequence[ContractOrderLine]) -> Table:
    return Table(
        caption=_("Lines"),
        columns=[
            tables.text(_("Product"), lambda one: product_name(one.sku), under="sku"),
            tables.number(_("Quantity"), "quantity"),
            tables.number(_("Points"), "points"),
            tables.money(_("Amount"), "amount", currency=lambda one: order.currency),
        ],
        rows=lines,
        foot=["", "", formats.number(order.points), formats.money(order.amount, order.currency)],
    )


def members_table(rows: Iterable[Member], end: Mapping[int, str]) -> Table:
    """`end`: member → where its ordering is ended, for whoever may."""

    def act(one: Member) -> SafeString:
        if one.pk not in end:
            return SafeString("")
        return format_html('<a class="btn small" href="{}">{}</a>', end[one.pk], _("End its ordering"))

    columns: list[Any] = [
        tables.text(_("Company"), "account.name", under="account.number"),
        tables.text(_("Town"), "account.town"),
        tables.text(_("Part"), lambda one: _("affiliate") if one.affiliate else _("signed the contract")),
        tables.date(_("Since"), "since"),
        tables.date(_("Until"), "until"),
    ]
    if end:
        columns.append(tables.part(_("Act"), act))
    return Table(caption=_("Who orders with it"), columns=columns, rows=rows)


def instalments_table(rows: Iterable[Instalment], currency: str, today: dt.date) -> Table:
    found = list(rows)
    for one in found:
        one.standing = "due" if one.due_on <= today else "coming"  # type: ignore[attr-defined]
    return Table(
        caption=_("Instalments"),
        columns=[
            tables.date(_("Due on"), "due_on"),
            tables.text(_("Order"), "order.number", under="order.distributor_number"),
            tables.money(_("Amount"), "amount", currency=lambda one: currency),
            tables.text(_("Paid"), lambda one: payment_name(one.option)),
            tables.badge(
                _("State"), "standing", {"due": ("neutral", _("due")), "coming": ("info", _("still to come"))}
            ),
        ],
        rows=found,
        empty=_("Nothing falls due any more."),
    )
