"""What has happened with returns, as far as the reseller does it (V6). All are about the order."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact


@dataclass(frozen=True)
class ReturnAsked(Fact):
    says = _("%(who)s asked for %(quantity)s licences to go back, as %(number)s")
    icon = "undo-2"
    return_id: int
    number: str
    quantity: int
    lines: dict[str, int]


@dataclass(frozen=True)
class ReturnWithdrawn(Fact):
    says = _("%(who)s withdrew the return %(number)s")
    icon = "circle-x"
    return_id: int
    number: str


@dataclass(frozen=True)
class OrderGoesBack(Fact):
    says = _("%(who)s asked for this order only to clear the licences: it goes back as soon as it is confirmed")
    icon = "repeat"
    number: str


@dataclass(frozen=True)
class ReturnNotAsked(Fact):
    """It was to go back at once, and could not: `why` are the rules' reasons."""

    says = _("The order was confirmed, but it could not go back at once")
    icon = "triangle-alert"
    number: str
    why: list[str]
