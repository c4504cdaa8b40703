"""Keeping promises, and cases whose people leave (H1, P11)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.cases import mails, permissions
from kanaal.cases.events import CaseHandedOver, CasePromiseBroken, CasePromiseWarned
from kanaal.cases.models import Case
from kanaal.cases.policy import CasesPolicy
from kanaal.cases.queries import agents
from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.helpdesk import promises
from kanaal.partners.models import Contact, Partner
from kanaal.people.models import Person
from kanaal.programme.policies import policy


class NotAColleague(Refusal):
    status = 422
    field = "to"

    def __init__(self, person: Person) -> None:
        super().__init__(
            say(_("%(name)s isn't a contact of the same company."), name=name(str(person))),
            remedy=say(_("Choose somebody who acts for the company.")),
        )


@transaction.atomic
def hand_over_cases(person: Person, to: Person, *, partner: Partner, by: Actor) -> int:
    """A contact leaves: what they asked for the company and is still open is a colleague's from now on (P11).

    Answers how many. What they asked for themselves, for no company or another one, stays theirs.
    """
    theirs = Case.objects.select_for_update().filter(asked_by=person, partner=partner, state__in=Case.OPEN)
    rows = list(theirs.order_by("pk"))
    permissions.hand_over_cases.check(by, partner)

    if not Contact.objects.filter(person=to, partner=partner, active=True).exists():
        raise NotAColleague(to)

    for case in rows:
        case.asked_by = to
        case.language = to.language
        case.save(update_fields=["asked_by", "language"])
        fact = CaseHandedOver(case_id=case.pk, number=case.number, from_id=person.pk, to_id=to.pk)
        record(fact, about=case, by=by, person_id=to.pk)
        mails.case_handed_over(case, to)
    return len(rows)


@transaction.atomic
def tell_of_promise(case: Case, *, by: Actor = CLOCK) -> bool:
    """Tell the helpdesk that a promise is about to break, or is broken; each once for each promise."""
    case = Case.locked(case.pk)
    permissions.tell_of_promise.check(by, case)
    now = clock.now()
    if case.due_at is None or case.told_broken == case.due_at:
        return False
    if case.due_at <= now:
        case.warned_of = case.told_broken = case.due_at
        case.save(update_fields=["warned_of", "told_broken"])
        record(CasePromiseBroken(case_id=case.pk, number=case.number), about=case, by=by)
        for agent in _whom(case):
            mails.case_promise_broken(case, agent)
        return True
    if case.warned_of == case.due_at or not _is_near(case, now):
        return False
    case.warned_of = case.due_at
    case.save(update_fields=["warned_of"])
    record(CasePromiseWarned(case_id=case.pk, number=case.number), about=case, by=by)
    for agent in _whom(case):
        mails.case_promise_warned(case, agent)
    return True


def _is_near(case: Case, now: dt.datetime) -> bool:
    left = promises.passed(now, case.due_at, case.region) if case.due_at else dt.timedelta(0)
    return left <= dt.timedelta(hours=policy(CasesPolicy).warn_hours)


def _whom(case: Case) -> list[Person]:
    """Whoever has it in hand; nobody yet: all who work on cases."""
    return [case.assignee] if case.assignee else list(agents())
