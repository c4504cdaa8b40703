"""The page behind a place's link: why it is not open to one, or that its room is still to be built (P9, H4)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kanaal.core.decisions import NotAllowed
from kanaal.core.pages import page
from kanaal.partners import rooms
from kanaal.partners.doors import contact_page, partner_of
from kanaal.partners.policy import PlacesPolicy
from kanaal.programme.policies import policy


@contact_page
def place(request: Any, key: str) -> HttpResponse:
    found = policy(PlacesPolicy).get(key)
    if found is None:
        raise Http404
    decision = rooms.decide(request.actor, partner_of(request), found)
    if not decision.allowed:
        raise NotAllowed(decision)
    if found.module in rooms.ROOMS:
        return redirect(rooms.ROOMS[found.module])
    return page(request, "partners/place.html", place=found, decision=decision)
