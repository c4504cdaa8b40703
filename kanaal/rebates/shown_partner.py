"""What a partner's pages of rebates say, part by part."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kanaal.bankdetails.models import BankDetails
from kanaal.bankdetails.queries import details_of, treatment_of
from kanaal.core import clock, formats
from kanaal.partners.models import Partner
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy
from kanaal.rebates.models import Entry, Payment, Statement
from kanaal.rebates.policy import RebateRegion, RebateRegionsPolicy
from kanaal.rebates.shown_why import explained
from kanaal.sellthrough.periods import MonthName

CHART = 8
Row = tuple[str, Any]


def bars_of(statements: Sequence[Statement]) -> list[tuple[str, Decimal, str]]:
    """To be paid, or paid, by cycle; the oldest first."""
    rows = list(statements)[:CHART][::-1]
    return [(one.cycle.key, one.payable, formats.money(one.payable, one.currency)) for one in rows]


def points(rows: Sequence[tuple[str, Decimal]], currency: str) -> list[tuple[str, Decimal, str]]:
    """For bars: below nothing there is no bar, and the number says it."""
    return [(label, max(value, Decimal(0)), formats.money(value, currency)) for label, value in rows]


def months_of(rows: Sequence[tuple[str, Decimal]], currency: str) -> list[tuple[str, Decimal, str]]:
    """The same for months of sale, named as the reader's language does."""
    return points([(str(MonthName(month)), value) for month, value in rows], currency)


def currency_of(partner: Partner) -> str:
    region = policy(RegionsPolicy).get(partner.region)
    return region.currency if region else ""


def bounds_of(partner: Partner) -> RebateRegion | None:
    return policy(RebateRegionsPolicy).get(partner.region)


def sums(statement: Statement) -> list[tuple[str, str]]:
    """How the statement adds up, line by line; what is nothing is left out."""
    signed = [
        (_("Carried in from the cycle before"), statement.carried_in),
        (_("Earned"), statement.earned),
        (_("Cut by caps"), -statement.capped),
        (_("Held back until returns have come"), -statement.held),
        (_("Released of what was held back"), statement.released),
        (_("Taken back for returns"), -statement.clawed),
    ]
    found = [(label, formats.money(value, statement.currency)) for label, value in signed if value]
    payable = _("Paid out") if statement.state == "paid" else _("To be paid")
    found.append((payable, formats.money(statement.payable, statement.currency)))
    if statement.carried_out:
        found.append((_("Carried over to the next cycle"), formats.money(statement.carried_out, statement.currency)))
    return found


def carried_over(statement: Statement) -> str:
    """Why something is carried over, in a sentence; empty where nothing is."""
    bounds = policy(RebateRegionsPolicy).get(statement.cycle.region)
    if not statement.carried_out:
        return ""
    amount = formats.money(statement.carried_out, statement.currency)
    if statement.carried_out < 0:
        return _("%(amount)s is less than nothing: it is set off against what comes next. You pay nothing back.") % {
            "amount": amount
        }
    least = formats.money(Decimal(bounds.minimum if bounds else 0), statement.currency)
    says = _("%(amount)s is below the minimum of %(least)s for a payment. It is not lost: it is added to the next one.")
    return says % {"amount": amount, "least": least}


def payment_facts(statement: Statement, payment: Payment | None, partner: Partner) -> list[Row]:
    """What was paid, where to and how it was taxed; or what it waits for."""
    if payment is not None and payment.state != "returned":
        found: list[Row] = [(_("Standing"), payment.state_label), (_("Bank account"), payment.details.masked)]
        found += _vat(payment.details, payment.net, payment.vat, payment.currency)
        if payment.settled_at:
            found.append((_("Paid on"), formats.date(clock.date_of(payment.settled_at))))
        return found
    if not statement.payable:
        return []
    if statement.state == "paid":
        paid_on = [(_("Paid on"), formats.date(clock.date_of(statement.paid_at)))] if statement.paid_at else []
        return [(_("Standing"), statement.state_label), *paid_on]
    details = details_of(partner, clock.today())
    if details is None:
        return [(_("Standing"), _("waits for bank details of your company"))]
    return [(_("Standing"), _("waits for payment")), (_("Bank account"), details.masked)]


def _vat(details: BankDetails, net: Decimal, vat: Decimal, currency: str) -> list[Row]:
    treatment = treatment_of(details)
    found: list[Row] = [(_("VAT treatment"), treatment.name if treatment else details.vat_treatment)]
    if vat:
        found += [(_("VAT"), formats.money(vat, currency)), (_("Paid"), formats.money(net + vat, currency))]
    return found


def steps_of(entry: Entry) -> list[Row]:
    """Line, rule and release behind an amount as plain pairs, for whoever decides about a dispute (R3)."""
    return [(step.title, f"{step.text} {step.result}".strip()) for step in explained(entry)["steps"]]


def line_facts(entry: Entry) -> list[Row]:
    """The sale as it was reported."""
    line = entry.line
    found: list[Row] = [
        (_("Sold on"), formats.date(line.sold_on)),
        (_("Customer"), line.customer or "–"),
        (_("Order number"), line.order_number or "–"),
        (_("Customer's order number"), line.po_number or "–"),
        (_("SKU"), line.sku),
        (_("Quantity"), formats.number(line.quantity)),
        (_("Amount"), formats.money(line.amount, line.currency)),
    ]
    if line.rate and line.currency != entry.currency and line.amount_base is not None:
        found.append((_("At the rate of the day"), formats.money(line.amount_base, entry.currency)))
    found.append((_("Found its deal"), entry.how_label))
    return found
