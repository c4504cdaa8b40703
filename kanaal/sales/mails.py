"""Mails about opportunities: to their owner, never to anybody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from kanaal.cases.links import new_case
from kanaal.core.actors import Actor
from kanaal.core.links import absolute, absolute_path
from kanaal.core.models import Mail
from kanaal.core.texts import say_many
from kanaal.partners.models import Contact
from kanaal.people.mails import to_person
from kanaal.sales.models import Opportunity

NAMED = 20
"""Opportunities that a mail names; of more it says how many there are."""


def opportunities_handed_over(to: Contact, rows: Sequence[Opportunity], *, by: Actor) -> Mail | None:
    """To the new owner: which, and whose they were as far as somebody handed them over."""
    if to.person is None:
        return None
    one = rows[0] if len(rows) == 1 else None
    return to_person(
        "opportunities_handed_over",
        to.person,
        who=by.name if by.kind == "person" else "",
        numbers=[f"{row.number} {row.name}" for row in rows[:NAMED]],
        headline=say_many(
            "An opportunity is yours from now on", "%(count)s opportunities are yours from now on", len(rows)
        ),
        rest=say_many("And %(count)s more.", "And %(count)s more.", rest) if (rest := len(rows) - NAMED) > 0 else "",
        list_url=absolute("opportunity", one.number) if one else absolute("opportunities"),
    )


def opportunity_expires(opportunity: Opportunity, *, on: dt.date, days: int) -> Mail:
    """To its owner: the expected day has passed, and when it expires if nothing is done (D8)."""
    return _about("opportunity_expires", opportunity, on=on, days=days)


def opportunity_expired(opportunity: Opportunity) -> Mail:
    ask = absolute_path(new_case("", opportunity.number))
    return _about("opportunity_expired", opportunity, ask_url=ask)


def opportunity_reopened(opportunity: Opportunity, *, reason: str) -> Mail:
    """To its owner: the helpdesk opened it again, and why."""
    return _about("opportunity_reopened", opportunity, reason=reason)


def _about(mail: str, opportunity: Opportunity, **context: Any) -> Mail:
    values = {"number": opportunity.number, "title": opportunity.name, "close_on": opportunity.close_on}
    url = absolute("opportunity", opportunity.number)
    return to_person(mail, opportunity.owner, **values, opportunity_url=url, **context)
