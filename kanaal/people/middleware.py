"""Who acts, in which role, in which language: decided once for each request, then passed by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from kanaal.core.actors import STRANGER, Actor, Role
from kanaal.people import roles, viewing
from kanaal.people.models import Person

GetResponse = Callable[[HttpRequest], HttpResponse]
LANGUAGE_COOKIE = "kanaal_language"


class Language:
    """The language before anybody has signed in: the cookie, else what the browser asks for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = dict(settings.LANGUAGES)
        chosen = request.COOKIES.get(LANGUAGE_COOKIE, "")
        with translation.override(chosen if chosen in known else translation.get_language_from_request(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "en")
        return response


class ActingAs:
    """Sets `request.actor`, `request.subject` (what the role is a role in) and `request.roles` (for the switcher).

    The current role is asked of its module at every request, so a role that was taken away ends at once; the list
    for the switcher is kept in the session and renewed at sign-in and at each switch.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.actor, request.subject, request.roles = STRANGER, None, []
        if request.user.is_authenticated:
            self.settle(request, request.user)
        if request.actor.view_only and not viewing.may_pass(request):
            return viewing.refuse(request)
        with timezone.override((request.actor.signed_in and request.user.time_zone) or None):
            return self.get_response(request)

    def settle(self, request: Any, person: Person) -> None:
        if person.language in dict(settings.LANGUAGES):
            translation.activate(person.language)
        seen = viewing.current(request)
        request.roles = [] if seen else roles.menu(request)
        role, request.subject = roles.load(seen.id, seen.role) if seen else roles.current(request)
        who = seen or person
        request.actor = Actor(
            kind="person",
            person_id=who.id if seen else person.pk,
            name=seen.name if seen else str(person),
            email=seen.email if seen else person.email,
            role=role,
            seen_by=person.pk if seen else None,
            address=address_of(request),
        )


def address_of(request: HttpRequest) -> str:
    """The browser's address as the server saw it."""
    return request.META.get("REMOTE_ADDR", "") or ""


__all__ = ["ActingAs", "Language", "Role", "address_of"]
