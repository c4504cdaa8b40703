"""What a cycle is computed with: its tables, its bounds, and the tariffs of every release that may count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product
from typing import Any
from zoneinfo import ZoneInfo

from babel.numbers import get_currency_precision
from django.db.models import Model
from django.utils.translation import gettext_noop as _

from kanaal.catalogue.policy import FamiliesPolicy
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.customers.finding.dialect import Part, tell
from kanaal.deals.models import Registration
from kanaal.levels.models import LevelTerm
from kanaal.licensing.models import Agreement
from kanaal.partners.models import Partner
from kanaal.partners.policy import LevelsPolicy
from kanaal.programme.models import Release
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy
from kanaal.rebates.computing import dialect
from kanaal.rebates.models import FROZEN, Cycle, DealTotal, Entry, Match, Statement, Tariff
from kanaal.rebates.policy import RebateRatesPolicy, RebateRegion, RebateRegionsPolicy, RebatesPolicy
from kanaal.rebates.rules.rates import Sale, rate_of
from kanaal.sales.models import Opportunity, OpportunityLine, SalesOrder
from kanaal.sales.policy import DealTypesPolicy
from kanaal.sellthrough.models import SaleLine
from kanaal.sellthrough.policy import SellthroughPolicy

TABLES: dict[str, type[Model]] = {
    "lines": SaleLine, "partners": Partner, "deals": Opportunity, "products": OpportunityLine, "orders": SalesOrder,
    "registrations": Registration, "levels": LevelTerm, "agreements": Agreement, "entries": Entry, "matches": Match,
    "tariffs": Tariff, "totals": DealTotal, "statements": Statement, "cycles": Cycle,
}  # fmt: skip
FAR, DAWN = dt.date(9999, 12, 31), dt.date(1, 1, 1)


@dataclass(frozen=True)
class Side:
    """Lines of `ours` (a kind of reporter) count, but for those that count already as `theirs`."""

    ours: str
    theirs: str

    @property
    def ours_span(self) -> tuple[str, str]:
        """From where to where their `reporter` lies, as an index has it."""
        return f"{self.ours}:", f"{self.ours};"

    def slots(self) -> dict[str, str]:
        ours, ours_end = self.ours_span
        return {"ours": ours, "ours_end": ours_end, "theirs": f"{self.theirs}:", "theirs_end": f"{self.theirs};"}


@dataclass(frozen=True)
class Frame:
    """`first`: the first period of which lines are looked at; one more cycle back than its own where that is frozen,
    for what came late. `begun`: the day on which the first release began; nothing before it was in any programme.
    `sides`: whose lines count first, where distributors and resellers both report; empty where all lines count.
    """

    cycle: Cycle
    rules: RebatesPolicy
    bounds: RebateRegion
    previous: Cycle | None
    zone: str
    po_kind: str
    begun: dt.date
    sides: tuple[Side, ...] = ()

    @property
    def unit(self) -> int:
        """The smallest amount of the currency, in cents of the database."""
        return int(dialect.SUBUNITS // 10 ** min(get_currency_precision(self.cycle.currency), 2))

    @property
    def first(self) -> str:
        late = self.previous is not None and self.previous.state in FROZEN
        return self.previous.first_period if self.previous and late else self.cycle.first_period

    def cap(self, name: str) -> int | None:
        """A cap of the region in cents."""
        whole: int | None = getattr(self.bounds, name)
        return None if whole is None else whole * dialect.SUBUNITS

    def slots(self) -> dict[str, Any]:
        tables = {name: Part(model._meta.db_table) for name, model in TABLES.items()}
        return tables | {
            "cycle": self.cycle.pk, "region": self.cycle.region, "currency": self.cycle.currency,
            "first": self.first, "own": self.cycle.first_period, "last": self.cycle.last_period,
            "ends": self.cycle.ends.isoformat(), "begun": self.begun.isoformat(),
            "far": FAR.isoformat(), "dawn": DAWN.isoformat(), "unit": Part(str(self.unit)),
            "po_kind": self.po_kind, "proposal_days": self.rules.proposal_days,
            "clawback_days": self.rules.clawback_days, "barrier": dialect.barrier(),
            "registered_on": dialect.day_of("protected_from", self.zone),
            "previous": self.previous.pk if self.previous else 0,
        }  # fmt: skip

    def tell(self, statement: str, pieces: Mapping[str, str] | None = None, **more: Any) -> int:
        """Change rows; answers how many. `<name>` in a statement stands for the piece of that name."""
        return tell(dialect.spoken(put_together(statement, pieces or {})), **self.slots(), **more)


def put_together(statement: str, pieces: Mapping[str, str]) -> str:
    """A statement with its pieces, which may hold further ones."""
    for called, piece in pieces.items():
        statement = statement.replace(f"<{called}>", piece)
    return statement


def frame_of(cycle: Cycle, at: Release) -> Frame:
    """With the bounds of a release: those of the last day of the cycle."""
    bounds = bounds_of(cycle, at)
    region = policy(RegionsPolicy, at).get(cycle.region)
    earlier = Cycle.objects.filter(region=cycle.region, starts__lt=cycle.starts).order_by("-starts").first()
    begun = min(starts for starts, _until, _release in spans())
    rules = policy(RebatesPolicy, at)
    return Frame(
        cycle,
        rules,
        bounds,
        earlier,
        region.time_zone if region else "UTC",
        policy(SellthroughPolicy, at).po_kind,
        begun,
        sides_of(rules),
    )


def sides_of(rules: RebatesPolicy) -> tuple[Side, ...]:
    """Whose lines count first where both report a sale; empty where all count, or no reseller reports itself."""
    distributors, resellers = Side("distributor", "partner"), Side("partner", "distributor")
    first, end = resellers.ours_span
    if rules.told_twice == "both" or not SaleLine.objects.filter(reporter__gte=first, reporter__lt=end).exists():
        return ()
    return (distributors, resellers) if rules.told_twice == "distributor" else (resellers, distributors)


class NoRebates(Refusal):
    def __init__(self, region: str) -> None:
        super().__init__(
            say(_("The programme has no rebates in this region on that day: %(region)s."), region=name(region)),
            remedy=say(_("A region has rebates once the programme names it under [[rebate_regions]].")),
        )


def bounds_of(cycle: Cycle, at: Release | None) -> RebateRegion:
    """The bounds of a cycle's region under a release. Raises NoRebates."""
    known = at is not None and all(at.pack.has(one) for one in (RebatesPolicy, RebateRegionsPolicy, SellthroughPolicy))
    found = policy(RebateRegionsPolicy, at).get(cycle.region) if known else None
    if found is None:
        raise NoRebates(cycle.region)
    return found


