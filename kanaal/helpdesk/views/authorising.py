"""The page behind the link of an authorisation, and the same from inside. Opening either changes nothing (L3)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core.pages import page
from kanaal.helpdesk import actions, permissions
from kanaal.helpdesk.actions import objecting
from kanaal.helpdesk.actions.authorising import PURPOSE, AnsweredAlready, LinkTakenBack
from kanaal.helpdesk.forms import RefuseForm
from kanaal.helpdesk.kinds import kind_of, sum_up
from kanaal.helpdesk.models import Request
from kanaal.helpdesk.queries import requests_seen_by
from kanaal.helpdesk.views.shown import may_know_of_authorisation
from kanaal.people import tokens


def by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Who asks what, and the two buttons. Whoever has an ID signs in first: a link can be passed on, an ID can't."""
    asked = _behind(PURPOSE, secret)
    actor = request.actor  # type: ignore[attr-defined]
    if not actor.signed_in and kind_of(asked).needs_id:
        return page(request, "helpdesk/authorise_sign_in.html", email=asked.authorisation.email, next_url=request.path)
    if asked.authorisation.person_id and not actor.signed_in:
        return redirect_to_login(request.get_full_path())
    permissions.authorise_request.check(actor, asked.authorisation)
    if request.method == "POST":
        return _answer(request, asked, secret)
    return _two_buttons(request, asked, RefuseForm())


def _two_buttons(request: HttpRequest, asked: Request, form: RefuseForm) -> HttpResponse:
    return page(request, "helpdesk/authorise.html", asked=asked, kind=kind_of(asked), summary=sum_up(asked), form=form)


def object_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """What a request says of whoever was told, and the button that stops it; opening the page does nothing (K1, L3)."""
    asked = _behind(objecting.PURPOSE, secret)
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = request.actor  # type: ignore[attr-defined]
        actions.object_to_request(asked, secret=secret, word=form.cleaned_data["word"], by=by)
        return page(request, "helpdesk/authorised.html", asked=asked, says_no=True)
    return page(request, "helpdesk/object.html", asked=asked, summary=sum_up(asked), form=form)


def _behind(purpose: str, secret: str) -> Request:
    """The request behind a link that still works. Else it says what has become of it: used, over, taken back, sent
    again.
    """
    token = tokens.trace(purpose, secret)
    found = Request.objects.select_related("asked_by", "authorisation", "authorisation__request")
    asked = get_object_or_404(found, pk=token.about_id)
    if token.withdrawn_at is not None:
        raise LinkTakenBack(asked)
    if token.used_at is not None:
        raise AnsweredAlready(asked)
    tokens.look_up(purpose, secret)
    return asked


@require_POST
@login_required
def inside(request: Any, pk: int) -> HttpResponse:
    """The same buttons on the request's own page."""
    found = requests_seen_by(request.actor).filter(authorisation__isnull=False).select_related("authorisation")
    asked = _known(get_object_or_404(found, pk=pk), request)
    permissions.authorise_request.check(request.actor, asked.authorisation)
    return _answer(request, asked, "")


@require_POST
@login_required
def send_again(request: Any, pk: int) -> HttpResponse:
    found = requests_seen_by(request.actor).filter(authorisation__isnull=False)
    asked = _known(get_object_or_404(found, pk=pk), request)
    actions.send_authorisation_again(asked, by=request.actor)
    messages.success(request, gettext("Sent again. The link in the earlier mail has stopped working."))
    return redirect("request", pk=pk)


def _known(asked: Request, request: Any) -> Request:
    """Raises 404 for whoever may not even know that somebody must authorise it."""
    if not may_know_of_authorisation(asked, request.actor):
        raise Http404
    return asked


def _answer(request: Any, asked: Request, secret: str) -> HttpResponse:
    """One of the two, said in so many words: nothing else authorises anything, and no word for the asker gets lost."""
    form, answer = RefuseForm(request.POST), request.POST.get("answer")
    if answer not in ("authorise", "refuse"):
        form.add_error(None, gettext("Choose one of the two: authorise it, or refuse it."))
    if not form.is_valid():
        return _two_buttons(request, asked, form)
    says_no = answer == "refuse"
    if says_no:
        actions.refuse_request(asked, by=request.actor, word=form.cleaned_data["word"], secret=secret)
    else:
        actions.authorise_request(asked, by=request.actor, secret=secret)
    return page(request, "helpdesk/authorised.html", asked=asked, says_no=says_no)
