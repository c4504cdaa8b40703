"""A statement as a PDF (R3): accessible by the standard, its fonts inside; the same one always makes the same file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kanaal.core import formats
from kanaal.partners.models import Partner
from kanaal.programme import releases
from kanaal.rebates import queries_partner as queries
from kanaal.rebates import shown_partner
from kanaal.rebates.models import Entry, Statement

MOST_LINES = 1500
"""So many lines are printed, the largest amounts first; the CSV has them all."""


def printed(statement: Statement, partner: Partner) -> bytes:
    """The PDF in the reader's language."""
    inputs = {"data": json.dumps(_content(statement, partner)), "hue": str(releases.current().pack.programme.hue)}
    approved = statement.approved_at or statement.made_at
    moment = int(approved.timestamp())
    try:
        return typst.compile(_look(), format="pdf", sys_inputs=inputs, pdf_standards="ua-1", timestamp=moment)
    except typst.TypstError:  # a name in a script that none of the fonts has: the page is right all the same
        return typst.compile(_look(), format="pdf", sys_inputs=inputs, timestamp=moment)


def _content(statement: Statement, partner: Partner) -> dict[str, Any]:
    programme = releases.current().pack.programme
    rows = list(queries.lines_of(statement).order_by("-amount", "pk")[: MOST_LINES + 1])
    more = _("The largest %(count)s lines are printed; the CSV file has them all.") % {"count": MOST_LINES}
    payment = queries.payment_of(statement)
    return {
        "lang": (get_language() or "en").partition("-")[0],
        "title": _("Rebate statement %(number)s") % {"number": statement.number},
        "cycle": f"{statement.cycle.key} · {_days(statement)}",
        "vendor": programme.vendor,
        "programme": str(programme.name),
        "partner": _address(partner),
        "state": str(statement.state_label),
        "sums": shown_partner.sums(statement),
        "carried": shown_partner.carried_over(statement),
        "payment": _texts(shown_partner.payment_facts(statement, payment, partner)),
        "payment_title": _("Payment"),
        "customers_title": _("Given by customer"),
        "customers": [[label, text] for label, _v, text in _customers(statement)],
        "lines_title": _("Lines"),
        "heads": [_("Sold"), _("Customer"), _("Order number"), _("Rule"), _("Sales"), _("Counts")],
        "lines": [_line(entry) for entry in rows[:MOST_LINES]],
        "more": more if rows[MOST_LINES:] else "",
        "page": _("Page"),
    }


def _customers(statement: Statement) -> list[tuple[str, Any, str]]:
    return shown_partner.points(queries.by_customer(statement), statement.currency)


def _texts(rows: list[tuple[str, Any]]) -> list[list[str]]:
    return [[label, str(value)] for label, value in rows]


def _days(statement: Statement) -> str:
    return f"{formats.date(statement.cycle.starts)} – {formats.date(statement.cycle.ends)}"


def _address(partner: Partner) -> list[str]:
    town = f"{partner.postal_code} {partner.city}".strip()
    vat = formats.labelled(_("VAT number"), partner.vat_number) if partner.vat_number else ""
    lines = [partner.name, partner.street, town, formats.country(partner.country), partner.number, vat]
    return [one for one in lines if one]


def _line(entry: Entry) -> list[str]:
    line = entry.line
    rule = f"{entry.rule} {formats.percent(entry.rate)}" if entry.kind == "earned" else entry.kind_label
    return [
        formats.date(line.sold_on, "medium"), entry.opportunity.account.name if entry.opportunity else line.customer,
        line.order_number or line.po_number, str(rule), formats.money(entry.base, entry.currency),
        formats.money(entry.amount, entry.currency),
    ]  # fmt: skip


@cache
def _look() -> bytes:
    return (Path(__file__).parent / "statement.typ").read_bytes()