def spans() -> Iterator[tuple[dt.date, dt.date, Release]]:
    """Every release with the day from which it counts and that from which the next does, in the programme's zone.

    A release counts for the whole of the day on which it begins; of two that begin on one day, the later one does.
    """
    begun: dict[dt.date, Release] = {}
    for release in Release.objects.defer("files").order_by("effective_from", "number"):
        zone = ZoneInfo(release.pack.programme.time_zone)
        begun[release.effective_from.astimezone(zone).date()] = release
    days = sorted(begun)
    for day, until in pairwise([*days, FAR]):
        yield day, until, begun[day]


def release_on(day: dt.date) -> Release | None:
    """The release that counts on a day; None before the first."""
    return next((release for starts, until, release in spans() if starts <= day < until), None)


def lay_tariffs(cycle: Cycle) -> None:
    """What the cycle gives for each combination that there is, under each release."""
    rows = [row for starts, until, release in spans() if starts <= cycle.ends
            for row in _tariffs(cycle, starts, until, release)]  # fmt: skip
    Tariff.objects.bulk_create(rows, batch_size=500)


def _tariffs(cycle: Cycle, starts: dt.date, until: dt.date, release: Release) -> Iterator[Tariff]:
    common = {"cycle": cycle, "release_id": release.pk, "starts": starts, "until": until}
    yield Tariff(**common, level="", family="", deal_type="", of_registered=False, rate=Decimal(0))
    bounds = policy(RebateRegionsPolicy, release).get(cycle.region) if release.pack.has(RebateRegionsPolicy) else None
    if bounds is None or not release.pack.has(RebateRatesPolicy):
        return
    rates = policy(RebateRatesPolicy, release).rates
    for level, family, deal_type, registered in product(
        [one.key for one in policy(LevelsPolicy, release).levels],
        [one.key for one in policy(FamiliesPolicy, release).product_families],
        [one.key for one in policy(DealTypesPolicy, release).deal_types],
        [False, True],
    ):
        rate = rate_of(rates, Sale(cycle.region, level, family, deal_type, registered))
        yield Tariff(
            **common, level=level, family=family, deal_type=deal_type, of_registered=registered,
            rule=rate.key if rate else "", rate=rate.percent if rate else Decimal(0),
            line_cap=bounds.line_cap, holdback=bounds.holdback,
        )  # fmt: skip
