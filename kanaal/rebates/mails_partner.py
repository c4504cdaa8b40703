"""Mails to partners about their rebates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kanaal.core import formats
from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.core.texts import name
from kanaal.licensing.mails.addressing import to_contact
from kanaal.partners.models import Partner
from kanaal.partners.queries import primary_of
from kanaal.rebates.models import Correction, Payment, Statement
from kanaal.sales.models import Opportunity


def rebate_paid(payment: Payment) -> Mail | None:
    """To the primary contact: how much was paid, where to (masked), and the statement behind it."""
    return _about(
        "rebate_paid", payment.statement, amount=Money(payment.amount, payment.currency),
        masked=name(payment.details.masked), cycle=payment.statement.cycle.key,
    )  # fmt: skip


def payment_returned(payment: Payment) -> Mail | None:
    """To the primary contact: the bank sent it back; nothing is lost, and what to do."""
    return _about(
        "payment_returned", payment.statement, amount=Money(payment.amount, payment.currency),
        masked=name(payment.details.masked), why=payment.returned_why, bank_url=absolute("bank-details"),
    )  # fmt: skip


class Money:
    """An amount that is written when the mail is: in the language of whoever reads it."""

    def __init__(self, amount: Decimal, currency: str) -> None:
        self.amount, self.currency = amount, currency

    def __str__(self) -> str:
        return formats.money(self.amount, self.currency)


def _about(mail: str, statement: Statement, **context: Any) -> Mail | None:
    url = absolute("my-statement", statement.number)
    return to_primary(mail, statement.partner, number=statement.number, statement_url=url, **context)


def to_primary(mail: str, partner: Partner, **context: Any) -> Mail | None:
    return to_contact(mail, primary_of(partner), **context)


def entry_amended(correction: Correction, statement: Statement) -> Mail | None:
    """To the primary contact: what the next cycle gives after a dispute."""
    amount = Money(correction.amount, statement.currency)
    return _about("entry_amended", statement, amount=amount, cycle=statement.cycle.key)


def missing_line_settled(partner: Partner, deal: Opportunity, order: str) -> Mail | None:
    url = absolute("opportunity", deal.number)
    return to_primary("missing_line_settled", partner, deal=deal.name, order=order, deal_url=url)
