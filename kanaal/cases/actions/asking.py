"""What whoever asks can do: ask, add, close, open again, rate (H1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.cases import mails, permissions
from kanaal.cases.conversation import write_down
from kanaal.cases.events import CaseAddedTo, CaseClosed, CaseOpened, CaseRated, CaseReopened
from kanaal.cases.models import Case, Message
from kanaal.cases.policy import CasesPolicy, CategoriesPolicy
from kanaal.cases.promises import promise_anew, rest_is_over, set_due
from kanaal.cases.sound import Upload, sound_files
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.numbers import next_number
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.partners.models import Contact, Partner
from kanaal.people.models import Person
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy

TWICE = dt.timedelta(minutes=10)
"""The same words within this time are a form that was sent twice."""


class CategoryUnknown(Refusal):
    status = 422
    field = "category"

    def __init__(self) -> None:
        super().__init__(
            say(_("There is no such category.")), remedy=say(_("Choose one of the list, or “something else”."))
        )


class NothingSaid(Refusal):
    status = 422
    field = "body"

    def __init__(self) -> None:
        super().__init__(say(_("You wrote nothing.")), remedy=say(_("Write at least a few words about it.")))


class AskedJustNow(Refusal):
    """A form that was sent twice: the second time says where the first one went."""

    def __init__(self, case: Case) -> None:
        super().__init__(
            say(_("You have just asked this: it is %(number)s."), number=name(case.number)),
            remedy=say(_("You need not ask again. Is there more to say, then add it there.")),
            link=reverse("case", args=[case.pk]),
            label=say(_("Look at %(number)s"), number=name(case.number)),
        )


class SaidJustNow(Refusal):
    field = "body"

    def __init__(self) -> None:
        super().__init__(
            say(_("You have just said this; it has arrived.")), remedy=say(_("Write something else, or wait for us."))
        )


class CaseIsMerged(Refusal):
    def __init__(self, case: Case) -> None:
        into = case.merged_into
        super().__init__(
            say(_("%(number)s was merged into another case."), number=name(case.number)),
            remedy=say(_("Go on there; everything that was said is kept.")),
            link=reverse("case", args=[into.pk]) if into else "",
            label=say(_("Go on")),
        )


class RatedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("You have rated this case already.")), remedy=say(_("Thank you. A rating is given once."))
        )


class NotRatedYet(Refusal):
    def __init__(self) -> None:
        super().__init__(say(_("This case isn't solved yet.")), remedy=say(_("Rate it when it is solved or closed.")))


class RatingOutOfRange(Refusal):
    status = 422
    field = "rating"

    def __init__(self) -> None:
        super().__init__(say(_("A rating is a number from 1 to 5.")), remedy=say(_("Choose one of the five.")))


@transaction.atomic
def open_case(
    *, category: str, subject: str, body: str, by: Actor, files: Sequence[Upload] = (), tell: bool = True
) -> Case:
    """Ask the helpdesk something. Refuses with CategoryUnknown, NothingSaid, and what a file can be refused for."""
    permissions.open_case.check(by, None)
    asker = Person.locked(by.person_id or 0)

    _refuse_silence(body)
    _refuse_twice(asker, subject, body)
    kept = sound_files(files)
    partner = _company(by)

    case = begin(category=category, subject=subject, asker=asker, partner=partner)
    write_down(case, Message.Kind.ASKER, body, author_id=asker.pk, files=kept)
    fact = CaseOpened(case_id=case.pk, number=case.number, category=category)
    record(fact, about=case, by=by, person_id=asker.pk)
    if partner:
        record(fact, about=partner, by=by, person_id=asker.pk)
    if tell:
        mails.case_received(case)
    return case


@transaction.atomic
def add_to_case(case: Case, *, body: str, by: Actor, files: Sequence[Upload] = ()) -> Message:
    """Say more about one's case. What waited for it goes on; what was solved is opened again while that is possible."""
    case = Case.locked(case.pk)
    permissions.add_to_case.check(by, case)

    if case.state == "merged":
        raise CaseIsMerged(case)
    if not files:
        _refuse_silence(body)
    last = case.messages.order_by("-pk").first()
    if not files and last and last.author_id == by.person_id and last.body == _as_kept(body) and _is_fresh(last):
        raise SaidJustNow
    kept = sound_files(files)
    if case.state in ("solved", "closed"):
        reopen_case(case, by=by)
        case.refresh_from_db()

    message = write_down(case, Message.Kind.ASKER, body, author_id=by.person_id, files=kept)
    hear(case)
    record(CaseAddedTo(case_id=case.pk, number=case.number, message_id=message.pk), about=case, by=by)
    tell_agent(case)
    return message


