"""Who stands at the door: the signed-in person as an actor, the address and the browser they come with."""

from __future__ import annotations

import re
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor, Role
from kanaal.core.texts import Text, say
from kanaal.core.texts import name as proper

# In this order: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    (r"iPhone|iPad", "iOS"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"Mac OS X|Macintosh", "macOS"),
    (r"Linux|X11", "Linux"),
)


def address_of(request: HttpRequest) -> str:
    """The browser's address. Behind a proxy it is the one that `ALLAUTH_TRUSTED_PROXY_COUNT` says may be believed."""
    return str(get_client_ip(request) or "")


def browser_of(request: HttpRequest) -> str:
    return str(request.META.get("HTTP_USER_AGENT", ""))[:200]


def shown_browser(agent: str) -> Text:
    """`Firefox, Linux` for what a browser says of itself; a text of its own where it says nothing we know."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    system = next((name for mark, name in _SYSTEMS if re.search(mark, agent)), "")
    known = ", ".join(part for part in (browser, system) if part)
    return proper(known) if known else say(_("an unknown browser"))


def oneself(request: Any, role: Role | None = None) -> Actor:
    """The person who is signed in, as an actor."""
    person = request.user
    return Actor(
        kind="person",
        person_id=person.pk,
        name=str(person),
        email=person.email,
        role=role,
        address=address_of(request),
    )
