"""What the programme says of rebates: how long a cycle is, what is given for what, and within which bounds (R2–R4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from kanaal.programme.fields import Key, Line, Positive, Words, fault, key_of, once
from kanaal.programme.sections import section
from kanaal.rebates.rules.rates import Rate

StaffKind = Literal["manager", "agent", "finance"]
CycleMonths = Literal[1, 2, 3, 4, 6, 12]


def _percent(value: Decimal) -> Decimal:
    if not 0 <= value <= 100 or value != round(value, 2):
        raise fault(f"is {value}, which is no percentage", 'Write it from 0 to 100 with two decimals at most: "7.5".')
    return value


Percent = Annotated[Decimal, AfterValidator(_percent)]
"""Written as a text, "7.5": a number with decimals would not be exact."""


@section("rebates", optional=True)
@dataclass(frozen=True)
class RebatesPolicy:
    """Cycles have `cycle_months`, the first begins on `begins`, the first day of a month.

    Deals closed within `proposal_days` of a sale to the same customer are proposed where no number fits. A return
    within `clawback_days` after the sale takes back what was given. `proposed_by` and `approved_by`: the staff who do;
    never the same person. Statements are numbered with `statement_prefix`, payment files with `payment_prefix`.
    `told_twice`: where a distributor and the reseller itself both report the sale of a product for a deal, whose lines
    count.
    """

    cycle_months: CycleMonths
    begins: dt.date
    statement_prefix: Line
    payment_prefix: Line
    proposal_days: Positive
    clawback_days: Positive
    proposed_by: Annotated[tuple[StaffKind, ...], Field(min_length=1)]
    approved_by: Annotated[tuple[StaffKind, ...], Field(min_length=1)]
    told_twice: Literal["distributor", "reseller", "both"] = "both"

    def __post_init__(self) -> None:
        if self.begins.day != 1:
            raise ValueError("begins amid a month | Let begins be the first day of a month.")


@dataclass(frozen=True)
class RebateRegion:
    """The bounds in a region, in whole units of its currency. Where there is none, a region has no rebates.

    Below `minimum` nothing is paid out but carried over. `line_cap`, `deal_cap`: the most that one line and one deal
    give; `partner_cap`: that one partner is given in a cycle; `cycle_cap`: that a cycle gives to all together.
    `holdback` percent is held back until `release_days` after the cycle.
    """

    region: Annotated[Key, key_of("regions"), once("region with rebates")]
    minimum: Annotated[int, Field(ge=0)]
    holdback: Percent
    release_days: Positive
    line_cap: Positive | None = None
    deal_cap: Positive | None = None
    partner_cap: Positive | None = None
    cycle_cap: Positive | None = None


@section("rebate_regions", optional=True)
@dataclass(frozen=True)
class RebateRegionsPolicy:
    rebate_regions: Annotated[tuple[RebateRegion, ...], Field(min_length=1)]

    def get(self, region: str) -> RebateRegion | None:
        return next((one for one in self.rebate_regions if one.region == region), None)


@dataclass(frozen=True)
class RebateRate:
    """What is given, in `percent` of a line. The first that fits counts; what it leaves out fits everything.

    `registered`: only for deals that were registered and approved on the day of the sale (or only for others).
    `text` is the rule as partners read it.
    """

    key: Annotated[Key, once("rebate rate")]
    text: Words
    percent: Percent
    regions: tuple[Annotated[Key, key_of("regions")], ...] | None = None
    levels: tuple[Annotated[Key, key_of("levels")], ...] | None = None
    families: tuple[Annotated[Key, key_of("product_families")], ...] | None = None
    deal_types: tuple[Annotated[Key, key_of("deal_types")], ...] | None = None
    registered: bool | None = None

    @property
    def rate(self) -> Rate:
        return Rate(self.key, self.percent, self.regions, self.levels, self.families, self.deal_types, self.registered)


@section("rebate_rates", optional=True)
@dataclass(frozen=True)
class RebateRatesPolicy:
    rebate_rates: Annotated[tuple[RebateRate, ...], Field(min_length=1)]

    @property
    def rates(self) -> tuple[Rate, ...]:
        return tuple(one.rate for one in self.rebate_rates)

    def get(self, key: str) -> RebateRate | None:
        return next((one for one in self.rebate_rates if one.key == key), None)
