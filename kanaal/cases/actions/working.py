"""What the helpdesk does with a case: take, answer, ask, solve, move (H1)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.cases import mails, permissions
from kanaal.cases.actions.asking import CategoryUnknown, NothingSaid, company_of
from kanaal.cases.conversation import write_down
from kanaal.cases.events import (
    CaseAnswered,
    CaseMoved,
    CaseNoted,
    CaseQuestionAsked,
    CaseSolved,
    CaseTaken,
    CaseVerified,
)
from kanaal.cases.models import Case, Message
from kanaal.cases.policy import CategoriesPolicy, QueuesPolicy
from kanaal.cases.promises import rest_is_over, set_due
from kanaal.cases.queries import agents
from kanaal.cases.sound import Upload, sound_files
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.people.models import Person
from kanaal.people.queries import by_address, has_proved_address
from kanaal.programme.policies import policy


class NotAnAgent(Refusal):
    status = 422
    field = "assignee"

    def __init__(self, person: Person) -> None:
        super().__init__(
            say(_("%(name)s doesn't work on cases."), name=name(str(person))),
            remedy=say(_("Choose a manager or an agent.")),
        )


class QueueUnknown(Refusal):
    status = 422
    field = "queue"

    def __init__(self) -> None:
        super().__init__(say(_("There is no such queue.")), remedy=say(_("Choose one of the list.")))


class NobodyKnown(Refusal):
    status = 422
    field = "email"

    def __init__(self, email: str) -> None:
        super().__init__(
            say(_("No ID has proved the address %(email)s."), email=name(email)),
            remedy=say(_("Ask the person to make an ID first; until then the case stays unverified.")),
        )


class VerifiedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(say(_("It is known already who asked this.")), remedy=say(_("Look at it as it is now.")))


@transaction.atomic
def take_case(case: Case, *, by: Actor, assignee: Person | None = None) -> Case:
    """Look after a case oneself, or give it to a colleague who works on cases."""
    case = Case.locked(case.pk)
    permissions.take_case.check(by, case)

    who = assignee or Person.objects.get(pk=by.person_id or 0)
    if not agents().filter(pk=who.pk).exists():
        raise NotAnAgent(who)

    if case.state == "new":
        case.step("take")
    case.assignee = who
    case.save(update_fields=["state", "assignee"])
    record(CaseTaken(case_id=case.pk, number=case.number, assignee_id=who.pk), about=case, by=by)
    return case


@transaction.atomic
def answer_case(case: Case, *, body: str, by: Actor, files: Sequence[Upload] = ()) -> Message:
    """Answer the asker; it is mailed, and keeps the first promise."""
    case = Case.locked(case.pk)
    permissions.answer_case.check(by, case)
    message = _say(case, "answer", body, files, by)
    record(CaseAnswered(case_id=case.pk, number=case.number, message_id=message.pk), about=case, by=by)
    mails.case_answered(case, message)
    return message


@transaction.atomic
def ask_about_case(case: Case, *, body: str, by: Actor, files: Sequence[Upload] = ()) -> Message:
    """Ask the asker for more. The promises rest until they answer."""
    case = Case.locked(case.pk)
    permissions.ask_about_case.check(by, case)
    message = _say(case, "ask", body, files, by)
    record(CaseQuestionAsked(case_id=case.pk, number=case.number, message_id=message.pk), about=case, by=by)
    mails.case_question(case, message)
    return message


@transaction.atomic
def solve_case(case: Case, *, body: str, by: Actor, files: Sequence[Upload] = ()) -> Message:
    """Say what the solution is. The asker can open it again for some days, and rate it."""
    case = Case.locked(case.pk)
    permissions.solve_case.check(by, case)
    message = _say(case, "solve", body, files, by)
    record(CaseSolved(case_id=case.pk, number=case.number), about=case, by=by)
    mails.case_solved(case, message)
    return message


@transaction.atomic
def note_case(case: Case, *, body: str, by: Actor, files: Sequence[Upload] = ()) -> Message:
    """A note that only staff read, in whatever state the case is."""
    case = Case.locked(case.pk)
    permissions.note_case.check(by, case)
    if not body.strip():
        raise NothingSaid
    kept = sound_files(files)
    message = write_down(case, Message.Kind.NOTE, body, author_id=by.person_id, files=kept)
    record(CaseNoted(case_id=case.pk, number=case.number, message_id=message.pk), about=case, by=by)
    return message


@transaction.atomic
def move_case(case: Case, *, category: str, queue: str, by: Actor) -> Case:
    """Another category, another queue; promises stay as they were given."""
    case = Case.locked(case.pk)
    permissions.move_case.check(by, case)
    if policy(CategoriesPolicy).get(category) is None:
        raise CategoryUnknown
    if queue not in [q.key for q in policy(QueuesPolicy).case_queues]:
        raise QueueUnknown

    case.category, case.queue = category, queue
    case.save(update_fields=["category", "queue"])
    record(CaseMoved(case_id=case.pk, number=case.number, category=category, queue=queue), about=case, by=by)
    return case


@transaction.atomic
def verify_case(case: Case, *, email: str, by: Actor) -> Case:
    """Say which ID stands behind an unverified case: it becomes theirs, and they see it from now on."""
    case = Case.locked(case.pk)
    decision = permissions.verify_case.check(by, case)

    if not case.unverified:
        raise VerifiedAlready
    person = by_address(email)
    if person is None or not has_proved_address(person):
        raise NobodyKnown(email)

    # Only what came from that very address becomes theirs; what others wrote stays unverified beside it.
    case.messages.filter(claimed_email=person.email).update(author=person, claimed_email="")
    found = policy(CategoriesPolicy).get(case.category)
    case.asked_by, case.claimed_email, case.unverified = person, "", False
    case.language, case.partner = person.language, company_of(person)
    case.queue = found.queue if found else case.queue
    case.save(update_fields=["asked_by", "claimed_email", "unverified", "language", "partner", "queue"])
    fact = CaseVerified(case_id=case.pk, number=case.number, asker_id=person.pk, email=person.email)
    record(fact, about=case, by=by, person_id=person.pk, receipt=decision)
    mails.case_received(case)
    return case


def _say(case: Case, step: str, body: str, files: Sequence[Upload], by: Actor) -> Message:
    """What answering, asking and solving share: refuse, then change."""
    if not body.strip():
        raise NothingSaid
    kept = sound_files(files)
    now = clock.now()
    was_waiting = case.state == "waiting"
    case.step(step)
    if was_waiting:
        rest_is_over(case, now)
    case.answered_at = case.answered_at or now
    case.waiting_since = now if step == "ask" else None
    case.solved_at = now if step == "solve" else case.solved_at
    case.assignee_id = case.assignee_id or by.person_id
    set_due(case)
    case.save()
    return write_down(case, Message.Kind.AGENT, body, author_id=by.person_id, files=kept)
