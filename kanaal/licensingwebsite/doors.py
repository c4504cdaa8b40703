"""The door of the licensing website: whoever has an ID comes in, and sees what was ordered with it (K4)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.contracts.models import ContractOrder
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.licensingwebsite import queries

View = Callable[..., HttpResponseBase]


class NotUnderYourID(Refusal):
    """The same for a number that nobody has, and for one that somebody else has."""

    status = 404

    def __init__(self, number: str) -> None:
        super().__init__(
            say(_("There is no order %(number)s under your ID."), number=name(number)),
            remedy=say(_("It may have been ordered with another ID, or not be entered yet. We help you to find out.")),
            link=f"{reverse('licences-help')}",
            label=say(_("Find out what is wrong")),
        )


def licences_page(view: View) -> Any:
    """For whoever is signed in; a programme without a licensing website has no such page."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        if not queries.is_open():
            raise Http404
        if not request.actor.signed_in:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def order_of(request: Any, number: str) -> ContractOrder:
    """An order of whoever asks. Raises NotUnderYourID."""
    found = queries.with_all(queries.orders_seen_by(request.actor)).filter(number=number).first()
    if found is None:
        raise NotUnderYourID(number)
    return found
