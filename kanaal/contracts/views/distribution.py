"""The distributor's side: orders that it placed, one more of them, and a contract that its first order opens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kanaal.contracts import permissions
from kanaal.contracts.actions.opening import open_contract
from kanaal.contracts.actions.orders import enter_contract_order
from kanaal.contracts.doors import distributor_of, distributors_page
from kanaal.contracts.finding import sound_account, sound_contract, sound_partner
from kanaal.contracts.forms import ROWS, OpenForm, OrderFilters, OrderForm
from kanaal.contracts.models import Contract, ContractOrder
from kanaal.contracts.queries import found_by_number, orders_seen_by
from kanaal.contracts.sound import Given
from kanaal.contracts.tables import orders_table
from kanaal.core.pages import page
from kanaal.core.paging import paged


@distributors_page
def listed(request: Any) -> HttpResponse:
    """What we placed, the latest first; found by any of its numbers."""
    filters = OrderFilters(request.GET)
    asked = orders_seen_by(request.actor)
    if words := str(filters.chosen.get("q") or ""):
        asked = found_by_number(asked, words)
    found = paged(asked, request.GET, by=("-pk",))
    shown: dict[str, Any] = {"filters": filters, "rows": found, "table": orders_table(found.rows), "desk": False}
    return page(request, "contracts/orders.html", **shown)


@distributors_page
def enter(request: Any) -> HttpResponse:
    mine = distributor_of(request)
    permissions.enter_contract_order.check(request.actor, mine)
    form = OrderForm(request.POST or None, rows=_rows(request), initial={"contract": request.GET.get("contract", "")})
    made: list[ContractOrder] = []
    if form.is_valid() and form.done(lambda: made.append(_enter(request, form))):
        messages.success(request, _("Entered as %(number)s.") % {"number": made[0].number})
        return redirect("contract-order", made[0].number)
    return page(request, "contracts/enter.html", form=form, more=_rows(request) + ROWS)


def _enter(request: Any, form: OrderForm) -> ContractOrder:
    said = form.cleaned_data
    contract = sound_contract(said["contract"]) if said["contract"].strip() else None
    given = Given(
        partner=_partner(said["partner"], contract),
        account=_account(said["account"], contract),
        lines=form.lines,
        **{key: said[key] for key in ("ordered_by", "ordered_on", "distributor_number", "po_number")},
    )
    return enter_contract_order(distributor_of(request), given=given, contract=contract, by=request.actor)


@distributors_page
def open_new(request: Any) -> HttpResponse:
    permissions.open_contract.check(request.actor, distributor_of(request))
    form = OpenForm(request.POST or None, rows=_rows(request))
    made: list[Contract] = []
    if form.is_valid() and form.done(lambda: made.append(_open(request, form))):
        messages.success(request, _("Opened: %(number)s.") % {"number": made[0].number})
        return redirect("contract", made[0].number)
    return page(request, "contracts/open.html", form=form, more=_rows(request) + ROWS)


def _open(request: Any, form: OpenForm) -> Contract:
    said = form.cleaned_data
    given = Given(
        partner=sound_partner(said["partner"]),
        account=sound_account(said["account"]),
        ordered_by=said["ordered_by"] or said["admin_email"],
        ordered_on=said["ordered_on"],
        distributor_number=said["distributor_number"],
        po_number=said["po_number"],
        lines=form.lines,
    )
    more = {key: said[key] for key in ("segment", "payment", "admin_email", "admin_name")}
    return open_contract(distributor_of(request), given=given, by=request.actor, **more)


def _account(number: str, contract: Contract | None) -> Any:
    return contract.account if contract and not number.strip() else sound_account(number)


def _partner(number: str, contract: Contract | None) -> Any:
    return contract.partner if contract and not number.strip() else sound_partner(number)


def _rows(request: Any) -> int:
    """How many rows the form has: more of them on demand."""
    asked = request.GET.get("rows", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else ROWS
