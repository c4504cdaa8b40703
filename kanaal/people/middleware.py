"""Who acts, in which role, in which language: decided once for each request, then passed by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from kanaal.core.actors import STRANGER, Actor
from kanaal.people import places, roles, viewing
from kanaal.people.models import Person
from kanaal.people.visitors import address_of, oneself

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
        request.person_links = places.of_a_person(request)
        if request.user.is_authenticated:
            refusal = self.settle(request, request.user)
            if refusal is not None:
                return refusal
        with timezone.override((request.actor.signed_in and request.user.time_zone) or None):
            return self.get_response(request)

    def settle(self, request: Any, person: Person) -> HttpResponse | None:
        """Find out who acts; answers a page instead where the request must not go on."""
        if person.language in dict(settings.LANGUAGES):
            translation.activate(person.language)
        seen = viewing.current(request)
        if seen is None:
            return self.settle_oneself(request)
        role, request.subject = roles.load(seen.id, seen.role)
        request.actor = Actor(
            kind="person",
            person_id=seen.id,
            name=seen.name,
            email=seen.email,
            role=role,
            seen_by=person.pk,
            address=address_of(request),
        )
        return None if viewing.may_pass(request) else viewing.refuse(request)

    def settle_oneself(self, request: Any) -> HttpResponse | None:
        request.roles = roles.menu(request)
        role, request.subject = roles.current(request, request.roles)
        request.actor = oneself(request, role)
        over = viewing.end(request)
        return viewing.say_it_is_over(request) if over and request.method not in ("GET", "HEAD") else None


__all__ = ["LANGUAGE_COOKIE", "ActingAs", "Language", "address_of", "oneself"]
