"""A commitment for years at one price: how it comes about, until when it holds, and what it asks."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from itertools import islice

from kanaal.licensing.rules.days import DAY, Cycle, last_day
from kanaal.licensing.rules.facts import Agreement, Commitment
from kanaal.licensing.rules.holdings import renewable
from kanaal.licensing.rules.ladders import rank, step_for
from kanaal.licensing.rules.terms import Committing, Ladder, Terms


class Committed(StrEnum):
    """Where a commitment stands."""

    REQUESTED = "requested"
    EXPIRED = "expired"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    KEPT = "kept"
    MISSED = "missed"
    ENDED = "ended"


OPEN = frozenset({Committed.REQUESTED, Committed.ACCEPTED, Committed.KEPT})


def accept_by(commitment: Commitment, says: Committing) -> dt.date:
    return last_day(commitment.requested, says.accept_days)


def fulfil_by(accepted: dt.date, says: Committing) -> dt.date:
    return last_day(accepted, says.fulfil_days)


def ends_on(accepted: dt.date, cycle: Cycle, says: Committing) -> dt.date:
    """Its last day: the day before one of the anniversaries to come; a later one, when the next was near.

    Accepted before anything was ordered, it sets the anniversaries itself.
    """
    counted = cycle if accepted >= cycle.begins else Cycle(accepted, cycle.months)
    near = (counted.next_anniversary(accepted) - accepted).days <= says.late_join_days
    return next(islice(counted.coming(accepted), says.anniversaries - 1 + near, None)) - DAY


def licences_on(agreement: Agreement, terms: Terms, day: dt.date) -> int:
    """How many licences are ordered and kept in the term of a day; what a commitment is measured by."""
    if day < agreement.begins:
        return 0
    number = agreement.cycle(terms).number_on(day)
    return sum(renewable(agreement, terms, number, product, day) for product in agreement.products)


def fulfilled_on(agreement: Agreement, terms: Terms, day: dt.date) -> dt.date | None:
    """The day on which the quantity was there, if it was by a day and in time."""
    commitment, says = agreement.commitment, terms.committing
    if commitment is None or says is None or commitment.accepted is None:
        return None
    ahead = (min(day, fulfil_by(commitment.accepted, says)) - commitment.accepted).days
    days = (commitment.accepted + n * DAY for n in range(ahead + 1))
    return next((one for one in days if licences_on(agreement, terms, one) >= commitment.quantity), None)


def committed(agreement: Agreement, terms: Terms, day: dt.date) -> Committed | None:
    """Where the agreement's commitment stands on a day, from its dates; None without one."""
    commitment, says = agreement.commitment, terms.committing
    if commitment is None or says is None or commitment.requested > day:
        return None
    if commitment.declined is not None and commitment.declined <= day:
        return Committed.DECLINED
    if commitment.accepted is None or commitment.accepted > day:
        return Committed.REQUESTED if day <= accept_by(commitment, says) else Committed.EXPIRED
    if fulfilled_on(agreement, terms, day) is None:
        return Committed.ACCEPTED if day <= fulfil_by(commitment.accepted, says) else Committed.MISSED
    return Committed.KEPT if day <= ends_on(commitment.accepted, agreement.cycle(terms), says) else Committed.ENDED


class NoCommitment(StrEnum):
    """Why no commitment can be asked for."""

    NOT_OFFERED = "not-offered"
    TOO_FEW = "too-few"
    LEVEL_TOO_LOW = "level-too-low"
    RUNNING = "running"


def commitment_misses(
    agreement: Agreement, terms: Terms, ladder: Ladder, quantity: int, level: str, day: dt.date
) -> tuple[NoCommitment, ...]:
    """Every reason why the customer, at a level, can't commit to a quantity on a day; none when it can."""
    says = terms.committing
    if says is None:
        return (NoCommitment.NOT_OFFERED,)
    best = max(rank(ladder, level), rank(ladder, step_for(ladder, quantity).key))
    checks = (
        (quantity < says.min_quantity, NoCommitment.TOO_FEW),
        (best < rank(ladder, says.min_level), NoCommitment.LEVEL_TOO_LOW),
        (_runs_on(agreement, terms, says, day), NoCommitment.RUNNING),
    )
    return tuple(why for fails, why in checks if fails)


def _runs_on(agreement: Agreement, terms: Terms, says: Committing, day: dt.date) -> bool:
    """Is one open, and not yet so near its end that it can be made again?"""
    commitment, state = agreement.commitment, committed(agreement, terms, day)
    if commitment is None or state not in OPEN:
        return False
    if state is not Committed.KEPT or commitment.accepted is None:
        return True
    ends = ends_on(commitment.accepted, agreement.cycle(terms), says)
    return day < ends - (says.again_days - 1) * DAY


def spare(agreement: Agreement, terms: Terms, day: dt.date) -> int | None:
    """How many licences may be given up before the commitment is broken; None when nothing is to be kept."""
    if agreement.commitment is None or committed(agreement, terms, day) is not Committed.KEPT:
        return None
    return max(0, licences_on(agreement, terms, day) - agreement.commitment.quantity)


def price_day(agreement: Agreement, terms: Terms, day: dt.date) -> dt.date:
    """The day whose prices hold: that of the commitment while it is kept, or else the day itself."""
    if agreement.commitment is None or committed(agreement, terms, day) is not Committed.KEPT:
        return day
    return agreement.commitment.accepted or day


def breaks(agreement: Agreement, terms: Terms, quantity: int, day: dt.date) -> bool:
    """Would so many licences be too few on a day (an anniversary, say) for a commitment that is kept then?"""
    kept = committed(agreement, terms, day) is Committed.KEPT
    return kept and agreement.commitment is not None and quantity < agreement.commitment.quantity
