"""What is kept on a contract for lists, made anew from its orders: points, level, and for which term each counts."""

from __future__ import annotations

from kanaal.contracts.events import ContractLevelReached
from kanaal.contracts.knowing import Known, known_of
from kanaal.contracts.models import Contract
from kanaal.core.actors import Actor
from kanaal.core.events import record


def keep(contract: Contract, *, by: Actor) -> Known:
    """Write down how it stands; the contract is locked by the caller. A level that it has risen to is recorded."""
    known = known_of(contract, fresh=True)
    for order in contract.orders.all():
        at = known.course.counts_for(order.ordered_on)
        term = known.terms[at] if at is not None else None
        if order.term_id != (term.pk if term else None):
            order.term = term
            order.save(update_fields=["term"])
    stands, before = known.standing, contract.level
    contract.points, contract.level = stands.points, stands.level
    contract.save(update_fields=["points", "level"])
    if _rose(known, before):
        record(ContractLevelReached(level=stands.level, points=stands.points), about=contract, by=by)
    return known


def _rose(known: Known, before: str) -> bool:
    ladder = known.course.terms[known.at].ladder
    return known.standing.height > ladder.height_of(before)
