"""What the helpdesk does when a lower module reports something."""

from __future__ import annotations

from django.db.models import Q

from kanaal.core.events import on
from kanaal.core.models import Event
from kanaal.helpdesk.actions import evidence
from kanaal.helpdesk.events import RequestAsked
from kanaal.helpdesk.kinds import is_quiet
from kanaal.helpdesk.models import Authorisation, Evidence, Request
from kanaal.helpdesk.tasks import ask_quietly
from kanaal.people import erasure
from kanaal.people.models import Person


def lock_requests(person: Person) -> None:
    list(Request.objects.select_for_update().filter(asked_by=person, state__in=Request.OPEN).order_by("pk"))


def empty_requests(person: Person, erased: erasure.Erased) -> None:
    """What an erased person wrote goes; that something was asked and decided stays (L5)."""
    mine = Request.objects.filter(asked_by=person)
    mine.filter(state__in=Request.OPEN).update(state="withdrawn")
    mine.update(reason="", answer="", without="")
    evidence.forget(Evidence.objects.filter(request__in=mine))


def empty_authorisations(person: Person, erased: erasure.Erased) -> None:
    """That somebody authorised stays; who it was does not. What still waited for them can be sent to another."""
    theirs = Authorisation.objects.filter(Q(person=person) | Q(email__in=erased.addresses))
    theirs.filter(state="waiting").update(state="expired")
    theirs.update(email=erased.address, name="", word="", address=None)


@on(RequestAsked)
def ask_beside(fact: RequestAsked, event: Event) -> None:
    """Of a quiet request whoever must authorise it, if anybody, is asked behind its asker's back."""
    if is_quiet(Request.objects.get(pk=fact.request_id)):
        ask_quietly.enqueue(fact.request_id)


erasure.LOCKS.append(lock_requests)
erasure.ERASERS.extend([empty_requests, empty_authorisations])
