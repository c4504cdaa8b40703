"""What a commitment means, in the words of its page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_noop as _

from kanaal.core.texts import say
from kanaal.licensing.access import known_of
from kanaal.licensing.models import Commitment
from kanaal.licensing.rules.commitment import Committed, accept_by, committed, ends_on, fulfil_by, licences_on
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.facts import Commitment as Fact

STATES = {
    Committed.REQUESTED: ("info", _("waits for your answer")),
    Committed.EXPIRED: ("warn", _("was not answered in time")),
    Committed.DECLINED: ("neutral", _("declined")),
    Committed.ACCEPTED: ("warn", _("accepted; so many are still to be ordered")),
    Committed.KEPT: ("ok", _("holds")),
    Committed.MISSED: ("bad", _("accepted, but so many were not ordered in time")),
    Committed.ENDED: ("neutral", _("has ended")),
}


def of_commitment(row: Commitment) -> dict[str, Any]:
    """Its days and where it stands; everything is computed from its dates."""
    known = known_of(row.agreement)
    says = known.terms.committing
    fact = Fact(row.number, row.quantity, row.requested, row.accepted, row.declined)
    facts = replace(known.facts or Facts(begins=known.today), commitment=fact)
    found = committed(facts, known.terms, known.today)
    if says is None or found is None:
        return {"commitment": row, "waits": False, "tone": "neutral", "state": say(_("not offered any more"))}
    tone, words = STATES[found]
    first = row.accepted or known.today
    return {
        "commitment": row,
        "waits": found is Committed.REQUESTED,
        "tone": tone,
        "state": say(words),
        "accept_by": accept_by(fact, says),
        "fulfil_by": fulfil_by(first, says),
        "ends": ends_on(first, facts.cycle(known.terms), says),
        "have": licences_on(facts, known.terms, known.today),
    }