@transaction.atomic
def close_case(case: Case, *, by: Actor) -> Case:
    """Nothing more needs to be done. Asker, staff; and the clock for what was solved long ago."""
    case = Case.locked(case.pk)
    if by.kind == "clock" and case.state != "solved":
        return case  # somebody was quicker than the clock
    permissions.close_case.check(by, case)

    case.step("close")
    case.closed_at = clock.now()
    case.solved_at = case.solved_at or case.closed_at
    case.waiting_since = None
    set_due(case)
    case.save(update_fields=["state", "closed_at", "solved_at", "waiting_since", "due_at"])
    record(CaseClosed(case_id=case.pk, number=case.number), about=case, by=by)
    return case


@transaction.atomic
def reopen_case(case: Case, *, by: Actor) -> Case:
    """It wasn't solved after all: promised anew, from now."""
    case = Case.locked(case.pk)
    permissions.reopen_case.check(by, case)

    case.step("reopen")
    promise_anew(case, clock.now())
    case.save()
    record(CaseReopened(case_id=case.pk, number=case.number), about=case, by=by)
    tell_agent(case)
    return case


@transaction.atomic
def rate_case(case: Case, *, rating: int, words: str = "", by: Actor) -> Case:
    """How it was handled, from 1 to 5, once."""
    case = Case.locked(case.pk)
    permissions.rate_case.check(by, case)

    if case.rating is not None:
        raise RatedAlready
    if case.state not in ("solved", "closed"):
        raise NotRatedYet
    if rating not in range(1, 6):
        raise RatingOutOfRange

    case.rating, case.rating_words = rating, words.strip()
    case.save(update_fields=["rating", "rating_words"])
    record(CaseRated(case_id=case.pk, number=case.number, rating=rating), about=case, by=by)
    return case


def begin(
    *,
    category: str,
    subject: str,
    asker: Person | None,
    partner: Partner | None,
    queue: str = "",
    claimed_email: str = "",
    language: str = "",
) -> Case:
    """The row of a new case with its number and promises. Raises CategoryUnknown."""
    found = policy(CategoriesPolicy).get(category)
    if found is None:
        raise CategoryUnknown
    now = clock.now()
    case = Case(
        number=next_number("case", policy(CasesPolicy).number_prefix),
        subject=" ".join(subject.split())[:200] or str(found.name),
        category=category,
        queue=queue or found.queue,
        region=partner.region if partner else policy(RegionsPolicy).regions[0].key,
        language=asker.language if asker else language,
        partner=partner,
        asked_by=asker,
        claimed_email=claimed_email,
        unverified=asker is None,
        asked_at=now,
    )
    promise_anew(case, now)
    case.save()
    return case


def hear(case: Case) -> None:
    """The asker said something: what waited for it goes on, and the time of waiting is added."""
    if case.state != "waiting":
        return
    rest_is_over(case, clock.now())
    case.step("hear")
    set_due(case)
    case.save(update_fields=["state", "solve_by", "waiting_since", "due_at"])


def tell_agent(case: Case) -> None:
    if case.assignee is not None:
        mails.case_added_to(case, case.assignee)


def company_of(person: Person) -> Partner | None:
    """The company for which somebody acts now; a person acts for one at most."""
    contact = Contact.objects.filter(person=person, active=True).select_related("partner").first()
    return contact.partner if contact else None


def _company(by: Actor) -> Partner | None:
    """The company in whose name one asks: that of the role in which one acts."""
    if not by.acts_as("contact") or by.role is None:
        return None
    mine = Contact.objects.filter(pk=by.role.id, person_id=by.person_id or 0, active=True).select_related("partner")
    contact = mine.first()
    return contact.partner if contact else None


def _refuse_silence(body: str) -> None:
    if not body.strip():
        raise NothingSaid


def _refuse_twice(asker: Person, subject: str, body: str) -> None:
    """The asker is locked, so of two forms sent at once the second one finds the first."""
    latest = Case.objects.filter(asked_by=asker).order_by("-pk").first()
    if latest is None or not latest.is_open or latest.subject != " ".join(subject.split())[:200]:
        return
    first = latest.messages.order_by("pk").first()
    if first and first.body == _as_kept(body) and _is_fresh(first):
        raise AskedJustNow(latest)


def _as_kept(body: str) -> str:
    return body.replace("\r\n", "\n").strip()


def _is_fresh(message: Message) -> bool:
    return clock.now() - message.at < TWICE
