"""What holds for every request: a strict content policy, the right clock, and one way to say no."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.shortcuts import render
from django.urls import Resolver404, resolve

from kanaal.core import clock
from kanaal.core.again import signed_out
from kanaal.core.refusals import Refusal

LONGEST_NUMBER = 63
"""In bits: what a column of the database holds."""

GetResponse = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
FEATURES = (
    "camera=(), microphone=(), geolocation=(), publickey-credentials-get=(self), publickey-credentials-create=(self)"
)


class ContentSecurityPolicy:
    """Nothing inline, nothing from elsewhere: whatever slips into a page can't run."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", FEATURES)
        return response


class SecretAddresses:
    """What stands behind a secret in the address is kept by no cache and no search engine."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.resolver_match is not None and "secret" in request.resolver_match.kwargs:
            response.headers.setdefault("Cache-Control", "private, no-store")
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response


class NoNul:
    """A NUL is in nothing that a person types, and no database keeps it as text: out of fields it is taken, as browsers
    do; in an address or a cookie it is nothing of ours.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any("\x00" in value for value in (request.path, *request.COOKIES.values())):
            return HttpResponseBadRequest("This request holds a NUL character.", content_type="text/plain")
        request.GET = without_nul(request.GET)  # type: ignore[assignment]
        if request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
            request.POST = without_nul(request.POST)  # type: ignore[assignment]
        return self.get_response(request)


def without_nul(fields: QueryDict) -> QueryDict:
    """The fields of a form or an address; what a machine sends as JSON is judged by its schema."""
    if not any("\x00" in value for _, values in fields.lists() for value in values):
        return fields
    clean = fields.copy()
    for name, values in fields.lists():
        clean.setlist(name, [value.replace("\x00", "") for value in values])
    return clean


class Clock:
    """Reads how far the clock was moved, where it can be: another process may have moved it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        clock.refresh()
        return self.get_response(request)


class Refusals:
    """A refusal that no view has caught becomes a page that explains itself, or problem details for a machine.

    So does an address that only takes what is sent: a browser shows a white page for an answer without words. What
    somebody sends who was signed out meanwhile is kept before their eyes (`core.again`).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = signed_out(request, self.get_response(request), above(request.path))
        if response.status_code == 404 and request.method == "GET" and (whole := as_meant(request.path)):
            return HttpResponseRedirect(whole)
        if request.method != "GET" or not isinstance(response, HttpResponseNotAllowed) or wants_json(request):
            return response
        told = render(request, "ui/only_sent.html", {"above": above(request.path)}, status=405)
        told.headers["Allow"] = response.headers["Allow"]
        return told

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: dict[str, Any]) -> None:
        """No database holds a number that is longer; nothing has it."""
        if any(isinstance(one, int) and one.bit_length() > LONGEST_NUMBER for one in kwargs.values()):
            raise Http404

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refusal):
            return None
        if wants_json(request):
            return JsonResponse(error.problem(), status=error.status, content_type="application/problem+json")
        context = {"refusal": error, "decision": getattr(error, "decision", None), "answer": error.answer}
        return render(request, "ui/refused.html", context, status=error.status)


def above(path: str) -> str:
    """The nearest address above one that is a page of ours."""
    while path := path.rstrip("/").rpartition("/")[0]:
        try:
            resolve(path + "/")
        except Resolver404:
            continue
        return path + "/"
    return "/"


def as_meant(path: str) -> str:
    """The address without the signs that a mail program or a sentence hung on its end, if there is such a page."""
    whole = path.rstrip("/")
    bare = whole.rstrip(">.,;:)]'\"*")
    if bare == whole:
        return ""
    meant = bare.rstrip("/") + "/"
    try:
        resolve(meant)
    except Resolver404:
        return ""
    return meant


def wants_json(request: HttpRequest) -> bool:
    """Does a machine ask? By its address, or by what it says it takes."""
    accept = request.headers.get("Accept", "")
    return request.path.startswith("/api/") or ("json" in accept and "text/html" not in accept)
