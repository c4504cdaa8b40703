"""The door of pages for the vendor's staff: they come in, nobody else learns that the page is there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.http.response import HttpResponseBase

from kanaal.core.decisions import Permission

View = Callable[..., HttpResponseBase]


def staff_page(door: Permission[Any]) -> Callable[[View], View]:
    """`@staff_page(permissions.see_enrolments)`: strangers sign in first; staff who act in another role read how to
    change it; whoever is no staff finds nothing.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.actor.signed_in:
                return redirect_to_login(request.get_full_path())
            if not request.actor.acts_as("staff") and not any(role.kind == "staff" for role in request.roles):
                raise Http404
            door.check(request.actor, None)
            return view(request, *args, **kwargs)

        return guarded

    return guard
