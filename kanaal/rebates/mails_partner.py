"""Mails to partners about their rebates."""

from __future__ import annotations

from typing import Any

from kanaal.core import formats
from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.core.texts import Text, name
from kanaal.licensing.mails.addressing import to_contact
from kanaal.partners.models import Partner
from kanaal.partners.queries import primary_of
from kanaal.rebates.models import Payment, Statement


def rebate_paid(payment: Payment) -> Mail | None:
    """To the primary contact: how much was paid, where to (masked), and the statement behind it."""
    return _about(
        "rebate_paid", payment.statement, amount=_money(payment), masked=name(payment.details.masked),
        cycle=payment.statement.cycle.key,
    )  # fmt: skip


def payment_returned(payment: Payment) -> Mail | None:
    """To the primary contact: the bank sent it back; nothing is lost, and what to do."""
    return _about(
        "payment_returned", payment.statement, amount=_money(payment), masked=name(payment.details.masked),
        why=payment.returned_why, bank_url=absolute("bank-details"),
    )  # fmt: skip


def _money(payment: Payment) -> Text:
    return name(formats.money(payment.amount, payment.currency))


def _about(mail: str, statement: Statement, **context: Any) -> Mail | None:
    url = absolute("my-statement", statement.number)
    return to_primary(mail, statement.partner, number=statement.number, statement_url=url, **context)


def to_primary(mail: str, partner: Partner, **context: Any) -> Mail | None:
    return to_contact(mail, primary_of(partner), **context)
