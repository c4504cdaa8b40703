"""Licence orders as a file: a row for each line, the order's own values on all of them (K4).

An order is entered whole or not at all: where one of its rows is faulty, none of it is carried out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from kanaal.contracts.actions.orders import enter_contract_order
from kanaal.contracts.finding import sound_account, sound_contract, sound_partner
from kanaal.contracts.models import ContractOrder
from kanaal.contracts.policy import ContractProductsPolicy
from kanaal.contracts.queries import has_contracts
from kanaal.contracts.sound import EnteredBefore, Given, Line
from kanaal.core.actors import Actor
from kanaal.core.addresses import sound_address
from kanaal.core.importing.values import Unreadable, date, decimal
from kanaal.core.numbers import order_key
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.distribution.filing.reading import Raw
from kanaal.distribution.models import DistributorFile, FileRow
from kanaal.distributors.models import Distributor
from kanaal.programme.policies import policy

Faults = list[tuple[str, Text]]
KIND = "orders"
SHARED = ("contract", "customer", "reseller", "ordered_by", "ordered_on", "po_number")
"""What all rows of an order say alike."""
NAMED = {"contract": sound_contract, "customer": sound_account, "reseller": sound_partner}


class RowsDiffer(Refusal):
    """Two rows of one order say different things of it."""

    def __init__(self, column: str) -> None:
        super().__init__(
            say(_("The rows of this order differ in %(column)s."), column=name(column)),
            remedy=say(_("Give them the same values, or another order number.")),
        )


class OtherLineFaulty(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("Another line of this order can't be entered, so none of it is.")),
            remedy=say(_("Correct that line, and send all lines of the order again.")),
        )


def judge(
    rows: Sequence[Raw], distributor: Distributor, seen: dict[tuple[str, str], Text | None]
) -> Iterator[tuple[Raw, str, Faults]]:
    """Each row with its state and faults. `seen` remembers what was looked up for earlier rows of the file."""
    keys = {order_key(row.values["order"]) for row in rows}
    entered = ContractOrder.objects.filter(distributor=distributor, distributor_key__in=keys)
    known = set(entered.values_list("distributor_key", flat=True))
    points = policy(ContractProductsPolicy).points if has_contracts() else {}
    for row in rows:
        key = order_key(row.values["order"])
        row.values["order"] = " ".join(row.values["order"].split())
        if key in known:
            yield row, "already", []
            continue
        faults = [*_said(row, key), *_found(row, seen), *_line(row, points)]
        yield row, "sound", faults


def _said(row: Raw, key: str) -> Iterator[tuple[str, Text]]:
    values = row.values
    if not key:
        yield "order", say(_("Your own number is missing. It stands on the invoice or credit."))
    try:
        values["ordered_by"] = sound_address(values.get("ordered_by", ""))
    except Refusal as no:
        yield "ordered_by", no.says
    try:
        values["ordered_on"] = date(values["ordered_on"]).isoformat()
    except Unreadable:
        yield (
            "ordered_on",
            say(_("This is no day. Write year-month-day, for instance %(day)s."), day=name("2026-11-24")),
        )
    if not values.get("contract") and not (values.get("customer") and values.get("reseller")):
        yield "customer", say(_("Without a contract the order needs the customer's number and the reseller's."))


def _found(row: Raw, seen: dict[tuple[str, str], Text | None]) -> Iterator[tuple[str, Text]]:
    for column, find in NAMED.items():
        said = row.values.get(column, "").strip().upper()
        row.values[column] = said
        if not said:
            continue
        if (column, said) not in seen:
            try:
                find(said)
                seen[column, said] = None
            except Refusal as no:
                seen[column, said] = no.says
        if (fault := seen[column, said]) is not None:
            yield column, fault


def _line(row: Raw, points: dict[str, int]) -> Iterator[tuple[str, Text]]:
    values = row.values
    values["sku"] = values["sku"].strip().upper()
    if values["sku"] not in points:
        yield "sku", say(_("This is no product that is sold by contract. Write it as the price list does."))
    said = values["quantity"]
    if not (said.isascii() and said.isdigit() and 0 < int(said[:9]) <= 1_000_000):
        yield "quantity", say(_("This is no number of licences. Write a whole number from %(least)s on."), least=1)
    try:
        amount = decimal(values["amount"])
    except Unreadable:
        yield "amount", say(_("This is no amount, or could be two. Write it like 1412.60."))
        return
    if amount < 0:
        yield "amount", say(_("An order costs nothing or something. What goes back is cancelled instead."))
    values["amount"] = str(amount)


def leave_incomplete(file: DistributorFile) -> None:
    """After reading: of an order with a faulty row nothing is carried out, and its other rows say so."""
    faulty = file.all_rows.filter(state="faulty").exclude(unit="").values("unit")
    told = [["", text.to_data()] for text in (OtherLineFaulty().says, OtherLineFaulty().remedy) if text]
    FileRow.objects.filter(file=file, state="sound", unit__in=list(faulty.values_list("unit", flat=True))).update(
        state="faulty", faults=told
    )


def unit_of(values: dict[str, str]) -> str:
    """By what rows belong together: the order's number, however it is written."""
    return order_key(values.get("order", ""))[:40]


def carry_out(file: DistributorFile, rows: Sequence[FileRow], by: Actor) -> str:
    """Enter one order with all its rows."""
    first = rows[0].values
    for column in SHARED:
        if any(row.values.get(column, "") != first.get(column, "") for row in rows):
            raise RowsDiffer(column)
    contract = sound_contract(first["contract"]) if first.get("contract") else None
    account = sound_account(first["customer"]) if first.get("customer") else contract.account if contract else None
    partner = sound_partner(first["reseller"]) if first.get("reseller") else contract.partner if contract else None
    if account is None or partner is None:
        raise OtherLineFaulty
    given = Given(
        partner=partner,
        account=account,
        ordered_by=first["ordered_by"],
        ordered_on=dt.date.fromisoformat(first["ordered_on"]),
        distributor_number=first["order"],
        po_number=first.get("po_number", ""),
        lines=[Line(row.values["sku"], int(row.values["quantity"]), Decimal(row.values["amount"])) for row in rows],
        source="file",
    )
    try:
        enter_contract_order(file.distributor, given=given, contract=contract, by=by)
    except EnteredBefore:
        return "already"
    return "done"
