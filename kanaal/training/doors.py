"""The door of the training center's pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse

from kanaal.partners.doors import contact_page, partner_of
from kanaal.training import permissions

View = Callable[..., HttpResponse]


def training_page(view: View) -> View:
    """For contacts to whom the programme opens its training center; others read why not."""

    @contact_page
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        permissions.enter_training.check(request.actor, partner_of(request))
        return view(request, *args, **kwargs)

    return guarded
