"""Promises of the deal desk: until when it answers, who is waited for, and who answers while an agent is away (D7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kanaal.core import clock
from kanaal.deals.models import DeskAbsence, Registration
from kanaal.deals.policy import DealRegistrationPolicy
from kanaal.helpdesk import promises
from kanaal.people.models import Person
from kanaal.programme.policies import policy


@dataclass(frozen=True)
class Waited:
    """Who is waited for: `you` (the partner), `desk`, or `nobody`. `agent` has it in hand; `away`: the agent who is
    away, for whom `agent` answers.
    """

    who: str
    agent: Person | None = None
    away: Person | None = None


def promise(registration: Registration, now: dt.datetime) -> None:
    """The desk is waited for from now on, and has promised; in memory."""
    rule = policy(DealRegistrationPolicy)
    registration.waiting_since = now
    registration.promised_at = promises.after(now, dt.timedelta(hours=rule.answer_hours), registration.region)
    registration.escalate_at = promises.after(now, dt.timedelta(hours=rule.escalate_hours), registration.region)
    registration.escalated_at = None


def delegates_on(day: dt.date, people: Iterable[int | None]) -> Mapping[int, Person]:
    """Who answers on a day instead of whom: of these people, those who are away. The absence begun last counts."""
    ids = {pk for pk in people if pk}
    if not ids:
        return {}
    away = DeskAbsence.objects.filter(person__in=ids, starts__lte=day, ends__gte=day)
    rows = away.select_related("delegate").order_by("starts", "pk")
    return {row.person_id: row.delegate for row in rows}


def waited_for(registration: Registration) -> Waited:
    if registration.state in ("draft", "asked"):
        return Waited("you")
    if registration.state != "submitted":
        return Waited("nobody")
    agent = registration.agent
    if agent is None:
        return Waited("desk")
    instead = delegates_on(clock.today(), [agent.pk]).get(agent.pk)
    return Waited("desk", instead, agent) if instead else Waited("desk", agent)


def who_answers(registration: Registration) -> Person | None:
    """The agent to whom mails about it go: who has it, or who stands in for them."""
    return waited_for(registration).agent or registration.agent
