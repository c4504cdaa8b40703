"""The door of the price lists: contacts by the programme's place (P9), staff by their role."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseBase

from kanaal.catalogue.books import PriceList, catalogue
from kanaal.core.decisions import NotAllowed
from kanaal.partners import rooms
from kanaal.partners.doors import explain_no_contact
from kanaal.partners.models import Partner
from kanaal.partners.permissions import enter_portal
from kanaal.partners.queries import remember_contact
from kanaal.people.doors import staff_page
from kanaal.pricing import permissions
from kanaal.pricing.queries import visible_lists
from kanaal.programme import releases

View = Callable[..., HttpResponseBase]


def price_list_page(view: View) -> View:
    """Sets `request.partner`: the contact's, or None for staff. Everybody else reads why not."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.actor.signed_in:
            return redirect_to_login(request.get_full_path())
        enter(request)
        return view(request, *args, **kwargs)

    return guarded


def enter(request: Any) -> None:
    """Let somebody in or raise NotAllowed with every reason."""
    request.partner = None
    if request.actor.acts_as("staff") and releases.exists():
        permissions.see_price_lists.check(request.actor, None)
        return
    if not request.actor.acts_as("contact"):
        raise NotAllowed(explain_no_contact(request.actor, request))
    request.partner = remember_contact(request.subject)
    enter_portal.check(request.actor, request.partner)
    place = permissions.place()
    if place is None:
        raise Http404
    decision = rooms.decide(request.actor, request.partner, place)
    if not decision.allowed:
        raise NotAllowed(decision)


staff_only = staff_page(permissions.see_every_price_list)
"""A page for staff. Others learn nothing of it but that it isn't theirs."""


def list_in(request: Any, book: str, publication: str) -> PriceList:
    """The list of an address. Raises Http404 for one that isn't out, NotAllowed with the reasons for another's."""
    one = catalogue().list(book, publication)
    partner: Partner | None = request.partner
    if one is None or (partner is not None and one not in visible_lists()):
        raise Http404
    decision = permissions.decide_list(request.actor, partner, one)
    if not decision.allowed:
        raise NotAllowed(decision)
    return one
