"""The door of the distributors' pages (V6)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseBase

from kanaal.distribution import permissions
from kanaal.distributors.models import Distributor
from kanaal.distributors.queries import remember_user

View = Callable[..., HttpResponseBase]


def distributor_page(view: View) -> Any:
    """For people of a distributor; sets `request.distributor`. Strangers sign in first, others read why not."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        if not request.actor.signed_in:
            return redirect_to_login(request.get_full_path())
        known = remember_user(request.subject) if request.actor.acts_as("distributor") else None
        permissions.enter_distribution.check(request.actor, known)
        request.distributor = known
        return view(request, *args, **kwargs)

    return guarded


def distributor_of_request(request: Any) -> Distributor:
    """For whom this request acts (set by `distributor_page`)."""
    found: Distributor = request.distributor
    return found
