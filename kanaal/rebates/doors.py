"""The door of a partner's pages of its own rebates (R3)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponseBase

from kanaal.partners.doors import contact_page, partner_of
from kanaal.rebates.permissions_partner import rebates_door, see_own_rebates

View = Callable[..., HttpResponseBase]


def rebates_page(view: View) -> Any:
    """For whom the programme's place for rebates is open; sets `request.partner`. Others read why it is not."""

    @contact_page
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        partner = partner_of(request)
        if rebates_door(request.actor, partner) is None:
            raise Http404
        see_own_rebates.check(request.actor, partner)
        return view(request, *args, **kwargs)

    return guarded
