"""The door of the sales reports: for the people of a distributor or a partner that owes them (R1)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseBase

from kanaal.core.decisions import NotAllowed
from kanaal.distributors.queries import remember_user
from kanaal.partners.doors import explain_no_contact
from kanaal.partners.queries import remember_contact
from kanaal.people import doors
from kanaal.sellthrough import permissions
from kanaal.sellthrough.reporters import Reporter, has_reports

View = Callable[..., HttpResponseBase]
staff_page = doors.staff_page(permissions.see_sales_reports)


def reporter_page(view: View) -> Any:
    """Sets `request.reporter`. Strangers sign in first; who reports nothing reads why."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        if not request.actor.signed_in:
            return redirect_to_login(request.get_full_path())
        if not has_reports():
            raise Http404
        company = company_of_request(request)
        if company is None:
            raise NotAllowed(explain_no_contact(request.actor, request))
        permissions.enter_sales_reports.check(request.actor, company)
        request.reporter = company
        return view(request, *args, **kwargs)

    return guarded


def company_of_request(request: Any) -> Reporter | None:
    """The company of whoever asks, known from the door: nobody is asked for it again."""
    if request.actor.acts_as("distributor"):
        return remember_user(request.subject)
    return remember_contact(request.subject) if request.actor.acts_as("contact") else None
