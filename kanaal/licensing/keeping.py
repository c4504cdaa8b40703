"""How every action that writes a fact of an agreement ends: lists and the clock learn of it."""

from __future__ import annotations

from collections.abc import Callable

from kanaal.licensing.columns import KEPT, ahead_of, fill, may_be_due, seen_to
from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.models import Agreement
from kanaal.licensing.rules.facts import Agreement as Facts

WHEN_DUE: list[Callable[[int], object]] = []
"""Who is to be asked to see to an agreement (its id) today: the clock's own job."""


def keep(agreement: Agreement, known: Facts | None = None) -> None:
    """Make the kept columns anew from the facts, and save them. The agreement is locked by the caller.

    What has to be told of today (who adds licences the day before they end hears of it at once) is told as soon as the
    act is done: by a job of the same transaction, which sees all of it; and by the clock's next round, should it fail.
    """
    known, terms, today = known or facts_of(agreement), terms_of(agreement), today_of(agreement)
    seen = (
        ahead_of(known, terms, today, seen_to(agreement, today))
        if known is not None and known.begins <= today
        else None
    )
    fill(agreement, known, terms, today, seen)
    if known is not None and seen is not None and agreement.is_live and may_be_due(agreement, known, terms, seen):
        agreement.look_on = today
        for ask in WHEN_DUE:
            ask(agreement.pk)
    agreement.save(update_fields=KEPT)
