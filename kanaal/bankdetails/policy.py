"""What the programme says of bank details: how long a change waits, and how rebates are treated for VAT (R4)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from kanaal.bankdetails.rules import Account, account_of
from kanaal.programme.fields import Count, Country, Currency, Key, Line, Positive, Words, once
from kanaal.programme.sections import section


@section("bank_details", optional=True)
@dataclass(frozen=True)
class BankDetailsPolicy:
    """A change of bank details counts `wait_days` after a second person has confirmed it, the first ones of a company
    `first_wait_days`. Not confirmed within `confirm_days`, it lapses.
    """

    wait_days: Positive
    first_wait_days: Count
    confirm_days: Positive


@dataclass(frozen=True)
class VatTreatment:
    """How a rebate is treated for VAT. `rate`: per cent that is paid on top. Offered to partners of `countries`, or to
    those of all countries but `except_countries`; `needs_vat_number`: only to a company with one on record.
    """

    key: Annotated[Key, once("VAT treatment")]
    name: Words
    text: Words
    rate: Annotated[Decimal, Field(ge=0, le=100)] = Decimal(0)
    countries: tuple[Country, ...] = ()
    except_countries: tuple[Country, ...] = ()
    needs_vat_number: bool = False

    def is_for(self, country: str) -> bool:
        return country not in self.except_countries and (not self.countries or country in self.countries)


@section("vat_treatments", optional=True)
@dataclass(frozen=True)
class VatTreatmentsPolicy:
    vat_treatments: Annotated[tuple[VatTreatment, ...], Field(min_length=1)]

    def get(self, key: str) -> VatTreatment | None:
        return next((one for one in self.vat_treatments if one.key == key), None)

    def offered(self, country: str) -> tuple[VatTreatment, ...]:
        return tuple(one for one in self.vat_treatments if one.is_for(country))


@dataclass(frozen=True)
class PayerAccount:
    """From which account partners are paid in a currency. `routing` and `bic` where it has no IBAN."""

    currency: Annotated[Currency, once("currency that is paid")]
    holder: Line
    country: Country
    number: Line
    bic: str = ""
    routing: str = ""

    def __post_init__(self) -> None:
        if not isinstance(account_of(self.holder, self.country, self.number, self.routing, self.bic), Account):
            raise ValueError("is no bank account | Write its IBAN; elsewhere its number, its bank's code and BIC.")

    @property
    def account(self) -> Account:
        found = account_of(self.holder, self.country, self.number, self.routing, self.bic)
        if not isinstance(found, Account):
            raise TypeError("It was an account when the programme was read.")
        return found


@section("payer_accounts", optional=True)
@dataclass(frozen=True)
class PayerAccountsPolicy:
    payer_accounts: Annotated[tuple[PayerAccount, ...], Field(min_length=1)]
