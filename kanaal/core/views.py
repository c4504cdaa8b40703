"""Pages of the house itself: theme, faults."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kanaal.core import again


def back(request: HttpRequest, default: str = "/") -> str:
    """Where the form said to go afterwards, when that is one of our own pages."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return target
    return default


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(back(request))
    theme = request.POST.get("theme", "auto")
    if theme in ("light", "dark"):
        response.set_cookie("kanaal_theme", theme, max_age=31_536_000, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie("kanaal_theme")
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is older than the sign-in (two tabs, a page left open over night): say so, and keep what was typed."""
    sent = again.again(request) if again.is_ours(request) else None
    return render(request, "ui/csrf.html", {"back": again.came_from(request) or "/", "again": sent}, status=403)
