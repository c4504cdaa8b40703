"""Looking through somebody's eyes: staff see what the person sees, change nothing, and it is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from kanaal.core import clock
from kanaal.core.actors import Role
from kanaal.people.actions.viewing import stop_viewing
from kanaal.people.models import Person, StaffRole
from kanaal.people.visitors import oneself

LASTS = 3600
"""Seconds after which one stops by oneself: nobody forgets for a whole day through whose eyes they look."""

MAY_VIEW = (StaffRole.Kind.MANAGER, StaffRole.Kind.AGENT)

# A person who views as another may still leave, and choose how pages look.
_ALWAYS = ("stop-viewing-as", "sign-out", "account_logout", "set-theme")
# These pages are about the ID of whoever is signed in, and would show the viewer's own under the other's name.
_OWN_PAGES = ("/me/", "/id/", "/staff/")


@dataclass(frozen=True)
class Seen:
    """The person through whose eyes one looks."""

    id: int
    name: str
    email: str
    role: Role


def start(request: Any, seen: Seen) -> None:
    request.session["viewing"] = {
        "seen": [seen.id, seen.name, seen.email],
        "role": [seen.role.kind, seen.role.id, seen.role.label],
        "since": clock.machine_now().timestamp(),
    }


def end(request: Any) -> bool:
    """Look with one's own eyes again, and keep that one stopped. False when one did not view as anybody."""
    kept = request.session.pop("viewing", None)
    if kept is None:
        return False
    stop_viewing(Person.objects.get(pk=kept["seen"][0]), by=oneself(request))
    return True


def current(request: Any) -> Seen | None:
    """Whom one views as; nobody once the hour is over or the viewer is no longer manager or agent."""
    kept = request.session.get("viewing")
    if not kept:
        return None
    late = clock.machine_now().timestamp() - kept["since"] > LASTS
    if late or not StaffRole.objects.filter(person=request.user, kind__in=MAY_VIEW, active=True).exists():
        return None
    pk, name, email = kept["seen"]
    return Seen(pk, name, email, Role(*kept["role"]))


def may_pass(request: Any) -> bool:
    """Looking is free; a form passes only when it is the way out."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return not request.path_info.startswith(_OWN_PAGES)
    match = request.resolver_match or _resolve(request)
    return match is not None and match.url_name in _ALWAYS


def refuse(request: Any) -> HttpResponse:
    """Say why this can't be done while one looks through somebody else's eyes."""
    own = request.path_info.startswith(_OWN_PAGES)
    return render(request, "people/view_only.html", {"own": own}, status=403)


def say_it_is_over(request: Any) -> HttpResponse:
    """A form sent from a page that was still shown as the other person: it must not be done in one's own name."""
    return render(request, "people/viewing_over.html", status=403)


def _resolve(request: Any) -> Any:
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None
