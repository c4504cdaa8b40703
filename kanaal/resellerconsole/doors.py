"""The door of the Reseller Console's pages (V1)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponseBase

from kanaal.core.actors import Actor
from kanaal.core.decisions import NotAllowed
from kanaal.licensing.conditions import console_door
from kanaal.partners.doors import contact_page, partner_of
from kanaal.partners.models import Partner

View = Callable[..., HttpResponseBase]


def console_page(view: View) -> Any:
    """For contacts to whom the programme opens its place for it; sets `request.partner`. Others read why not."""

    @contact_page
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        enter(request.actor, partner_of(request))
        return view(request, *args, **kwargs)

    return guarded


def enter(actor: Actor, partner: Partner) -> None:
    """Let somebody in, or raise NotAllowed with every reason; Http404 where the programme has no such place."""
    found = console_door(actor, partner)
    if found is None:
        raise Http404
    if not found[1].allowed:
        raise NotAllowed(found[1])
