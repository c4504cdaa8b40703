"""How many licences of a product there are on a day, by what they rest on; and how many are to be renewed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kanaal.licensing.rules.authorisations import State, open_in
from kanaal.licensing.rules.facts import Agreement
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.rules.windows import goes_on


def renewed_for(agreement: Agreement, anniversary: dt.date, product: str, day: dt.date) -> int:
    """How many were renewed for an anniversary, as known on a day, and did not go back."""
    return sum([one.kept(day) for one in agreement.renewals_for(anniversary, product)])


def renewable(agreement: Agreement, terms: Terms, number: int, product: str, day: dt.date) -> int:
    """How many may be renewed at the end of term `number`, as known on a day: carried over into it, or ordered in it.

    What was authorised and never ordered is not among them: it is ordered first, or it lapses with its term.
    """
    cycle = agreement.cycle(terms)
    term = cycle.term(number)
    added = sum([one.kept(day) for one in agreement.additions_of(product) if one.added in term])
    return added + (renewed_for(agreement, term.first, product, day) if number else 0)


def unrenewed(agreement: Agreement, terms: Terms, number: int, product: str, day: dt.date) -> int:
    """How many end with term `number`, if nothing more is renewed."""
    after = agreement.cycle(terms).anniversary(number + 1)
    return max(0, renewable(agreement, terms, number, product, day) - renewed_for(agreement, after, product, day))


@dataclass(frozen=True)
class Holding:
    """A product's licences on a day. `ordered`: of this term; `past_due`: of the term before, not renewed yet."""

    product: str
    ordered: int
    pending: int
    overdue: int
    suspended: int
    past_due: int

    @property
    def usable(self) -> int:
        return self.ordered + self.pending + self.overdue + self.past_due

    @property
    def all(self) -> int:
        return self.usable + self.suspended


def holding(agreement: Agreement, terms: Terms, product: str, day: dt.date) -> Holding:
    """What there is of a product on a day, from the facts known by then."""
    cycle = agreement.cycle(terms)
    number = cycle.number_on(day)
    mine = [one for one in agreement.additions_of(product) if one.added <= day]

    def not_ordered(state: State) -> int:
        return sum(open_in(one, cycle, terms, day, state) for one in mine)

    past_due = 0
    if number and terms.renewing.usable_after and day < goes_on(cycle.anniversary(number), terms.renewing):
        past_due = unrenewed(agreement, terms, number - 1, product, day)
    return Holding(
        product,
        renewable(agreement, terms, number, product, day),
        not_ordered(State.PENDING),
        not_ordered(State.OVERDUE),
        not_ordered(State.SUSPENDED),
        past_due,
    )


def holdings(agreement: Agreement, terms: Terms, day: dt.date) -> tuple[Holding, ...]:
    """All products of which there is something on a day."""
    found = (holding(agreement, terms, product, day) for product in agreement.products)
    return tuple(one for one in found if one.all)
