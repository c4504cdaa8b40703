"""Finance's tables of payments: accounts masked, here as everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kanaal.core.tables import Table, address, badge, date, link, money, text
from kanaal.core.texts import Text, say
from kanaal.rebates.models import Payment, PaymentFile, Statement

TONES = {"ordered": "info", "paid": "ok", "returned": "bad"}


def payments(rows: Sequence[Payment]) -> Table:
    standing = {state: (TONES[state], str(say(label))) for state, label in Payment.lifecycle.labels.items()}
    return Table(
        caption=_("Payments"),
        columns=[
            link(_("Payment"), "end_to_end", to=address("rebate-payment"), under="statement.partner.name"),
            text(_("Bank account"), "details.masked"),
            money(_("Rebates"), "net"),
            money(_("VAT"), "vat"),
            money(_("Paid"), "amount"),
            badge(_("Standing"), "state", standing),
        ],
        rows=rows,
        empty=_("There are no payments."),
    )


def left_out(rows: Sequence[tuple[Statement, Text]]) -> Table:
    return Table(
        caption=_("Left out"),
        columns=[
            text(_("Statement"), lambda row: row[0].number),
            link(_("Partner"), lambda row: row[0].partner.name, to=address("desk-partner"),
                 id=lambda row: row[0].partner_id),
            money(_("To pay"), lambda row: row[0].payable, currency=lambda row: row[0].currency),
            text(_("Why"), lambda row: row[1]),
        ],
        rows=rows,
        empty=_("No statement is left out."),
    )  # fmt: skip


def files(rows: Sequence[PaymentFile]) -> Table:
    """`payments_count`, `payments_sum` and `open_count` come with the rows."""
    return Table(
        caption=_("Payment files"),
        columns=[
            link(_("Number"), "number", to=address("rebate-payment-file"), id="number"),
            date(_("Made"), "made_at"),
            text(_("By"), lambda row: str(row.made_by)),
            text(_("Payments"), "payments_count"),
            money(_("Total"), "payments_sum", currency="cycle.currency"),
            badge(_("Standing"), lambda row: "open" if row.open_count else "done", {
                "open": ("info", _("at the bank")), "done": ("ok", _("executed")),
            }),
        ],
        rows=rows,
        empty=_("No payment file was made yet."),
    )  # fmt: skip
