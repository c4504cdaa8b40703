"""A page of one intention about a return: its form beside what it is about, the one action, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Act:
    """`door` lets in, `back` is the page of the return, `says` what will happen, `done` what has."""

    door: Callable[[Any], Any]
    back: str
    permission: Permission[Any]
    form_of: type[ActionForm]
    heading: str
    says: str
    do: Callable[..., object]
    done: str

    def show(self, request: Any, form: ActionForm, one: Return) -> HttpResponse:
        table = return_lines_table(one.order, lines_back(one))
        words: dict[str, Any] = {"heading": Text(self.heading), "says": Text(self.says), "back": self.back}
        return page(request, "distribution/act.html", form=form, asked=one, lines=table, **words)


def act(*how: Any) -> Any:
    """The view of an `Act`, made of its fields in their order."""
    one_act = Act(*how)

    @one_act.door
    @wraps(one_act.do)
    def view(request: Any, return_number: str) -> HttpResponse:
        one = find_return(request, return_number)
        one_act.permission.check(request.actor, one)
        form = one_act.form_of(request.POST if request.method == "POST" else None)
        if form.is_valid() and form.done(lambda: one_act.do(one, by=request.actor, **form.cleaned_data)):
            told = {"number": one.number, "distributor": one.order.distributor.name}
            messages.success(request, gettext(one_act.done) % told)
            return redirect(one_act.back, one.number)
        return one_act.show(request, form, one)

    return view
