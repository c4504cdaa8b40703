"""The vendor's desk: returns that wait for an authorisation, and for their credit (V6)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_noop as _

from kanaal.core.pages import page
from kanaal.distribution import permissions, queries
from kanaal.distribution.actions import returning
from kanaal.distribution.forms import CreditForm, DeskReturnFilters, ReasonForm, SureForm
from kanaal.distribution.shown import shown_return_to_desk
from kanaal.distribution.views.acts import act, find_return
from kanaal.distribution.views.lists import returns_page
from kanaal.people.doors import staff_page

desk_page = staff_page(permissions.see_returns)


@desk_page
def listed(request: Any) -> HttpResponse:
    """Fifty returns: what waits for the vendor, the oldest first; another state or all of them on demand."""
    filters = DeskReturnFilters(request.GET, distributors=queries.distributors())
    return returns_page(request, "distribution/desk_returns.html", filters, desk=True)


@desk_page
def show(request: Any, return_number: str) -> HttpResponse:
    """All that the decision needs: the rules' findings of today, the order's lines, what comes back."""
    one = find_return(request, return_number)
    return page(request, "distribution/desk_return.html", **shown_return_to_desk(one, request.actor))


authorise = act(
    desk_page, "desk-return", permissions.authorise_return, SureForm, _("Authorise the return"),
    _("From today on the licences are gone, and the return has a number. Distributor and reseller are told."),
    returning.authorise_return, _("%(number)s is authorised. Credit %(distributor)s next."),
)  # fmt: skip
refuse = act(
    desk_page, "desk-return", permissions.refuse_return, ReasonForm, _("Refuse the return"),
    _("The licences stay. Distributor and reseller read why, and what to do."),
    returning.refuse_return, _("%(number)s is refused."),
)  # fmt: skip
credit = act(
    desk_page, "desk-return", permissions.credit_return, CreditForm, _("Credit the distributor"),
    _("Give the number of the credit that the vendor has made out to the distributor, which passes it on."),
    returning.credit_return, _("%(number)s is credited to %(distributor)s."),
)  # fmt: skip
