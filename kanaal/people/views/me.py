"""My ID: one's name, language and time zone; where one is signed in; what is held; erasing it."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kanaal.core import clock
from kanaal.core.pages import page
from kanaal.people import erasure, held
from kanaal.people.actions.erasure import erase_person, export_my_data
from kanaal.people.actions.profile import change_profile
from kanaal.people.actions.sessions import end_sessions
from kanaal.people.forms import EraseForm, ProfileForm


@login_required
def profile(request: Any) -> HttpResponse:
    person = request.user
    form = ProfileForm(request.POST or None, initial={"full_name": person.name, "time_zone": person.time_zone})
    if request.method == "POST" and form.is_valid():
        done = form.run(lambda: change_profile(person, **form.cleaned_data, by=request.actor))
        if done:
            messages.success(request, _("Saved."))
            return redirect("me")
    return page(request, "people/me/profile.html", form=form, person=person)


@require_POST
@login_required
def end_session(request: Any, pk: int) -> HttpResponse:
    """Sign one browser out."""
    end_sessions(request.user, only=pk, by=request.actor)
    messages.success(request, _("That browser is signed out."))
    return redirect("mfa_index")


@require_POST
@login_required
def end_other_sessions(request: Any) -> HttpResponse:
    """Sign out everywhere but here."""
    end_sessions(request.user, keep=request.session.session_key, by=request.actor)
    messages.success(request, _("You are signed in here only."))
    return redirect("mfa_index")


@require_GET
@login_required
def data(request: Any) -> HttpResponse:
    """All that is held about the person (L5)."""
    part = held.part(request.user, request.GET.get("part", "1"))
    return page(request, "people/me/data.html", part=part, sections=part.sections)


@require_POST
@login_required
def export(request: Any) -> HttpResponse:
    """The same as a file."""
    response = JsonResponse(
        export_my_data(request.user, by=request.actor), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    response["Content-Disposition"] = f'attachment; filename="kanaal-{clock.today():%Y-%m-%d}.json"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
@login_required
def erase(request: Any) -> HttpResponse:
    """Ask for the address to be typed, and for a proof that it is the person who sits there; then erase the ID."""
    if not did_recently_reauthenticate(request):
        return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?next={request.path}")
    decision = erasure.decide(request.actor, request.user)
    form = EraseForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        erase_person(request.user, by=request.actor)
        request.session.flush()
        return redirect("me-erased")
    return page(request, "people/me/erase.html", form=form, decision=decision)


@require_GET
def erased(request: Any) -> HttpResponse:
    return page(request, "people/me/erased.html")
