"""What the programme says of sales reports: who owes one, when it is due, what a line must say (R1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from kanaal.partners.policy.contacts import ContactKind
from kanaal.programme.fields import Count, Key, Line, Positive, key_of
from kanaal.programme.sections import section

Extra = Literal["reseller", "customer", "country", "order", "reference"]


@section("sellthrough", optional=True)
@dataclass(frozen=True)
class SellthroughPolicy:
    """A month's report is due on day `due_day` of the next; who has sent none is reminded `remind_days` before that,
    and `late_days` after it.

    `distributors`: do all of them owe one; `levels`: partners of these do, by contacts of these `contacts` kinds.
    `order_kind` is meant by an order number of which nobody says whose it is, `po_kind` is the customer's own.
    `required`: what a line must say beyond day, product, quantity, amount and currency. A report has at most
    `most_lines`; up to `at_once_lines` it is read while one waits. A day without a rate takes the last one before it,
    within `rate_days_back`. A line older than `oldest_days` is refused. A program's key is good for `key_days`.
    """

    number_prefix: Line
    due_day: Annotated[int, Field(ge=1, le=28)]
    remind_days: tuple[Count, ...]
    late_days: tuple[Positive, ...]
    distributors: bool
    levels: tuple[Annotated[Key, key_of("levels")], ...]
    contacts: tuple[ContactKind, ...]
    order_kind: Annotated[Key, key_of("order_kinds")]
    po_kind: Annotated[Key, key_of("order_kinds")]
    required: tuple[Extra, ...]
    most_lines: Positive
    at_once_lines: Positive
    rate_days_back: Positive
    oldest_days: Positive
    key_days: Positive

    def __post_init__(self) -> None:
        if self.order_kind == self.po_kind:
            raise ValueError("takes every order number for the customer's | Give order_kind another kind than po_kind.")
