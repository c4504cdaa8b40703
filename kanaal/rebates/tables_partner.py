"""A partner's tables of its rebates."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from kanaal.core import formats
from kanaal.core.tables import Table, address, badge, date, link, money, text
from kanaal.core.texts import say
from kanaal.rebates.models import Entry, Statement
from kanaal.rebates.tables import kind_labels

TONES = {"made": "neutral", "approved": "info", "paid": "ok"}


def statements(rows: Sequence[Statement]) -> Table:
    standing = {state: (TONES[state], str(say(label))) for state, label in Statement.lifecycle.labels.items()}
    return Table(
        caption=_("Statements"),
        columns=[
            link(_("Statement"), "number", to=address("my-statement"), id="number", under="cycle.key"),
            money(_("Earned"), "earned"),
            money(_("Held back"), "held"),
            money(_("Taken back"), "clawed"),
            money(_("To be paid"), "payable"),
            money(_("Carried over"), "carried_out"),
            badge(_("Standing"), "state", standing),
        ],
        rows=rows,
        empty=_(
            "No statement yet. The first one comes once a cycle is approved in which your company earned something."
        ),
    )


def lines(rows: Sequence[Entry], called: Callable[[str], str]) -> Table:
    return Table(
        caption=_("Lines of the statement"),
        columns=[
            date(_("Sold"), "sold_on"),
            link(_("Customer"), _customer, to=address("my-rebate-line"), under=lambda e: called(e.line.sku)),
            text(_("Deal"), lambda e: e.opportunity.number if e.opportunity else "–",
                 under=lambda e: e.line.order_number or e.line.po_number),
            badge(_("Kind"), "kind", kind_labels()),
            money(_("Sales"), "base"),
            text(_("Rebate rate"), lambda e: formats.percent(e.tariff.rate) if e.kind == "earned" else "–"),
            money(_("Held back"), "held"),
            money(_("Counts"), "amount"),
        ],
        rows=rows,
        empty=_("This statement has no lines: it carries over what there was before."),
    )  # fmt: skip


def _customer(entry: Entry) -> str:
    return entry.opportunity.account.name if entry.opportunity else entry.line.customer or "–"
