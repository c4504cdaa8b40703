"""Questions about requests."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.helpdesk.models import Request


def requests_seen_by(actor: Actor) -> QuerySet[Request]:
    """Staff see all requests; everybody else what they asked for themselves, or were asked to authorise."""
    if actor.acts_as("staff"):
        return Request.objects.all()
    if not actor.person_id:
        return Request.objects.none()
    return Request.objects.filter(Q(asked_by_id=actor.person_id) | Q(authorisation__person_id=actor.person_id))


def waiting_for(actor: Actor) -> QuerySet[Request]:
    """What others asked, and the actor is to authorise."""
    if not actor.person_id:
        return Request.objects.none()
    waits = Request.objects.filter(state__in=Request.OPEN, authorisation__state="waiting")
    return waits.filter(authorisation__person_id=actor.person_id, authorisation__until__gt=clock.now())


def queued(actor: Actor, chosen: Mapping[str, str]) -> QuerySet[Request]:
    """The queue as its address narrows it: by `state` and `kind`; or `about`, all that was ever asked about one thing.

    `about` is written `label:id`, as in `partners.partner:12`.
    """
    found = requests_seen_by(actor)
    label, _colon, number = chosen.get("about", "").partition(":")
    if number.isdecimal() and number.isascii() and len(number) < 16:
        found = found.filter(about_kind=label, about_id=int(number))
    else:
        found = found.filter(state=chosen.get("state") or "open")
    return found.filter(kind=chosen["kind"]) if chosen.get("kind") else found
