"""A page of one intention about a return: its form beside what it is about, the one action, and back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from kanaal.core.decisions import Permission
from kanaal.core.forms import ActionForm
from kanaal.core.pages import page
from kanaal.core.texts import Text
from kanaal.distribution import queries
from kanaal.distribution.doors import distributor_of_request
from kanaal.licensing.models import Return
from kanaal.licensing.shown_orders import lines_back, return_lines_table


def find_return(request: Any, number: str) -> Return:
    found = queries.return_called(request.actor, number)
    if found is None:
        raise Http404
    if request.actor.acts_as("distributor"):
        found.order.distributor = distributor_of_request(request)
    return found


def act(
    door: Callable[[Any], Any],
    back: str,
    permission: Permission[Any],
    form_of: type[ActionForm],
    heading: str,
    says: str,
    do: Callable[..., object],
    done: str,
) -> Any:
    """`door` lets in, `back` is the page of the return, `says` what will happen, `done` what has."""

    @door
    @wraps(do)
    def view(request: Any, return_number: str) -> HttpResponse:
        one = find_return(request, return_number)
        permission.check(request.actor, one)
        form = form_of(request.POST if request.method == "POST" else None)
        if form.is_valid() and form.done(lambda: do(one, by=request.actor, **form.cleaned_data)):
            messages.success(request, gettext(done) % {"number": one.number, "distributor": one.order.distributor.name})
            return redirect(back, one.number)
        words: dict[str, Any] = {
            "heading": Text(heading),
            "says": Text(says),
            "back": back,
            "lines": return_lines_table(one.order, lines_back(one)),
        }
        return page(request, "distribution/act.html", form=form, asked=one, **words)

    return view
