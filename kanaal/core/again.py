"""A form that was sent and not taken, because its sender had been signed out or in meanwhile: nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
_NEVER = ("password", "secret")
_TYPED = 12
"""Shorter values are numbers and choices; longer ones are shown, so that they can be copied whatever happens next."""


@dataclass(frozen=True)
class Again:
    """What was sent to `url`: its fields, to be sent once more, and the texts among them. Files are not kept."""

    url: str
    fields: list[tuple[str, str]]
    texts: list[str]
    had_files: bool


def again(request: HttpRequest) -> Again | None:
    """None where a password was typed: that form is filled in anew."""
    fields = list(_fields(request))
    if any(word in name for name, _value in fields for word in _NEVER):
        return None
    texts = [value for _name, value in fields if len(value.strip()) > _TYPED]
    return Again(request.get_full_path(), fields, texts, bool(request.FILES))


def _fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name != _TOKEN:
            yield from ((name, value) for value in values)


def came_from(request: HttpRequest) -> str:
    """The page of ours on which the form stood, as the browser tells; empty where it came from elsewhere."""
    where = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(where, {request.get_host()}, require_https=request.is_secure())
    return where if where and ours else ""


def is_ours(request: HttpRequest) -> bool:
    """Was it sent by a page of ours? Nobody else's form is offered to be sent again."""
    origin = request.headers.get("Origin")
    if origin is None:
        return bool(came_from(request))
    return origin == f"{request.scheme}://{request.get_host()}"


def signed_out(request: HttpRequest, response: HttpResponse, above: str) -> HttpResponse:
    """In the place of a bare sign-in page, for a form of ours that met a door for those who are signed in."""
    if request.method != "POST" or response.status_code != 302 or not _to_sign_in(request, response):
        return response
    if not is_ours(request):
        return response
    page = urlsplit(came_from(request)).path or above
    context = {"again": again(request), "sign_in": redirect_to_login(page).headers["Location"]}
    return render(request, "ui/signed_out.html", context, status=403)


def _to_sign_in(request: HttpRequest, response: HttpResponse) -> bool:
    """Was it sent to sign in, to come back to where it was? A sign-in that just comes next is none of this."""
    to = urlsplit(response.headers["Location"])
    back = parse_qs(to.query).get("next", [])
    return to.path == resolve_url(settings.LOGIN_URL) and back in ([request.path], [request.get_full_path()])
