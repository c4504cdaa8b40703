"""The door of the pages of a partner's own licences (N1)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponseBase

from kanaal.core.decisions import NotAllowed
from kanaal.nfr.permissions import nfr_door
from kanaal.partners.doors import contact_page, partner_of

View = Callable[..., HttpResponseBase]


def nfr_page(view: View) -> Any:
    """For whom the programme's place for it is open; sets `request.partner`. Others read why it is not open to them."""

    @contact_page
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        found = nfr_door(request.actor, partner_of(request))
        if found is None:
            raise Http404
        if not found[1].allowed:
            raise NotAllowed(found[1])
        return view(request, *args, **kwargs)

    return guarded
