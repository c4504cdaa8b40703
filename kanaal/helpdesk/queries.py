"""Questions about requests."""

from __future__ import annotations

from django.db.models import QuerySet

from kanaal.core.actors import Actor
from kanaal.helpdesk.models import Request


def requests_seen_by(actor: Actor) -> QuerySet[Request]:
    """Staff see all requests; everybody else what they asked for themselves."""
    if actor.acts_as("staff"):
        return Request.objects.all()
    return Request.objects.filter(asked_by_id=actor.person_id) if actor.person_id else Request.objects.none()
