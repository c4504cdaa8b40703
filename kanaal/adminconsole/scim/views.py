"""The door itself: a bearer token comes in, is counted, and is answered in SCIM's own words. No session, no cookie."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.urls import reverse
from scim2_models import ForbiddenException, PayloadTooLargeException, SCIMException, UnauthorizedException
from scim2_server.errors import UnsupportedMediaTypeException
from scim2_server.handler import ScimHandler
from scim2_server.requests import ScimRequest
from scim2_server.responses import SCIM_MEDIA_TYPE, ScimResponse
from scim2_server.routing import Operation
from scim2_server.service import ScimService

from kanaal.adminconsole.scim.members import DirectoryHandler
from kanaal.adminconsole.scim.resources import PROVIDER
from kanaal.adminconsole.scim.storage import TenantStorage
from kanaal.core import limits
from kanaal.core.actors import Actor, Role
from kanaal.core.refusals import Refusal
from kanaal.licensing.actions.provisioning import come_in
from kanaal.licensing.models import ProvisioningToken
from kanaal.licensing.queries import DIRECTORY
from kanaal.people.visitors import address_of

SERVICE = ScimService(PROVIDER)
BUSY = limits.Limit(times=3000, seconds=60)
"""Requests of one token: twice what the large directories send at most."""
STRANGE = limits.Limit(times=30, seconds=60)
"""Tries without a good token from one address: a directory that is misconfigured, or somebody who guesses."""
READS = ("GET", "HEAD")


class TooManyRequests(SCIMException):
    status = 429
    _default_detail = "Too many requests; try again in a minute."


def scim(request: HttpRequest, path: str = "") -> HttpResponse:
    """Every operation below `/scim/v2/`."""
    try:
        return _answer(_serve(request, path))
    except Refusal as refusal:
        return _answer(SERVICE.error_response(_in_its_words(refusal)))
    except RequestDataTooBig:
        return _answer(SERVICE.error_response(PayloadTooLargeException()))
    except RawPostDataException:  # a form was sent where JSON is read
        return _answer(SERVICE.error_response(UnsupportedMediaTypeException()))
    except SCIMException as error:
        return _answer(SERVICE.error_response(error))


def _serve(request: HttpRequest, path: str) -> ScimResponse:
    asked = ScimRequest(
        method="GET" if request.method == "HEAD" else request.method or "GET",
        base_url=settings.KANAAL_URL.rstrip("/") + reverse("scim-root").rstrip("/"),
        path="/" + path.removesuffix(".scim"),
        query=request.GET.dict(),
        headers=dict(request.headers.items()),
        body=request.body,
    )
    if _is_open(asked):
        return SERVICE_HANDLER.service_provider_config(asked)
    token = _token(request)
    limits.spend("scim", BUSY, f"token:{token.pk}")
    storage = TenantStorage(token.agreement, _actor(token, request), writes=asked.method not in READS)
    return DirectoryHandler(SERVICE, storage).handle(asked)


def _is_open(asked: ScimRequest) -> bool:
    """What the service can do is told to everybody (RFC 7644, 4)."""
    try:
        return SERVICE.match(asked).operation is Operation.service_provider_config
    except SCIMException:
        return False


def _token(request: HttpRequest) -> ProvisioningToken:
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    found = come_in(secret.strip()) if scheme.lower() == "bearer" and secret.strip() else None
    if found is None:
        limits.spend("scim_stranger", STRANGE, address_of(request))
        raise UnauthorizedException(detail="This token is unknown, over or revoked. Make one in the Admin Console.")
    return found


def _actor(token: ProvisioningToken, request: HttpRequest) -> Actor:
    role = Role(DIRECTORY, token.pk, token.agreement.name)
    return Actor("client", name=token.name, role=role, address=address_of(request))


def _in_its_words(refusal: Refusal) -> SCIMException:
    if isinstance(refusal, limits.TooOften):
        return TooManyRequests()
    return ForbiddenException(detail=str(refusal))


def _answer(answer: ScimResponse) -> HttpResponse:
    headers: dict[str, Any] = {k: v for k, v in answer.headers.items() if k != "Content-Type"}
    headers.setdefault("Cache-Control", "no-store")
    if answer.status == TooManyRequests.status:
        headers["Retry-After"] = "60"
    if answer.body is None:
        return HttpResponse(status=answer.status, headers=headers)
    return JsonResponse(answer.body, status=answer.status, content_type=SCIM_MEDIA_TYPE, headers=headers)


class _Nobody(TenantStorage):
    """For what needs no customer."""

    def __init__(self) -> None:
        self.writes = False


SERVICE_HANDLER = ScimHandler(SERVICE, _Nobody())
