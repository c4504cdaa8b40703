"""Why an amount is what it is: step by step, computed anew by the pure rules, and held against what was kept (R3)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision
from django.db.models import F, Q, Sum

from kanaal.deals.models import Registration
from kanaal.programme import releases
from kanaal.programme.models import Release
from kanaal.programme.policies import policy
from kanaal.rebates.computing.frame import release_on
from kanaal.rebates.models import Cycle, DealTotal, Entry
from kanaal.rebates.policy import RebateRate, RebateRatesPolicy, RebateRegion, RebateRegionsPolicy
from kanaal.rebates.queries import cent
from kanaal.rebates.rules.bounds import Given, held_back, taken_back, within
from kanaal.rebates.rules.rates import part
from kanaal.sellthrough.models import SaleLine

MOST_LINES = 2000
"""A deal with more lines than this in one cycle is not split again before one's eyes."""


@dataclass(frozen=True)
class Cuts:
    """What each cap took off, of the caps that took something; `deal` is None where the deal has too many lines."""

    line: Decimal = Decimal(0)
    deal: Decimal = Decimal(0)
    deal_room: Decimal = Decimal(0)
    deal_whole: Decimal = Decimal(0)
    deal_lines: int = 0
    rest: Decimal = Decimal(0)

    @property
    def any(self) -> bool:
        return bool(self.line or self.deal or self.rest)


@dataclass(frozen=True)
class Why:
    """An earned entry as the rules compute it. `agrees`: they come to what was kept, to the cent."""

    entry: Entry
    release: Release
    rate: RebateRate | None
    bounds: RebateRegion | None
    registration: Registration | None
    earned: Decimal
    cuts: Cuts
    given: Given
    agrees: bool


def unit_of(currency: str) -> Decimal:
    """The smallest amount that is paid in a currency."""
    return Decimal(1).scaleb(-min(get_currency_precision(currency), 2))


def why(entry: Entry) -> Why:
    """Of an entry with its line, tariff, cycle and opportunity in hand."""
    tariff, unit = entry.tariff, unit_of(entry.currency)
    release = releases.with_id(tariff.release_id)
    earned = part(entry.base, tariff.rate, unit)
    cuts = _cuts(entry, earned, unit)
    given = held_back(earned - cuts.line - cuts.deal - cuts.rest, tariff.holdback, unit)
    agrees = (entry.earned, entry.amount, entry.held) == (earned, given.amount, given.held)
    return Why(entry, release, _rate(release, tariff.rule), _bounds(entry.cycle), _registration(entry), earned, cuts,
               given, agrees)  # fmt: skip


def _rate(release: Release, rule: str) -> RebateRate | None:
    return policy(RebateRatesPolicy, release).get(rule) if rule else None


def _bounds(cycle: Cycle) -> RebateRegion | None:
    release = release_on(cycle.ends)
    return policy(RebateRegionsPolicy, release).get(cycle.region) if release else None


def _registration(entry: Entry) -> Registration | None:
    """The approved registration by which the deal was a registered one on the day."""
    if not entry.tariff.of_registered:
        return None
    found = Registration.objects.filter(opportunity=entry.opportunity, ever_protected=True)
    return found.filter(protected_until__gte=entry.sold_on).order_by("protected_from").first()


def _cuts(entry: Entry, earned: Decimal, unit: Decimal) -> Cuts:
    """The cap of the line; then that of the deal, in proportion; what is left was the partner's, or the cycle's."""
    cap = entry.tariff.line_cap
    line = max(earned - cap, Decimal(0)) if cap is not None else Decimal(0)
    if not entry.capped or entry.capped == line:
        return Cuts(line=line)
    bounds = _bounds(entry.cycle)
    if bounds is None or bounds.deal_cap is None:
        return Cuts(line=line, rest=entry.capped - line)
    same = Entry.objects.filter(
        partner_id=entry.partner_id, cycle_id=entry.cycle_id, opportunity=entry.opportunity, kind="earned"
    )
    rows = list(same.order_by("line_id").values_list("pk", "earned", "tariff__line_cap")[: MOST_LINES + 1])
    if len(rows) > MOST_LINES:
        return Cuts(line=line, rest=entry.capped - line)
    amounts = [min(one, most) if most is not None else one for _pk, one, most in rows]
    before = DealTotal.objects.filter(opportunity=entry.opportunity).exclude(cycle_id=entry.cycle_id)
    room = max(
        bounds.deal_cap - cent(before.aggregate(given=Sum(F("amount") + F("held") - F("released")))["given"]),
        Decimal(0),
    )
    place = [pk for pk, _one, _most in rows].index(entry.pk)
    deal = amounts[place] - within(room, amounts, unit)[place]
    return Cuts(line, deal, room, sum(amounts, Decimal(0)), len(rows), entry.capped - line - deal)


@dataclass(frozen=True)
class Back:
    """Why a return took back what it did: so many of the line, after so many before."""

    entry: Entry
    of: Entry
    line: SaleLine
    before: int
    taken: Given
    agrees: bool


def why_back(entry: Entry) -> Back:
    """Of a return's entry."""
    if entry.of is None:
        raise TypeError("Only the entry of a return takes something back.")
    of, original = entry.of, entry.of.line
    earlier = Entry.objects.filter(kind="clawback", line__corrects=original, pk__lt=entry.pk)
    before = -int(earlier.aggregate(whole=Sum("line__quantity"))["whole"] or 0)
    released = Entry.objects.filter(kind="released", line=original, pk__lt=entry.pk).exists()
    given = Given(of.amount, of.held)
    taken = taken_back(given, before, -entry.line.quantity, original.quantity, unit_of(entry.currency), released)
    return Back(entry, of, original, before, taken, (taken.amount, taken.held) == (entry.amount, entry.held))


def followers(entry: Entry) -> list[Entry]:
    """What became of it later: what returns took back, and what was released. Both are found by their line."""
    later = Q(line_id=entry.line_id, kind="released")
    back = Q(line__in=SaleLine.objects.filter(corrects_id=entry.line_id), kind="clawback")
    rows = Entry.objects.filter(later | back).select_related("line", "cycle", "tariff")
    return list(rows.order_by("pk"))


def related(pk: int) -> Any:
    """An entry with all that its page names."""
    rows = Entry.objects.select_related(
        "line__report__distributor", "line__report__partner", "tariff", "cycle", "partner", "opportunity__account",
        "of__line", "of__cycle", "of__tariff",
    )  # fmt: skip
    return rows.filter(pk=pk).first()
