"""What every page shares: the shell around it, the places in its navigation, and one way to answer.

Modules declare the places of a role kind in their places.py; the programme declares the brand. Nothing here knows a
business noun.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from kanaal.core import clock, formats
from kanaal.core.actors import STRANGER, Actor, Role
from kanaal.core.decisions import Decision
from kanaal.core.models import Mail
from kanaal.core.texts import Text, Words


class RoleLabel(Protocol):
    def __call__(self, kind: str) -> str: ...


@dataclass(frozen=True)
class Brand:
    """Whose programme this is, and its colour (a hue from 0 to 359)."""

    programme: str = "Kanaal"
    vendor: str = "Kanaal"
    hue: int | None = None


@dataclass(frozen=True)
class NavItem:
    """A place in the navigation. `decision` is its door: a place that is not open says why behind its link."""

    label: Text | Words | str
    url: str
    icon: str = "circle"
    decision: Decision | None = None
    count: int | str | None = None
    current: bool = False

    @property
    def locked(self) -> bool:
        return self.decision is not None and not self.decision.allowed


@dataclass(frozen=True)
class NavGroup:
    label: Text | Words | str
    items: tuple[NavItem, ...]


Places = Callable[[Actor, Any], Iterable[NavGroup]]

PLACES: dict[str, list[Places]] = {}
SUPPORT: dict[str, list[Callable[[Actor, Any], Iterable[NavItem]]]] = {}
BRANDS: list[Callable[[], Brand]] = []


def places_for(role_kind: str, *, first: bool = False) -> Callable[[Places], Places]:
    """`@places_for("contact")` on a function (actor, subject) → groups: the navigation of those who act so. The module
    in whose pages they begin stands `first`, whatever the order in which modules are read.
    """

    def register(places: Places) -> Places:
        known = PLACES.setdefault(role_kind, [])
        known.insert(0 if first else len(known), places)
        return places

    return register


Support = Callable[[Actor, Any], Iterable[NavItem]]


def support_for(role_kind: str) -> Callable[[Support], Support]:
    """The same for the *Support* menu at the top right; the function answers items."""

    def register(items: Support) -> Support:
        SUPPORT.setdefault(role_kind, []).append(items)
        return items

    return register


@dataclass(frozen=True)
class Choice:
    """One entry of a menu: a role, a language."""

    key: str
    label: str
    current: bool
    kind_label: str = ""

    @property
    def code(self) -> str:
        return self.key


@dataclass(frozen=True)
class Demo:
    today: str
    clock_url: str
    mailbox_url: str
    unread: int


@dataclass
class Shell:
    """What the base templates show around a page; each part is computed when a template asks for it."""

    request: HttpRequest
    crumbs: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.actor: Actor = getattr(self.request, "actor", STRANGER)
        self.subject: Any = getattr(self.request, "subject", None)
        self._brand = SimpleLazyObject(lambda: next((ask() for ask in BRANDS), Brand()))

    @property
    def programme_name(self) -> str:
        return str(self._brand.programme)

    @property
    def vendor_name(self) -> str:
        return str(self._brand.vendor)

    @property
    def hue(self) -> int | None:
        hue: int | None = self._brand.hue
        return hue

    @property
    def theme(self) -> str:
        chosen = self.request.COOKIES.get("kanaal_theme", "auto")
        return chosen if chosen in ("light", "dark") else "auto"

    @property
    def groups(self) -> list[NavGroup]:
        if self.actor.role is None:
            return []
        found = (g for ask in PLACES.get(self.actor.role.kind, []) for g in ask(self.actor, self.subject))
        return _marked(_joined(found), self.request.path)

    @property
    def support(self) -> list[NavItem]:
        if self.actor.role is None:
            return []
        return [i for ask in SUPPORT.get(self.actor.role.kind, []) for i in ask(self.actor, self.subject)]

    @property
    def person(self) -> Any:
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @property
    def person_links(self) -> Any:
        """Links about oneself for the person's menu; whoever knows about people sets them on the request."""
        return getattr(self.request, "person_links", ())

    @property
    def role(self) -> Choice | None:
        return _role_choice(self.actor.role, current=True) if self.actor.role else None

    @property
    def roles(self) -> list[Choice]:
        mine: list[Role] = getattr(self.request, "roles", [])
        here = self.actor.role.key if self.actor.role else ""
        return [_role_choice(r, current=r.key == here) for r in mine]

    @property
    def languages(self) -> list[Choice]:
        here = get_language()
        return [Choice(code, formats.language(code), code == here) for code, _ in settings.LANGUAGES]

    @property
    def viewing_as(self) -> Any:
        return self.actor if self.actor.view_only else None

    @property
    def demo(self) -> Demo | None:
        if not settings.DEMO:
            return None
        unread = Mail.objects.filter(opened_at=None).count()
        return Demo(formats.date(clock.today()), reverse("demo"), reverse("demo-mailbox"), unread)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell` in every template."""
    return {"shell": Shell(request)}


def page(request: HttpRequest, template: str, /, status: int = 200, **context: Any) -> HttpResponse:
    """Answer with a page. A form with errors answers 422, so that a machine notices what a person reads."""
    sent = context.values() if request.method == "POST" else [context.get("form")]
    if status == 200 and any(isinstance(one, BaseForm) and one.is_bound and one.errors for one in sent):
        status = 422
    return render(request, template, context, status=status)


def _joined(groups: Iterable[NavGroup]) -> list[NavGroup]:
    """Groups of the same name from several modules are one group, where the first of them stands."""
    found: dict[str, NavGroup] = {}
    for group in groups:
        known = found.get(str(group.label))
        found[str(group.label)] = replace(known, items=(*known.items, *group.items)) if known else group
    return list(found.values())


def _marked(groups: list[NavGroup], path: str) -> list[NavGroup]:
    """Mark the one item whose address is the longest beginning of where we are."""
    urls = [i.url for g in groups for i in g.items if path.startswith(i.url)]
    here = max(urls, key=len, default=None)
    return [replace(g, items=tuple(replace(i, current=i.url == here) for i in g.items)) for g in groups]


ROLE_LABELS: dict[str, str] = {}
"""Role kind → the catalogue message that names it; people.roles fills it."""


def _role_choice(role: Role, current: bool) -> Choice:
    return Choice(role.key, role.label, current, str(Text(ROLE_LABELS.get(role.kind, role.kind))))
