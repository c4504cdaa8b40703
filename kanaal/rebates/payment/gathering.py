"""What of a cycle can be paid now, and what is left out, and why (R3, R4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from babel.numbers import get_currency_precision
from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from kanaal.bankdetails.models import BankDetails
from kanaal.bankdetails.policy import PayerAccountsPolicy, VatTreatmentsPolicy
from kanaal.bankdetails.queries import details_of_many, has_bank_details
from kanaal.core.texts import Text, say
from kanaal.programme.policies import policy
from kanaal.programme.releases import current
from kanaal.rebates.models import Cycle, Payment, Statement
from kanaal.rebates.payment.pain import ID, Payer
from kanaal.rebates.rules.rates import part

NO_DETAILS = _("The company has no bank details in force.")
NO_TREATMENT = _("The programme has its VAT treatment no longer: the company chooses another.")
NO_PAYER = _("The programme names no account from which this currency is paid.")


@dataclass(frozen=True)
class Due:
    """A statement that can be paid, with all that its payment needs."""

    statement: Statement
    details: BankDetails
    vat: Decimal
    end_to_end: str

    @property
    def amount(self) -> Decimal:
        return self.statement.payable + self.vat


@dataclass
class Gathered:
    due: list[Due] = field(default_factory=list)
    left_out: list[tuple[Statement, Text]] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        return sum((one.amount for one in self.due), Decimal(0))


def unpaid(cycle: Cycle) -> QuerySet[Statement]:
    """Approved statements with something to pay, for which no payment is ordered or paid."""
    rows = Statement.objects.filter(cycle=cycle, state="approved", payable__gt=0)
    rows = rows.exclude(payments__state__in=Payment.LIVE)
    return rows.select_related("partner", "cycle").order_by("number")


def gather(cycle: Cycle, on: dt.date) -> Gathered:
    """All unpaid statements: those that can be paid on a day, and those that can't with the reason."""
    found, statements = Gathered(), list(unpaid(cycle))
    details = details_of_many((one.partner_id for one in statements), on)
    treatments = policy(VatTreatmentsPolicy) if has_bank_details() else None
    known, tried = payers(), _tried(statements)
    for statement in statements:
        mine = details.get(statement.partner_id)
        treatment = treatments.get(mine.vat_treatment) if treatments and mine else None
        if mine is None:
            found.left_out.append((statement, say(NO_DETAILS)))
        elif treatment is None:
            found.left_out.append((statement, say(NO_TREATMENT)))
        elif statement.currency not in known:
            found.left_out.append((statement, say(NO_PAYER)))
        else:
            mine.partner = statement.partner
            vat = part(statement.payable, treatment.rate, unit_of(statement.currency))
            found.due.append(Due(statement, mine, vat, end_to_end(statement, tried.get(statement.pk, 0))))
    return found


def end_to_end(statement: Statement, tries: int) -> str:
    """The same for the same try: a bank that gets a file twice pays it once."""
    again = f"/{tries + 1}" if tries else ""
    return f"{statement.number}"[: ID - len(again)] + again


def unit_of(currency: str) -> Decimal:
    """The smallest amount of a currency: 0.01 euro, 1 yen."""
    return Decimal(1).scaleb(-get_currency_precision(currency))


def payers() -> dict[str, Payer]:
    if not current().pack.has(PayerAccountsPolicy):
        return {}
    return {one.currency: Payer(one.holder, one.account) for one in policy(PayerAccountsPolicy).payer_accounts}


def _tried(statements: list[Statement]) -> dict[int, int]:
    """How often a payment of a statement came back already."""
    counts: dict[int, int] = {}
    cycles = {one.cycle_id for one in statements}
    rows = Payment.objects.filter(statement__cycle__in=cycles, state="returned").values_list("statement_id", flat=True)
    for pk in rows:
        counts[pk] = counts.get(pk, 0) + 1
    return counts
