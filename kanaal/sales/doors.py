"""The door of the Sales Center's pages (P9)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponseBase

from kanaal.core.actors import Actor
from kanaal.core.decisions import NotAllowed
from kanaal.partners.doors import contact_page, partner_of
from kanaal.partners.models import Partner
from kanaal.sales import permissions

View = Callable[..., HttpResponseBase]


def sales_page(view: View) -> Any:
    """For contacts to whom the programme opens its place for sales; sets `request.partner`. Others read why not."""

    @contact_page
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        enter(request.actor, partner_of(request))
        return view(request, *args, **kwargs)

    return guarded


def profile_page(view: View) -> Any:
    """For every contact of a company whose level opens the place, seat or no seat: they read who gives one."""

    @contact_page
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        if permissions.sales_place() is None:
            raise Http404
        permissions.see_sales_profile.check(request.actor, partner_of(request))
        return view(request, *args, **kwargs)

    return guarded


def enter(actor: Actor, partner: Partner) -> None:
    """Let somebody in, or raise NotAllowed with every reason; Http404 where the programme has no such place."""
    decision = permissions.decide_door(actor, partner)
    if decision is None:
        raise Http404
    if not decision.allowed:
        raise NotAllowed(decision)
