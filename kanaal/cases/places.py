"""Where cases are found: the Support menu of contacts, and the desk's navigation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.pages import NavGroup, NavItem, places_for, support_for
from kanaal.core.texts import say


@support_for("contact")
def case_support(actor: Actor, subject: Any) -> Iterable[NavItem]:
    yield NavItem(say(_("Ask the helpdesk")), reverse("new-case"), "message-circle-question")
    yield NavItem(say(_("My cases")), reverse("my-cases"), "messages-square")


@places_for("staff")
def case_places(actor: Actor, subject: Any) -> Iterable[NavGroup]:
    items = (
        NavItem(say(_("Cases")), reverse("case-queue"), "messages-square"),
        NavItem(say(_("Mails kept aside")), reverse("kept-mails"), "inbox"),
    )
    return [NavGroup(say(_("Conversations")), items)]
