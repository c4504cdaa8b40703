"""What the programme says of sales: stages, kinds of deal, reasons, kinds of order number, when things expire."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from kanaal.programme.fields import Count, Key, Line, Positive, Words, once
from kanaal.programme.sections import section

ClosedState = Literal["booked", "lost", "cancelled"]
Percent = Annotated[int, Field(ge=0, le=100)]


@section("sales")
@dataclass(frozen=True)
class SalesPolicy:
    """`overdue_days` after its expected day an opportunity expires; `remind_days` before it does, its owner hears.

    `soon_days`: a protection that ends within them is shown as ending soon. `reopen_days`: so long the desk can open
    a closed one again. `primary_sees_all`: the primary contact sees all of the company's opportunities (D3).
    """

    number_prefix: Line
    overdue_days: Positive
    remind_days: Annotated[tuple[Count, ...], Field(min_length=1)]
    soon_days: Positive
    reopen_days: Positive
    primary_sees_all: bool


@dataclass(frozen=True)
class Stage:
    """A step of the pipeline, in the order of the pack. `number` is how the trade calls it (07).

    `chance` is how many of a hundred in this stage are won, for the forecast; `books`: it can be booked from here.
    """

    key: Annotated[Key, once("stage")]
    number: Annotated[Line, once("number of stages")]
    name: Words
    text: Words
    chance: Percent
    books: bool = False


@section("stages")
@dataclass(frozen=True)
class StagesPolicy:
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]

    def __post_init__(self) -> None:
        if not any(stage.books for stage in self.stages):
            raise ValueError("has no stage from which a deal is booked | Write books = true at the last one.")

    def get(self, key: str) -> Stage | None:
        return next((stage for stage in self.stages if stage.key == key), None)

    def number(self, key: str) -> str:
        """How the trade calls a stage; its key, where the programme has it no longer."""
        found = self.get(key)
        return found.number if found else key

    def place(self, key: str) -> int:
        """How far along a stage is, from 0; -1 for one that the programme has no longer."""
        return next((i for i, stage in enumerate(self.stages) if stage.key == key), -1)


@dataclass(frozen=True)
class CloseReason:
    """Why a deal was closed. `note`: a word must be added (which competitor it was, say)."""

    key: Annotated[Key, once("close reason")]
    state: ClosedState
    text: Words
    note: bool = False


@section("close_reasons")
@dataclass(frozen=True)
class CloseReasonsPolicy:
    close_reasons: Annotated[tuple[CloseReason, ...], Field(min_length=1)]

    def __post_init__(self) -> None:
        for state in ("booked", "lost", "cancelled"):
            if not self.of(state):
                raise ValueError(f'has no reason for "{state}" | Add one: closing asks for a reason of its status.')

    def of(self, state: str) -> tuple[CloseReason, ...]:
        return tuple(reason for reason in self.close_reasons if reason.state == state)

    def get(self, key: str) -> CloseReason | None:
        return next((reason for reason in self.close_reasons if reason.key == key), None)


@dataclass(frozen=True)
class OrderKind:
    """A kind of order number: whose number it is (D8). `hint` says where it is found."""

    key: Annotated[Key, once("order kind")]
    name: Words
    hint: Words


@section("order_kinds")
@dataclass(frozen=True)
class OrderKindsPolicy:
    order_kinds: Annotated[tuple[OrderKind, ...], Field(min_length=1)]

    def get(self, key: str) -> OrderKind | None:
        return next((kind for kind in self.order_kinds if kind.key == key), None)


@dataclass(frozen=True)
class DealType:
    """What sort of deal it is. `renewal`: it renews what the customer has, adding nothing; `tender`: it was put out."""

    key: Annotated[Key, once("deal type")]
    name: Words
    text: Words
    renewal: bool = False
    tender: bool = False


@section("deal_types")
@dataclass(frozen=True)
class DealTypesPolicy:
    deal_types: Annotated[tuple[DealType, ...], Field(min_length=1)]

    def get(self, key: str) -> DealType | None:
        return next((kind for kind in self.deal_types if kind.key == key), None)


@dataclass(frozen=True)
class DealNeed:
    """What the customer needs it for. Two deals with the same customer, family and need are the same deal (D7)."""

    key: Annotated[Key, once("deal need")]
    name: Words


@section("deal_needs")
@dataclass(frozen=True)
class DealNeedsPolicy:
    deal_needs: Annotated[tuple[DealNeed, ...], Field(min_length=1)]

    def get(self, key: str) -> DealNeed | None:
        return next((need for need in self.deal_needs if need.key == key), None)
