"""The API's frame: one NinjaAPI to which each module adds its router, and one way to say no (RFC 9457).

An operation does what a page does: it finds through `…_seen_by`, calls one action, and answers. Who calls is the
signed-in person in the role in which they act; the browser's own protection against forged requests holds here too.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.utils.translation import gettext
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import APIKeyCookie

from kanaal.core.refusals import Refusal

PROBLEM = "application/problem+json"


class Finding(Schema):
    """What one condition of a permission found."""

    condition: str
    met: bool
    says: str
    remedy: str | None = None
    link: str | None = None


class Problem(Schema):
    """Problem details, RFC 9457. `conditions` are there when a permission said no."""

    type: str
    title: str
    status: int
    detail: str | None = None
    field: str | None = None
    remedy_link: str | None = None
    permission: str | None = None
    conditions: list[Finding] | None = None


class SignedIn(APIKeyCookie):
    """The signed-in actor, or nobody (then the answer is 401). By cookie, so a form's token is asked for as well:
    the header `X-CSRFToken`.
    """

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        actor = request.actor  # type: ignore[attr-defined]
        return actor if actor.signed_in else None


api = NinjaAPI(
    title="Kanaal",
    version="1",
    urls_namespace="api",
    docs_url=None,
    openapi_url="openapi.json",
    auth=SignedIn(),
)

REFUSALS: dict[int, type[Problem]] = {
    401: Problem,
    403: Problem,
    404: Problem,
    409: Problem,
    422: Problem,
    429: Problem,
}
"""What every operation may answer besides its own: `response={201: Invitation, **REFUSALS}`."""


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return problem(refusal.problem())


@api.exception_handler(Http404)
def unknown(request: HttpRequest, error: Http404) -> HttpResponse:
    title = gettext("There is nothing here, or it is not yours to see.")
    return problem({"type": "urn:kanaal:refusal:not-found", "title": title, "status": 404})


@api.exception_handler(AuthenticationError)
def stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    title = gettext("You are not signed in.")
    return problem({"type": "urn:kanaal:refusal:not-signed-in", "title": title, "status": 401})


@api.exception_handler(HttpError)
def forged(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A request from elsewhere, without the token that our own pages hold."""
    title = gettext("This request did not come from one of our pages.")
    return problem({"type": "urn:kanaal:refusal:forged", "title": title, "status": error.status_code})


@api.exception_handler(RawPostDataException)
def no_json(request: HttpRequest, error: RawPostDataException) -> HttpResponse:
    """A form was sent where JSON is read."""
    return problem({"type": "urn:kanaal:refusal:no-json", "title": gettext("Send JSON, please."), "status": 415})


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0]
    title = gettext("The request is not well-formed: %(place)s.") % {"place": ".".join(str(p) for p in first["loc"])}
    details = {"type": "urn:kanaal:refusal:malformed", "title": title, "status": 422, "detail": str(first["msg"])}
    return problem(details)


def problem(details: dict[str, Any]) -> HttpResponse:
    return JsonResponse(details, status=details["status"], content_type=PROBLEM)
