"""What the programme says of contracts: how long they last, what opens and renews one, points and levels (K1–K3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from kanaal.contracts.rules import instalments, terms
from kanaal.contracts.rules.levels import Ladder, Rung
from kanaal.programme.fields import Count, Key, Line, Positive, Words, key_of, once
from kanaal.programme.sections import section

MODULE = "contracts"
"""The module behind the programme's place for contracts."""


@section("contracts", optional=True)
@dataclass(frozen=True)
class ContractsPolicy:
    """`name` is what the programme calls a contract. A term has `term_months`. It can be renewed from so many days
    before its last day on, and so many after it (K3); `late_term` says when the term of one that is renewed too late
    begins: with the day after the last one, or with the day of renewal. `renewed_by`: who carries a renewal out.

    `first_at_own_level`: the order that opens a contract is priced at the level that it reaches itself. A distributor
    may correct what it entered for `correct_days`; afterwards the desk does. An order has at most `most_lines`.
    """

    name: Words
    number_prefix: Line
    order_prefix: Line
    term_months: Positive
    renew_before_days: Count
    renew_after_days: Count
    late_term: terms.LateTerm
    renewed_by: Literal["distributor", "desk"]
    first_at_own_level: bool
    correct_days: Count
    most_lines: Positive

    @property
    def renewing(self) -> terms.Renewing:
        """As the rules take it."""
        return terms.Renewing(self.term_months, self.renew_before_days, self.renew_after_days, self.late_term)


@dataclass(frozen=True)
class ContractLevel:
    """A level, and from how many points on a contract has it."""

    key: Key
    name: Words
    at_least: Positive


@dataclass(frozen=True)
class ContractSegment:
    """A market in which contracts are made. `first_points`: so many the order that opens one brings at least."""

    segment: Annotated[str, key_of("segments"), once("segment of contracts")]
    first_points: Count
    levels: Annotated[tuple[ContractLevel, ...], Field(min_length=1)]

    def __post_init__(self) -> None:
        if len({one.key for one in self.levels}) < len(self.levels):
            raise ValueError("has two levels with one key | Give each a key of its own.")
        _ = self.ladder  # what is wrong with the whole is said when the pack is read

    @cached_property
    def ladder(self) -> Ladder:
        return Ladder(tuple(Rung(one.key, one.at_least) for one in self.levels))

    def level(self, key: str) -> ContractLevel | None:
        return next((one for one in self.levels if one.key == key), None)


@section("contract_segments", optional=True)
@dataclass(frozen=True)
class ContractSegmentsPolicy:
    contract_segments: Annotated[tuple[ContractSegment, ...], Field(min_length=1)]

    def get(self, key: str) -> ContractSegment | None:
        return next((one for one in self.contract_segments if one.segment == key), None)


@dataclass(frozen=True)
class ContractProduct:
    """A product that is sold by contract, and how many points one of it brings."""

    sku: Annotated[Line, once("product of contracts")]
    points: Count


@section("contract_products", optional=True)
@dataclass(frozen=True)
class ContractProductsPolicy:
    contract_products: Annotated[tuple[ContractProduct, ...], Field(min_length=1)]

    @cached_property
    def points(self) -> dict[str, int]:
        """SKU → points of one."""
        return {one.sku: one.points for one in self.contract_products}


@dataclass(frozen=True)
class PaymentOption:
    """How orders of a contract are paid: at once, or `every_months` while the term lasts; `due_days` after each."""

    key: Annotated[Key, once("payment option")]
    name: Words
    text: Words
    every_months: Count
    due_days: Count

    @property
    def rule(self) -> instalments.Option:
        return instalments.Option(self.every_months, self.due_days)


@section("payment_options", optional=True)
@dataclass(frozen=True)
class PaymentOptionsPolicy:
    """The first one is that of a contract for which nobody chose another."""

    payment_options: Annotated[tuple[PaymentOption, ...], Field(min_length=1)]

    def get(self, key: str) -> PaymentOption | None:
        return next((one for one in self.payment_options if one.key == key), None)
