"""What has happened with payments of rebates. No fact carries an account."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact


@dataclass(frozen=True)
class PaymentFileMade(Fact):
    """`left_out`: so many statements were not in it; `total` is what it pays, with VAT."""

    says = _("%(who)s made the payment file %(number)s: %(payments)s payments, %(total)s %(currency)s")
    icon = "file-text"
    number: str
    payments: int
    left_out: int
    total: str
    currency: str
    digest: str


@dataclass(frozen=True)
class PaymentFileDownloaded(Fact):
    says = _("%(who)s downloaded the payment file %(number)s")
    icon = "download"
    number: str


@dataclass(frozen=True)
class PaymentFileSettled(Fact):
    says = _("%(who)s noted that the bank executed the payment file %(number)s")
    icon = "check"
    number: str
    payments: int


@dataclass(frozen=True)
class RebatePaid(Fact):
    says = _("The rebates of %(cycle)s were paid: %(amount)s %(currency)s, statement %(statement)s")
    icon = "banknote"
    statement: str
    cycle: str
    amount: str
    currency: str


@dataclass(frozen=True)
class PaymentReturned(Fact):
    says = _("The bank sent the payment of statement %(statement)s back: %(why)s")
    icon = "circle-x"
    statement: str
    payment_id: int
    why: str
