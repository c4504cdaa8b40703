"""Before an order of licences is placed with a distributor (V4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_noop as _

from kanaal.core.texts import Text, name, say, say_many
from kanaal.licensing.access import Known, known_of
from kanaal.licensing.actions.ordering import sound_order
from kanaal.licensing.charging import Asked
from kanaal.licensing.models import Agreement
from kanaal.licensing.previewing.foreseen import (
    Foreseen,
    Row,
    if_ordered,
    level_note,
    level_rows,
    renewal_row,
)
from kanaal.licensing.rules.authorisations import owed
from kanaal.licensing.rules.orders import return_by


def foresee_order(
    agreement: Agreement, *, wanted: Mapping[str, int], new: Mapping[str, int] | None = None, known: Known | None = None
) -> Foreseen:
    """Parts of authorisations, and new licences: what they cost, and what the distributor's word then does."""
    known = known or known_of(agreement)
    found = sound_order(agreement, known.facts, known.terms, known.today, wanted, new or {}, known.waiting)
    asked = [one.asked for one in found]
    ordered = if_ordered(known, asked)
    rows: list[Row] = [(say(_("Counts")), say(_("once the distributor has confirmed it, from that day on")))]
    rows += [(say(_("What it clears")), one) for one in _cleared(known, asked)]
    rows += level_rows(known, asked)
    until = return_by(known.today, known.terms)
    rows += [
        renewal_row(known, ordered),
        (say(_("Can go back")), say(_("until %(day)s, if it is confirmed today"), day=until)),
    ]
    if known.facts is None:
        months = known.terms.term_months
        says = say(_("%(months)s months after the day on which it is confirmed, which becomes day 0"), months=months)
        rows.append((say(_("Anniversary")), says))
    return Foreseen(known, found, tuple(rows), tuple(level_note(known, asked)))


def _cleared(known: Known, asked: Sequence[Asked]) -> list[Text]:
    """What is owed before and after: an order clears just its part."""
    if known.facts is None:
        return []
    before, after = (
        owed(known.facts, known.terms, known.today),
        owed(if_ordered(known, asked), known.terms, known.today),
    )
    if not before:
        return []
    if not after:
        return [say(_("everything that is overdue or suspended: payment is required no longer, and more can be added"))]
    return [
        say_many(
            "its part; %(count)s licence (%(numbers)s) is still owed, and payment stays required",
            "its part; %(count)s licences (%(numbers)s) are still owed, and payment stays required",
            sum(one.quantity for one in after),
            numbers=name(", ".join(one.number for one in after)),
        )
    ]
