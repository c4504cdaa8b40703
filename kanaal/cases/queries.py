"""Questions about cases. Whoever may not know that a case exists gets an empty answer."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.db.models import Q, QuerySet

from kanaal.cases.models import Case, IncomingMail, Message
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.models import Event
from kanaal.partners.models import Contact, Partner
from kanaal.people.models import Person, StaffRole


def _primary_at(actor: Actor) -> QuerySet[Contact]:
    role = actor.role.id if actor.acts_as("contact") and actor.role else 0
    mine = Contact.objects.filter(pk=role, person_id=actor.person_id or 0)
    return mine.filter(active=True, kind=Contact.Kind.PRIMARY)


def is_primary_of(actor: Actor, partner_id: int | None) -> bool:
    """Does the actor act as the primary contact of a company?"""
    return partner_id is not None and _primary_at(actor).filter(partner_id=partner_id).exists()


def cases_seen_by(actor: Actor) -> QuerySet[Case]:
    """Staff see all. Others see what they asked, and a primary contact what colleagues asked for the company."""
    if actor.acts_as("staff"):
        return Case.objects.all()
    if actor.person_id is None:
        return Case.objects.none()
    theirs = Q(asked_by_id=actor.person_id) | Q(partner__in=_primary_at(actor).values("partner_id"))
    return Case.objects.filter(theirs, unverified=False)


def messages_seen_by(actor: Actor, case: Case) -> QuerySet[Message]:
    """Notes, and what came from an address that nobody has proved, are for staff alone."""
    found = case.messages.select_related("author").prefetch_related("attachments").order_by("pk")
    if actor.acts_as("staff"):
        return found
    return found.exclude(kind=Message.Kind.NOTE).filter(claimed_email="")


def queue(actor: Actor, chosen: Mapping[str, str]) -> QuerySet[Case]:
    """The desk's list as its filters narrow it: `state`, `queue`, `region`, `only`, and `q` for words."""
    found, words = cases_seen_by(actor), chosen.get("q", "").strip()
    if is_number(words):  # whoever has a number wants that case, in whatever state it is
        number = words.upper()
        whole = number.count("-") == 2  # then the index of whole numbers finds it at once
        found = found.filter(number=number) if whole else found.filter(number__startswith=number)
        return found.select_related("partner", "asked_by", "assignee")
    state = chosen.get("state") or "todo"
    found = found.filter(due_at__isnull=False) if state == "todo" else found.filter(state=state)
    if key := chosen.get("queue"):
        found = found.filter(queue=key)
    if key := chosen.get("region"):
        found = found.filter(region=key)
    only = chosen.get("only") or ""
    if "mine" in only:
        found = found.filter(assignee_id=actor.person_id)
    if "overdue" in only:
        found = found.filter(due_at__lt=clock.now())
    if words:
        found = found.filter(_named(words))
    return found.select_related("partner", "asked_by", "assignee")


def is_number(words: str) -> bool:
    """Is it the number of a case, or its beginning?"""
    return re.fullmatch(r"[A-Za-z]{1,12}-\d[\d-]{0,14}", words) is not None


def _named(words: str) -> Q:
    """By address, by the beginning of a company's name: each has an index; else among the subjects."""
    if "@" in words:
        return Q(asked_by__in=Person.objects.filter(email=words.lower())) | Q(claimed_email=words.lower())
    named = Partner.objects.filter(name__istartswith=words).order_by("name").values("pk")[:200]
    return Q(partner__in=list(named.values_list("pk", flat=True))) | Q(subject__icontains=words)


def order_of(chosen: Mapping[str, str]) -> tuple[str, ...]:
    """What waits for us: the first promised first. All else: the latest first."""
    if is_number(chosen.get("q", "").strip()):
        return ("-asked_at", "-pk")
    return ("due_at", "pk") if (chosen.get("state") or "todo") == "todo" else ("-asked_at", "-pk")


def agents() -> QuerySet[Person]:
    """Who of the staff works on cases."""
    working = StaffRole.objects.filter(active=True, kind__in=("manager", "agent"))
    return Person.objects.filter(pk__in=working.values("person_id"), erased_at=None).order_by("name", "pk")


def kept_mails() -> QuerySet[IncomingMail]:
    """Mails that were taken in and not acted upon: loops, automatic answers, too many at once."""
    return IncomingMail.objects.filter(state=IncomingMail.State.IGNORED).defer("raw")


def events_about(case: Case) -> QuerySet[Event]:
    found = Event.objects.filter(about_kind=Case._meta.label_lower, about_id=case.pk)
    return found.select_related("personal").order_by("-id")
