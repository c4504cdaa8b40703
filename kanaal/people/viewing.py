"""Looking through somebody's eyes: staff see what the person sees, change nothing, and it is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from kanaal.core.actors import Role

# A person who views as another may still leave, and choose how pages look.
_ALWAYS = ("stop-viewing-as", "sign-out", "account_logout", "set-theme")


@dataclass(frozen=True)
class Seen:
    """The person through whose eyes one looks."""

    id: int
    name: str
    email: str
    role: Role


def start(request: Any, seen: Seen) -> None:
    request.session["viewing"] = [seen.id, seen.name, seen.email, [seen.role.kind, seen.role.id, seen.role.label]]


def stop(request: Any) -> None:
    request.session.pop("viewing", None)


def current(request: Any) -> Seen | None:
    kept = request.session.get("viewing")
    return Seen(kept[0], kept[1], kept[2], Role(*kept[3])) if kept else None


def may_pass(request: Any) -> bool:
    """Looking is free; a form passes only when it is the way out."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return True
    match = request.resolver_match or _resolve(request)
    return match is not None and match.url_name in _ALWAYS


def refuse(request: Any) -> HttpResponse:
    return render(request, "people/view_only.html", status=403)


def _resolve(request: Any) -> Any:
    from django.urls import Resolver404, resolve  # the url configuration imports views, which import this file

    try:
        return resolve(request.path_info)
    except Resolver404:
        return None
