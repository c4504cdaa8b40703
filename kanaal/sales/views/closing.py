"""Closing: won with its order numbers, lost, or cancelled (D8)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_POST

from kanaal.core.decisions import Permission
from kanaal.core.pages import page
from kanaal.sales import permissions
from kanaal.sales.actions.closing import book_opportunity, cancel_opportunity, lose_opportunity
from kanaal.sales.doors import sales_page
from kanaal.sales.forms.closing import ROWS, BookForm, CloseForm
from kanaal.sales.models import Opportunity
from kanaal.sales.views.common import find

WAYS = (
    ("booked", gettext_lazy("Booked"), "book-opportunity"),
    ("lost", gettext_lazy("Lost"), "lose-opportunity"),
    ("cancelled", gettext_lazy("Cancelled"), "cancel-opportunity"),
)


@sales_page
def booked(request: Any, opportunity_number: str) -> HttpResponse:
    opportunity = find(request, opportunity_number)
    permissions.book_opportunity.check(request.actor, opportunity)
    form = BookForm(request.POST or None, opportunity=opportunity)
    if form.is_valid() and form.done(lambda: _book(request, opportunity, form)):
        messages.success(request, gettext("%(number)s is booked. Well done.") % {"number": opportunity.number})
        return redirect("opportunity", opportunity.number)
    return _show(request, opportunity, form, "booked")


@require_POST
@sales_page
def more_rows(request: Any, opportunity_number: str) -> HttpResponse:
    """The same form with more lines for order numbers, and everything that was typed; nothing is saved."""
    opportunity = find(request, opportunity_number)
    typed = request.POST.copy()
    had = sum(1 for key in typed if key.startswith("number_"))
    for n in range(had + 1, had + ROWS + 1):
        typed[f"number_{n}"] = typed[f"kind_{n}"] = ""
    return _show(request, opportunity, BookForm(typed, opportunity=opportunity), "booked", fresh=True)


def _book(request: Any, opportunity: Opportunity, form: BookForm) -> None:
    values = form.cleaned_data
    book_opportunity(
        opportunity,
        reason=values["reason"],
        note=values["note"],
        orders=form.orders,
        sure=values["sure"],
        by=request.actor,
    )


def _way(permission: Permission[Any], state: str, act: Callable[..., Opportunity], done: str) -> Any:
    """The page of a status that needs no more than a reason."""

    @sales_page
    def view(request: Any, opportunity_number: str) -> HttpResponse:
        opportunity = find(request, opportunity_number)
        permission.check(request.actor, opportunity)
        form = CloseForm(request.POST or None, state=state)
        if form.is_valid() and form.done(lambda: act(opportunity, by=request.actor, **form.cleaned_data)):
            messages.success(request, gettext(done) % {"number": opportunity.number})
            return redirect("opportunity", opportunity.number)
        return _show(request, opportunity, form, state)

    return view


def _show(request: Any, opportunity: Opportunity, form: CloseForm, state: str, *, fresh: bool = False) -> HttpResponse:
    """`fresh`: the form is shown with what was typed, and nothing is said of it yet."""
    number = opportunity.number
    tabs = [{"label": label, "url": reverse(url, args=[number]), "current": key == state} for key, label, url in WAYS]
    if fresh:
        form.forget_faults()
    return page(request, "sales/close.html", form=form, opportunity=opportunity, tabs=tabs, state=state)


lost = _way(permissions.lose_opportunity, "lost", lose_opportunity, _("%(number)s is closed as lost."))
cancelled = _way(
    permissions.cancel_opportunity,
    "cancelled",
    cancel_opportunity,
    _("%(number)s is closed as cancelled."),
)
