"""Questions about requests."""

from __future__ import annotations

from django.db.models import Model, Q, QuerySet

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
    waits = Request.objects.filter(state="awaiting", authorisation__state="waiting")
    return waits.filter(authorisation__person_id=actor.person_id, authorisation__until__gt=clock.now())


def requests_about(subject: Model) -> QuerySet[Request]:
    """Everything that was ever asked about a thing, the newest first."""
    return Request.objects.filter(about_kind=subject._meta.label_lower, about_id=subject.pk).order_by("-pk")
