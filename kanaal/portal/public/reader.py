"""Public pages speak one language from top to bottom: the reader's if the programme speaks it, else the programme's."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from kanaal.core.pages import Choice, Shell, page
from kanaal.partners.policy import EnrolmentPolicy
from kanaal.programme import releases
from kanaal.programme.models import Release

View = Callable[..., HttpResponse]


class PublicShell(Shell):
    """The shell around a public page: it offers the languages that house and programme both speak."""

    release: Release

    @property
    def languages(self) -> list[Choice]:
        return [c for c in super().languages if c.code in self.release.pack.language_codes]


def language_for(release: Release) -> str:
    """The reader's language or its parent (`de-AT` → `de`) where the pack has it complete (P2), else the pack's own."""
    here = translation.get_language() or ""
    spoken = release.pack.language_codes
    return next((code for code in (here, here.partition("-")[0]) if code in spoken), release.pack.default_language)


def public(view: View) -> View:
    """For everybody. The view is called with the release in force, in the language of the page; before the first
    release there is a page that says so.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            release = releases.current()
        except releases.NoRelease:
            return page(request, "portal/public/none.html", status=503)
        translation.activate(language_for(release))  # until the end of the request, as for a signed-in person
        response = view(request, release, *args, **kwargs)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    return answer


def public_page(request: HttpRequest, release: Release, template: str, **context: Any) -> HttpResponse:
    """Answer with a page of the programme in force."""
    shell = PublicShell(request)
    shell.release = release
    terms = release.pack.section(EnrolmentPolicy).terms.rpartition("/")[2]  # a link to them is at the foot
    return page(request, f"portal/public/{template}.html", shell=shell, release=release, terms_key=terms, **context)
