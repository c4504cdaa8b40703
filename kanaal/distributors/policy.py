"""What the programme says of distributors: how they are numbered, and the reasons for which they refuse (V6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from kanaal.programme.fields import Key, Line, Positive, Words, once
from kanaal.programme.sections import section

About = Literal["order", "return"]


@section("distributors", optional=True)
@dataclass(frozen=True)
class DistributorsPolicy:
    """`invitation_days`: so long somebody can accept to act for a distributor."""

    number_prefix: Line
    invitation_days: Positive


@dataclass(frozen=True)
class RefuseReason:
    """Why an order or a return is refused: `label` for whoever refuses; `text` and `remedy` for the reseller: why, and
    what to do. `note`: it needs a word of one's own, since it says nothing by itself.
    """

    key: Annotated[Key, once("reason for refusing")]
    about: Annotated[tuple[About, ...], Field(min_length=1)]
    label: Words
    text: Words
    remedy: Words
    note: bool = False


@section("refuse_reasons", optional=True)
@dataclass(frozen=True)
class RefuseReasonsPolicy:
    refuse_reasons: Annotated[tuple[RefuseReason, ...], Field(min_length=1)]

    def get(self, key: str) -> RefuseReason | None:
        return next((one for one in self.refuse_reasons if one.key == key), None)

    def of(self, about: About) -> tuple[RefuseReason, ...]:
        """Those that may be chosen for an order, or for a return."""
        return tuple(one for one in self.refuse_reasons if about in one.about)
