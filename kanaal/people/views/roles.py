"""Where one lands, in which role one acts, in which language one reads."""

from __future__ import annotations

from typing import Any

from allauth.account.internal import flows
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.views.decorators.http import require_GET, require_POST

from kanaal.core.pages import page
from kanaal.core.views import back
from kanaal.people import roles
from kanaal.people.actions.profile import LanguageNotOffered, choose_language
from kanaal.people.middleware import LANGUAGE_COOKIE

A_YEAR = 31_536_000


@require_GET
@login_required
def home(request: Any) -> HttpResponse:
    """The first page of the current role; without a role, what that means and what to do (P7)."""
    role = request.actor.role
    if role is not None:
        return redirect(roles.KINDS[role.kind].home)
    cards = [card for ask in roles.NO_ROLE for card in ask(request.actor)]
    return page(request, "people/no_role.html", email=request.actor.email, cards=cards)


@require_POST
@login_required
def switch_role(request: Any) -> HttpResponse:
    """Act in another role of one's own. A role that is held no longer leads to where one can see what is left."""
    roles.choose(request, request.POST.get("role", ""))
    return redirect("home")


@require_POST
def set_language(request: Any) -> HttpResponse:
    """Read in another language: kept in the browser and, signed in, with the ID."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        raise LanguageNotOffered(language)
    if request.user.is_authenticated:
        choose_language(request.user, language=language, by=request.actor)
        roles.forget_menu(request)
    return remember_language(request, HttpResponseRedirect(back(request)), language)


def remember_language(request: HttpRequest, response: HttpResponse, language: str) -> HttpResponse:
    response.set_cookie(
        LANGUAGE_COOKIE, language, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
    )
    return response


@require_POST
def sign_out(request: Any) -> HttpResponse:
    """End the session here; a viewing as somebody else ends with it."""
    flows.logout.logout(request)
    return redirect(back(request, resolve_url(settings.ACCOUNT_LOGOUT_REDIRECT_URL)))
