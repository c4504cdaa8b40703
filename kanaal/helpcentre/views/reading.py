"""Reading the help centre: for everybody; whoever has signed in sees their own case (H3)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kanaal.cases.links import new_case
from kanaal.core.pages import page
from kanaal.helpcentre import shown
from kanaal.helpcentre.counting import MOST_ASKED, Counted, count_reading, count_unanswered
from kanaal.helpcentre.forms import SearchForm
from kanaal.helpcentre.library import Article, Library, library
from kanaal.helpcentre.queries import most_opened
from kanaal.people.visitors import address_of
from kanaal.programme import releases


@require_safe
def home(request: Any) -> HttpResponse:
    """What is asked most, everything by category, and what a question finds."""
    mine, language = _library(), get_language() or ""
    form = SearchForm(request.GET or None)
    question = form.cleaned_data["q"].strip() if form.is_valid() else ""
    found = shown.results(mine.search(question)) if question else []
    if question and not found and not request.actor.view_only:
        count_unanswered(question, language, address_of(request))
    most = [a for key in most_opened(MOST_ASKED) if (a := mine.get(key))]
    context: dict[str, Any] = {"question": question, "found": found, "most": most, "categories": shown.categories(mine)}
    return page(request, "helpcentre/home.html", form=form, ask_url=new_case("", question), **context)


@require_safe
def article(request: Any, key: str) -> HttpResponse:
    found = _find(key)
    if not request.actor.view_only:
        count_reading(key, "opened")
    rated = key in request.session.get("help_rated", [])
    return page(request, "helpcentre/article.html", rated=rated, **shown.article(found, _library(), request))


@require_POST
def helped(request: Any, key: str) -> HttpResponse:
    return _verdict(request, key, "helped")


@require_POST
def did_not_help(request: Any, key: str) -> HttpResponse:
    return _verdict(request, key, "did_not")


def _verdict(request: Any, key: str, what: Counted) -> HttpResponse:
    """Once in a session for each article; nothing is kept of who said it."""
    found, rated = _find(key), request.session.get("help_rated", [])
    if found.key not in rated:
        count_reading(found.key, what, address_of(request))
        request.session["help_rated"] = [*rated, found.key]
    messages.success(request, _("Thank you. It is counted, without your name."))
    return redirect("help-article", found.key)


def _library() -> Library:
    try:
        return library(releases.current(), get_language() or "")
    except releases.NoRelease as none:
        raise Http404 from none


def _find(key: str) -> Article:
    found = _library().get(key)
    if found is None:
        raise Http404
    return found
