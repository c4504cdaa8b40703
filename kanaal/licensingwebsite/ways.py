"""Each cause of not finding an order in words, with its way out: for the page and for the mail (K6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_noop as _

from kanaal.core.links import absolute_path
from kanaal.core.texts import Text, say
from kanaal.licensingwebsite.policy import LicensingWebsitePolicy
from kanaal.licensingwebsite.rules import Cause
from kanaal.programme.policies import policy


@dataclass(frozen=True)
class Way:
    """What may be wrong, what to do, and where."""

    title: Text
    text: Text
    path: str
    button: Text
    icon: str

    @property
    def url(self) -> str:
        return self.path

    def for_mail(self) -> dict[str, Any]:
        return {"title": self.title, "text": self.text, "button": self.button, "way_url": absolute_path(self.path)}


WORDS: Mapping[Cause, tuple[str, str, str, str]] = {
    "make-id": (
        _("There is no ID with this address yet"),
        _("Something was ordered with this address. Make an ID with it and confirm it: then the orders are there."),
        _("Make an ID"),
        "user-plus",
    ),
    "confirm": (
        _("The address is not confirmed"),
        _("What was ordered with an address is shown only when it is certain that it is yours. Confirm it once."),
        _("Confirm your address"),
        "mail-check",
    ),
    "closed": (
        _("The ID with this address is closed"),
        _("Nobody can sign in with it. Ask the helpdesk to move its orders to the ID that you use now."),
        _("Ask for an order to be moved"),
        "user-x",
    ),
    "sign-in": (
        _("Your orders are there"),
        _("Sign in with this address. If you don't know the password, choose a new one; its mail comes here."),
        _("Sign in"),
        "log-in",
    ),
    "elsewhere": (
        _("Something that was ordered with this address is under another ID now"),
        _("So it is when two IDs became one, or when the order was moved. If it should be under yours, ask for it."),
        _("Ask for an order to be moved"),
        "merge",
    ),
    "not-entered": (
        _("The distributor has not entered the order yet"),
        _("Orders are entered within %(days)s days. Until then it is nowhere here. Ask your reseller for its number."),
        _("Look at your orders again"),
        "hourglass",
    ),
    "other-address": (
        _("It was ordered with another address of yours"),
        _("Only the ID that ordered something sees it. Sign in with that one, or add the address to your ID."),
        _("Add an address"),
        "at-sign",
    ),
    "colleague": (
        _("It was ordered with the ID of a colleague"),
        _("Whoever has it can pass it on. Ask: if somebody has it, we write to them; else the helpdesk decides."),
        _("Ask for the order"),
        "users",
    ),
}


def way(cause: Cause, number: str = "") -> Way:
    title, text, button, icon = WORDS[cause]
    days = policy(LicensingWebsitePolicy).entry_days
    return Way(
        say(title), say(text, days=days) if "%(days)s" in text else say(text), _path(cause, number), say(button), icon
    )


def _path(cause: Cause, number: str) -> str:
    if cause in ("closed", "elsewhere", "colleague"):
        asked = reverse("ask-request", args=["order_move"])
        return f"{asked}?{urlencode({'number': number})}" if number else asked
    home = reverse("licences-home")
    return {
        "make-id": f"{reverse('account_signup')}?{urlencode({'next': home})}",
        "confirm": reverse("account_email"),
        "sign-in": f"{reverse('account_login')}?{urlencode({'next': home})}",
        "not-entered": home,
        "other-address": reverse("account_email"),
    }[cause]
