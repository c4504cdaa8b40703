"""The door of the vendor's desk: staff come in, nobody else learns that it is there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse

from kanaal.partners import permissions

View = Callable[..., HttpResponse]


def staff_page(view: View) -> View:
    """A page for the vendor's staff. Strangers sign in first; staff who act in another role read how to change it."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.actor.signed_in:
            return redirect_to_login(request.get_full_path())
        if not request.actor.acts_as("staff") and not any(role.kind == "staff" for role in request.roles):
            raise Http404
        permissions.see_enrolments.check(request.actor, None)
        return view(request, *args, **kwargs)

    return guarded
