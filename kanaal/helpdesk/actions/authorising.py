"""Authorising what somebody else asked: by a link in a mail, or from inside. Opening a link does nothing (H2, L3)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.urls import reverse_lazy
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.helpdesk import mails, permissions
from kanaal.helpdesk.actions.recording import fact
from kanaal.helpdesk.events import (
    AuthorisationExpired,
    AuthorisationRefused,
    AuthorisationSentAgain,
    AuthoriserReminded,
    RequestAuthorised,
)
from kanaal.helpdesk.kinds import Authoriser, is_quiet, kind_of, subject_of, timeline_of
from kanaal.helpdesk.models import Authorisation, Request
from kanaal.helpdesk.policy import HelpdeskPolicy
from kanaal.helpdesk.promises import promised_answer
from kanaal.people import tokens
from kanaal.people.models import Person
from kanaal.programme.policies import policy

PURPOSE = "authorise_request"


class AuthorisationOver(Refusal):
    status = 410

    def __init__(self, until: dt.datetime) -> None:
        super().__init__(
            say(_("You could answer this until %(until)s."), until=until),
            remedy=say(_("Whoever asked can have it sent to you again.")),
        )


class LinkTakenBack(Refusal):
    """The link was withdrawn: because the request was, or because a newer mail took its place."""

    status = 410

    def __init__(self, request: Request) -> None:
        waits = request.state == "awaiting"
        newer = say(_("A newer mail has taken the place of the one with this link."))
        over = say(_("Request %(number)s is %(state)s."), number=name(request.number), state=request.state_label)
        nothing = say(_("There is nothing left to answer; nothing of it was done by this link."))
        super().__init__(
            newer if waits else over, remedy=say(_("Use the link of the latest mail.")) if waits else nothing
        )


class AnsweredAlready(Refusal):
    """The link was used: to say yes, or to say no."""

    status = 410

    def __init__(self, request: Request) -> None:
        super().__init__(
            say(_("Request %(number)s is %(state)s."), number=name(request.number), state=request.state_label),
            remedy=say(_("It was answered by this link already; nothing more is asked of you.")),
        )


class NobodyToAuthorise(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("There is nobody who could authorise this now.")),
            remedy=say(_("The helpdesk decides it, with what was attached.")),
            link=reverse_lazy("my-requests"),
            label=say(_("Your requests")),
        )


def ask_for_authorisation(request: Request, by: Actor) -> None:
    """Part of asking: whoever must authorise gets a link; who authorises by asking has done so now."""
    who = kind_of(request).authoriser(subject_of(request), request.values)
    if who is None:
        return
    given = who.person_id is not None and who.person_id == request.asked_by_id
    made = Authorisation(request=request, asked_at=clock.now())
    if given:
        _name(made, who)
        made.state, made.decided_at, made.address, made.by_asking = "given", clock.now(), by.address or None, True
        made.save()
        return
    if not is_quiet(request):
        request.step("await")
        request.save(update_fields=["state"])
    _send(made, who)


@transaction.atomic
def authorise_request(request: Request, *, by: Actor, secret: str = "") -> Request:
    """Say yes to what somebody asked. From then on it waits for the helpdesk."""
    request = Request.locked(request.pk)
    authorisation = _answerable(request, by, secret)
    decision = permissions.authorise_request.check(by, authorisation)

    authorisation.step("give")
    _answered(authorisation, by, "")
    record(fact(RequestAuthorised, request), about=timeline_of(request), by=by, receipt=decision)
    if not is_quiet(request):
        _reaches_the_desk(request)
        mails.request_authorised(request)
    return request


@transaction.atomic
def refuse_request(request: Request, *, by: Actor, word: str, secret: str = "") -> Request:
    """Say no to what somebody asked, with a word for them. The request is over, or goes on at the desk (`quiet`)."""
    request = Request.locked(request.pk)
    authorisation = _answerable(request, by, secret)
    decision = permissions.refuse_request.check(by, authorisation)

    authorisation.step("refuse")
    _answered(authorisation, by, word.strip())
    record(fact(AuthorisationRefused, request), about=timeline_of(request), by=by, receipt=decision)
    if is_quiet(request):
        return request  # the helpdesk decides, and its answer is the only one that the asker reads
    request.step("refuse")
    request.decided_at = clock.now()
    request.save(update_fields=["state", "decided_at"])
    mails.request_refused(request)
    return request


@transaction.atomic
def send_authorisation_again(request: Request, *, by: Actor) -> Request:
    """A new link, to whoever must authorise it now; earlier ones stop working."""
    request = Request.locked(request.pk)
    permissions.send_authorisation_again.check(by, request)
    authorisation = Authorisation.locked_of(request)
    authorisation.step("send_again")
    who = kind_of(request).authoriser(subject_of(request), request.values)
    if who is None:
        raise NobodyToAuthorise

    authorisation.sent_count += 1
    authorisation.reminded_at = None
    _send(authorisation, who)
    record(fact(AuthorisationSentAgain, request), about=timeline_of(request), by=by)
    return request


@transaction.atomic
def expire_authorisation(authorisation: Authorisation, *, by: Actor = CLOCK) -> None:
    """Nobody answered in time. The request stays, and its asker is told that it can be sent again."""
    request = Request.locked(authorisation.request_id)
    authorisation = Authorisation.locked_of(request)
    permissions.expire_authorisation.check(by, authorisation)
    if not request.is_open or authorisation.state != "waiting" or authorisation.until > clock.now():
        return
    authorisation.step("expire")
    authorisation.save(update_fields=["state"])
    record(fact(AuthorisationExpired, request), about=timeline_of(request), by=by)
    if not is_quiet(request):
        mails.authorisation_expired(request)


@transaction.atomic
def remind_authoriser(authorisation: Authorisation, *, by: Actor = CLOCK) -> None:
    """Recall it once, with a link of its own; the first link goes on to work."""
    request = Request.locked(authorisation.request_id)
    authorisation = Authorisation.locked_of(request)
    permissions.remind_authoriser.check(by, authorisation)
    open_still = request.is_open and authorisation.state == "waiting" and authorisation.until > clock.now()
    if not open_still or authorisation.reminded_at:
        return
    authorisation.reminded_at = clock.now()
    authorisation.save(update_fields=["reminded_at"])
    secret = tokens.issue(PURPOSE, request, audience=authorisation.email, until=authorisation.until, beside=True)
    record(fact(AuthoriserReminded, request), about=timeline_of(request), by=by)
    mails.authorisation_asked(authorisation, secret)


def _reaches_the_desk(request: Request) -> None:
    """From now on it waits for the helpdesk, and an answer is promised."""
    request.step("authorise")
    request.ready_at = now = clock.now()
    request.promised_at = promised_answer(now, kind_of(request).region(subject_of(request)))
    request.save(update_fields=["state", "ready_at", "promised_at"])


def _answerable(request: Request, by: Actor, secret: str) -> Authorisation:
    """The authorisation, if it can be answered by this actor with this link."""
    authorisation = Authorisation.locked_of(request)
    if is_quiet(request):
        request.lifecycle.after(request.state, "decline")  # refuses what is decided or withdrawn already
    if secret:
        tokens.look_up(PURPOSE, secret)
    elif authorisation.person_id is None and by.email.lower() != authorisation.email.lower():
        raise tokens.LinkUnknown
    if authorisation.state == "waiting" and authorisation.until <= clock.now():
        raise AuthorisationOver(authorisation.until)
    return authorisation


def _answered(authorisation: Authorisation, by: Actor, word: str) -> None:
    authorisation.decided_at, authorisation.word, authorisation.address = clock.now(), word, by.address or None
    authorisation.save(update_fields=["state", "decided_at", "word", "address"])
    tokens.use_up(PURPOSE, authorisation.request)


def _name(authorisation: Authorisation, who: Authoriser) -> None:
    authorisation.email, authorisation.name, authorisation.language = who.email, who.name, who.language
    authorisation.person, authorisation.why = Person.objects.filter(pk=who.person_id or 0).first(), who.why.to_data()
    authorisation.until = clock.now() + dt.timedelta(days=policy(HelpdeskPolicy).authorisation_days)


def _send(authorisation: Authorisation, who: Authoriser) -> None:
    _name(authorisation, who)
    authorisation.save()
    secret = tokens.issue(PURPOSE, authorisation.request, audience=who.email, until=authorisation.until)
    mails.authorisation_asked(authorisation, secret)
