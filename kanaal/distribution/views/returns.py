"""The distributor's pages about returns: requested of the vendor, refused, and credited to the reseller (V6)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_noop as _

from kanaal.core.pages import page
from kanaal.distribution import permissions
from kanaal.distribution.actions import returning
from kanaal.distribution.doors import distributor_page
from kanaal.distribution.forms import CreditForm, ReasonForm, ReturnFilters, SureForm
from kanaal.distribution.shown import order_tabs, shown_return
from kanaal.distribution.views.acts import act, find_return
from kanaal.distribution.views.lists import returns_page


@distributor_page
def listed(request: Any) -> HttpResponse:
    """What waits for the distributor, the oldest first; other states on demand."""
    return returns_page(request, "distribution/returns.html", ReturnFilters(request.GET), tabs=order_tabs("returns"))


@distributor_page
def show(request: Any, return_number: str) -> HttpResponse:
    one = find_return(request, return_number)
    return page(request, "distribution/return.html", **shown_return(one, request.actor))


request_it = act(
    distributor_page, "distribution-return", permissions.request_return, SureForm, _("Request it of the vendor"),
    _("The vendor checks it once more, and authorises it under a number of its own. Until then the licences stay."),
    returning.request_return, _("%(number)s waits for the vendor now."),
)  # fmt: skip
refuse = act(
    distributor_page, "distribution-return", permissions.refuse_return, ReasonForm, _("Refuse the return"),
    _("The licences stay. The reseller reads why, and what to do."),
    returning.refuse_return, _("%(number)s is refused."),
)  # fmt: skip
pass_on = act(
    distributor_page, "distribution-return", permissions.pass_on_credit, CreditForm, _("Credit the reseller"),
    _("With your credit the return is done. The reseller gets its number by mail."),
    returning.pass_on_credit, _("%(number)s is done."),
)  # fmt: skip
