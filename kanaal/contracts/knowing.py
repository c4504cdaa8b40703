"""From rows to what the rules know of a contract, its levels and its standing: two questions, for one or for many."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kanaal.catalogue.books import catalogue
from kanaal.contracts.models import Contract, ContractOrder, ContractTerm
from kanaal.contracts.policy import (
    ContractLevel,
    ContractSegment,
    ContractSegmentsPolicy,
    ContractsPolicy,
    PaymentOption,
    PaymentOptionsPolicy,
)
from kanaal.contracts.rules.levels import Ladder, Standing
from kanaal.contracts.rules.terms import Course, Ordered, Renewal, Term, renewal
from kanaal.core import clock
from kanaal.core.texts import Text, Words, name
from kanaal.programme import releases
from kanaal.programme.policies import policy

NO_LEVELS = Ladder(())


def segment_of(term: ContractTerm, contract: Contract) -> ContractSegment | None:
    """The levels that were agreed for a term: those of its release."""
    return policy(ContractSegmentsPolicy, releases.with_id(term.release_id)).get(contract.segment)


def segment_now(key: str) -> ContractSegment | None:
    """A segment's levels as the programme has them now."""
    return policy(ContractSegmentsPolicy).get(key)


def today_of(contract: Contract) -> dt.date:
    """The date in the contract's own time zone, in which all of its days are counted."""
    return clock.today(contract.zone)


@dataclass(frozen=True)
class Known:
    """A contract, its terms, and what the rules make of them on a day."""

    contract: Contract
    terms: tuple[ContractTerm, ...]
    course: Course
    today: dt.date

    @property
    def at(self) -> int:
        """The place of the term that is looked at today: the one in which today lies, else the one that comes, or was
        last.
        """
        found = self.course.counts_for(self.today)
        return found if found is not None else len(self.terms) - 1

    @property
    def term(self) -> ContractTerm:
        return self.terms[self.at]

    @cached_property
    def segment(self) -> ContractSegment | None:
        return segment_of(self.term, self.contract)

    @cached_property
    def standing(self) -> Standing:
        """As it stands today; of a term that is to come, as it will begin."""
        return self.course.stands(self.at, max(self.today, self.term.starts))

    @cached_property
    def renewal(self) -> Renewal:
        """What renewing it today would bring, with the levels that the programme has now."""
        now = segment_now(self.contract.segment)
        return renewal(self.course, policy(ContractsPolicy).renewing, now.ladder if now else NO_LEVELS, self.today)

    @property
    def renewed(self) -> bool:
        """Is the term after this one agreed already?"""
        return self.terms[-1].starts > self.today

    def level(self, key: str) -> Words | Text:
        """A level as people call it."""
        found: ContractLevel | None = self.segment.level(key) if self.segment else None
        return found.name if found else name(key or "–")


def known_of(contract: Contract, *, fresh: bool = False) -> Known:
    """Read once for each contract in hand; `fresh`: something was written since."""
    known = contract.__dict__
    if fresh or "_known" not in known:
        known["_known"] = known_of_many([contract])[contract.pk]
    found: Known = known["_known"]
    return found


def known_of_many(contracts: Iterable[Contract]) -> dict[int, Known]:
    """The same for several, with as many questions as for one."""
    wanted = {one.pk: one for one in contracts}
    terms: defaultdict[int, list[ContractTerm]] = defaultdict(list)
    for term in ContractTerm.objects.filter(contract__in=wanted).order_by("contract", "position"):
        terms[term.contract_id].append(term)
    orders: defaultdict[int, list[Ordered]] = defaultdict(list)
    rows = ContractOrder.objects.filter(contract__in=wanted).order_by("ordered_on", "pk")
    for pk, on, points, cancelled_on in rows.values_list("contract", "ordered_on", "points", "cancelled_on"):
        orders[pk or 0].append(Ordered(on, points, cancelled_on))
    return {
        pk: Known(one, tuple(terms[pk]), _course(one, terms[pk], orders[pk]), today_of(one))
        for pk, one in wanted.items()
    }


def _course(contract: Contract, terms: list[ContractTerm], orders: list[Ordered]) -> Course:
    segments = [segment_of(term, contract) for term in terms]
    return Course(
        tuple(
            Term(term.starts, term.ends, segment.ladder if segment else NO_LEVELS)
            for term, segment in zip(terms, segments, strict=True)
        ),
        tuple(orders),
    )


def payment_option(key: str) -> PaymentOption | None:
    return policy(PaymentOptionsPolicy).get(key)


def level_name(key: str) -> Words | Text:
    """A level as people call it, whichever segment has it; one that no segment has any more as it was kept."""
    found = (one.level(key) for one in policy(ContractSegmentsPolicy).contract_segments)
    return next((level.name for level in found if level), name(key or "–"))


def payment_name(key: str) -> Words | Text:
    found = payment_option(key)
    return found.name if found else name(key)


def product_name(sku: str) -> Words | Text:
    """A product as people call it; one that the catalogue has no longer, by its SKU."""
    found = catalogue().products.get(sku)
    return found.name if found else name(sku[:60])


def segment_name(key: str) -> Words | Text:
    return catalogue().segments.get(key, name(key))
