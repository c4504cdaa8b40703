"""Where the help centre is found, and that it answers every no."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.answers import ANSWERS
from kanaal.core.pages import NavGroup, NavItem, places_for, support_for
from kanaal.core.texts import say
from kanaal.helpcentre import permissions
from kanaal.helpcentre.answers import answer

ANSWERS.append(answer)


@support_for("contact")
def help_support(actor: Actor, subject: Any) -> Iterable[NavItem]:
    yield NavItem(say(_("Help centre")), reverse("help"), "circle-help")


@support_for("staff")
def help_support_of_staff(actor: Actor, subject: Any) -> Iterable[NavItem]:
    yield NavItem(say(_("Help centre")), reverse("help"), "circle-help")


@places_for("staff")
def help_places(actor: Actor, subject: Any) -> Iterable[NavGroup]:
    items = (
        NavItem(say(_("Why not?")), reverse("help-why"), "phone", permissions.enter_why.explain(actor, None)),
        NavItem(say(_("Not found in help")), reverse("help-unanswered"), "search-x"),
    )
    return [NavGroup(say(_("Help centre")), items)]
