"""What the page of a registration shows, to its owner and to the desk; a fixed number of queries."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.texts import Text
from kanaal.deals import permissions, queries
from kanaal.deals.models import Registration
from kanaal.deals.receipts import DECISIONS
from kanaal.deals.shown import (
    TONES,
    answers_shown,
    completeness,
    conflicts_shown,
    decision_of,
    facts_of,
    own_rival,
    reason_of,
    rules_shown,
    waited_text,
)
from kanaal.deals.waiting import waited_for
from kanaal.people import history


def shown_registration(one: Registration, actor: Actor) -> dict[str, Any]:
    """For its owner."""
    shown = _shown(one)
    # The page itself says what every rule saw, with signed receipts, also to whom the deal was handed over since.
    timeline = [replace(entry, receipt_url="") for entry in shown["timeline"]]
    return {
        **shown,
        "timeline": timeline,
        "decision": decision_of(one),
        "own_rival": own_rival(one),
        "may_withdraw": permissions.withdraw_registration.explain(actor, one),
        "may_extend": permissions.extend_registration.explain(actor, one),
    }


def shown_to_desk(one: Registration, actor: Actor) -> dict[str, Any]:
    """For the desk: the same, with what every rule saw, and both sides of each conflict."""
    return {
        **_shown(one, receipts=one.state != "submitted"),
        "rules": rules_shown(one),
        "conflicts": conflicts_shown(one, queries.conflicts_of(one)),
        "may_take": permissions.take_registration.explain(actor, one),
        "may_ask": permissions.ask_about_registration.explain(actor, one),
        "may_approve": permissions.approve_registration.explain(actor, one),
        "may_decline": permissions.decline_registration.explain(actor, one),
        "may_reverse": permissions.reverse_registration.explain(actor, one),
        "may_extend": permissions.extend_registration.explain(actor, one),
    }


def _shown(one: Registration, *, receipts: bool = True) -> dict[str, Any]:
    """What both see. The desk reads the receipts of what is decided; the partner also that of the arrival."""
    answers = answers_shown(one.content.get("answers", {})) if one.content else []
    waited = waited_for(one)
    promise = one.promised_at - one.waiting_since if one.promised_at and one.waiting_since else None
    return {
        "registration": one,
        "deal": one.opportunity,
        "tone": TONES[one.state],
        "facts": facts_of(one),
        "answers": answers,
        **completeness(answers),
        "waited": waited_text(one, waited),
        "waits": waited.who,
        "promise": promise if one.state == "submitted" else None,
        "late": one.state == "submitted" and one.promised_at is not None and one.promised_at < clock.now(),
        "reason": reason_of(one),
        "receipts": [
            (row, Text(DECISIONS[row.decision])) for row in one.receipts.order_by("-pk")[: 10 if receipts else 0]
        ],
        "timeline": history.entries(queries.events_about(one)[:50]),
    }
