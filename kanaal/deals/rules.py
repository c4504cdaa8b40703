"""What becomes of a deal registration, as the programme's rules say it (D7). Pure: values in, a verdict out.

The rules stand in an order; the first that applies decides. All of them are judged, always, so that whoever reads a
decision sees what each rule saw and not only the one that decided.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Outcome = Literal["approve", "decline", "desk"]
Evidence = Literal["complete", "thin", "missing"]
ConflictKind = Literal["protected", "earlier", "own", "unsure"]


@dataclass(frozen=True)
class Deal:
    """A deal as the rules see it. `amount` in units of `currency`; `conflicts` are the kinds that were found.

    `ordered`: the customer has ordered already. `named`: the vendor looks after the customer itself.
    """

    amount: Decimal
    currency: str
    deal_type: str
    renewal: bool
    tender: bool
    families: frozenset[str]
    need: str
    segment: str
    level: str
    region: str
    evidence: Evidence
    ordered: bool = False
    named: bool = False
    days_to_close: int = 0
    conflicts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class When:
    """Conditions that must all hold; what is None isn't asked. Of a list, one must fit.

    Amounts are whole units by currency (ISO 4217). In a currency that isn't named no amount condition holds: nothing
    is approved or declined for money that the programme says nothing of, and the next rules decide.
    """

    amount_below: Mapping[str, int] | None = None
    amount_at_least: Mapping[str, int] | None = None
    renewal: bool | None = None
    tender: bool | None = None
    named_account: bool | None = None
    ordered: bool | None = None
    evidence: Sequence[str] | None = None
    conflict: Sequence[str] | None = None
    deal_types: Sequence[str] | None = None
    families: Sequence[str] | None = None
    needs: Sequence[str] | None = None
    segments: Sequence[str] | None = None
    levels: Sequence[str] | None = None
    regions: Sequence[str] | None = None
    closes_within_days: int | None = None

    @property
    def limits(self) -> Mapping[str, int]:
        """The amounts that the rule names: the lower bound, else the upper one."""
        return self.amount_at_least or self.amount_below or {}

    def holds(self, deal: Deal) -> bool:
        return all((self._amount(deal), self._flags(deal), self._lists(deal), self._time(deal)))

    def _amount(self, deal: Deal) -> bool:
        below, at_least = self.amount_below, self.amount_at_least
        if below is not None and not (deal.currency in below and deal.amount < below[deal.currency]):
            return False
        return at_least is None or (deal.currency in at_least and deal.amount >= at_least[deal.currency])

    def _flags(self, deal: Deal) -> bool:
        asked = (
            (self.renewal, deal.renewal),
            (self.tender, deal.tender),
            (self.named_account, deal.named),
            (self.ordered, deal.ordered),
        )
        return all(wanted is None or wanted == found for wanted, found in asked)

    def _lists(self, deal: Deal) -> bool:
        asked: tuple[tuple[Sequence[str] | None, Iterable[str]], ...] = (
            (self.evidence, (deal.evidence,)),
            (self.conflict, deal.conflicts or {"none"}),
            (self.deal_types, (deal.deal_type,)),
            (self.families, deal.families),
            (self.needs, (deal.need,)),
            (self.segments, (deal.segment,)),
            (self.levels, (deal.level,)),
            (self.regions, (deal.region,)),
        )
        return all(wanted is None or not set(wanted).isdisjoint(found) for wanted, found in asked)

    def _time(self, deal: Deal) -> bool:
        return self.closes_within_days is None or deal.days_to_close <= self.closes_within_days


@dataclass(frozen=True)
class Rule:
    """A line of the programme: when it applies, and what then. `reason` is the key of why something is declined."""

    key: str
    when: When
    then: Outcome
    reason: str = ""


@dataclass(frozen=True)
class Saw:
    """What one rule saw: whether it applies, and whether it was the one that decided."""

    rule: str
    then: Outcome
    applies: bool
    decides: bool


@dataclass(frozen=True)
class Verdict:
    """What the rules say, with what each of them saw. `rule` is empty when none applied: then the desk decides."""

    outcome: Outcome
    rule: str = ""
    reason: str = ""
    saw: tuple[Saw, ...] = field(default=())


def judge(deal: Deal, rules: Sequence[Rule]) -> Verdict:
    """The first rule that applies decides; where none does, the desk."""
    applying = [rule.when.holds(deal) for rule in rules]
    first = next((rule for rule, applies in zip(rules, applying, strict=True) if applies), None)
    saw = tuple(Saw(rule.key, rule.then, applies, rule is first) for rule, applies in zip(rules, applying, strict=True))
    return Verdict(first.then, first.key, first.reason, saw) if first else Verdict("desk", saw=saw)


# --- who was first


@dataclass(frozen=True)
class Claim:
    """A registration as its rivals see it: whose it is, what it covers, since when it is complete.

    `complete_at` is None for one that was handed in thin: it has no place yet. `protected_until` is the last day.
    """

    id: int
    partner_id: int
    families: frozenset[str]
    need: str
    state: str
    complete_at: dt.datetime | None = None
    protected_until: dt.date | None = None
    sure: bool = True
    """Is the customer the same beyond doubt?"""


def overlap(one: Claim, other: Claim) -> bool:
    """The same need, and a product family in common: with the same customer, the same deal."""
    return one.need == other.need and not one.families.isdisjoint(other.families)


def place(claim: Claim) -> tuple[dt.datetime, int]:
    """Where one stands among those who want the same: first is who was complete first; of two at once, who began."""
    if claim.complete_at is None:
        raise ValueError("What isn't complete has no place.")
    return claim.complete_at, claim.id


def conflict(mine: Claim, other: Claim, today: dt.date) -> ConflictKind | None:
    """What another registration is to mine: in its way, or not at all.

    One that is approved is in the way of all while it is protected; one that waits, of those who were complete later.
    Mine without a place yet stands behind all that have one.
    """
    if other.id == mine.id or not overlap(mine, other):
        return None
    protects = other.state == "approved" and other.protected_until is not None and other.protected_until >= today
    waits = other.state in ("submitted", "asked") and other.complete_at is not None
    ahead = waits and (mine.complete_at is None or place(other) < place(mine))
    if not protects and not ahead:
        return None
    if not other.sure:
        return "unsure"
    if other.partner_id == mine.partner_id:
        return "own"
    return "protected" if protects else "earlier"


def place_kept(
    complete_at: dt.datetime | None, place_until: dt.datetime | None, answered_at: dt.datetime, *, complete: bool
) -> dt.datetime | None:
    """Since when an answered registration is complete: as before, if the answer came while its place was kept.

    An answer that leaves it thin has no place at all.
    """
    if not complete:
        return None
    in_time = place_until is None or answered_at <= place_until
    return complete_at if complete_at is not None and in_time else answered_at
