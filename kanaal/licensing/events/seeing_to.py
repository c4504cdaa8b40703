"""What the clock did for an agreement."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact


@dataclass(frozen=True)
class LicencesRenewedThemselves(Fact):
    """`renewed`: product → how many went on for a term though nobody ordered it."""

    says = _("licences of %(number)s renewed by themselves on %(anniversary)s")
    icon = "refresh-cw"
    number: str
    anniversary: str
    renewed: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class HappeningsAnnounced(Fact):
    """`what`: of each happening its key, how many days before, for how many, and whether late; `reached`: how many."""

    says = _("what is coming for %(number)s was announced; readers reached: %(reached)s")
    icon = "megaphone"
    number: str
    reached: int
    what: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class DeskToldOfComing(Fact):
    says = _("%(who)s told them what is coming for customers: announcements: %(announcements)s")
    icon = "megaphone"
    announcements: int


@dataclass(frozen=True)
class AddresseeAskedFor(Fact):
    """The desk asked the reseller to see to it that somebody can be reached as `role`."""

    says = _("%(who)s asked who hears of what is coming for %(number)s")
    icon = "mail-check"
    number: str
    role: str
