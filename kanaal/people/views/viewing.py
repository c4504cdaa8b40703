"""Beginning and ending to look at Kanaal as somebody else."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from kanaal.core.pages import page
from kanaal.people import viewing
from kanaal.people.actions.viewing import view_as as begin
from kanaal.people.forms import ViewAsForm
from kanaal.people.queries import people_seen_by


@require_POST
@login_required
def view_as(request: Any) -> HttpResponse:
    """POST person, role and reason. Without a good reason the same form comes back and asks for it."""
    form = ViewAsForm(request.POST)
    person = get_object_or_404(people_seen_by(request.actor), pk=form.person_id)
    if form.is_valid():
        values = form.cleaned_data
        role = form.run(lambda: begin(person, role_key=values["role"], reason=values["reason"], by=request.actor))
        if role is not None:
            viewing.start(request, viewing.Seen(person.pk, str(person), person.email, role))
            return redirect("home")
    return page(request, "people/view_as.html", form=form, person=person)


@require_POST
@login_required
def stop_viewing_as(request: Any) -> HttpResponse:
    viewing.end(request)
    return redirect("home")
