"""Who uses the Reseller Console, and who of the reseller looks after which agreement (V1, V10)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact, personal


@dataclass(frozen=True)
class ConsoleUserAppointed(Fact):
    """Recorded about the company."""

    says = _("%(who)s let %(name)s use the console")
    icon = "user-plus"
    contact_id: int
    name: str = personal()


@dataclass(frozen=True)
class ConsoleUserDismissed(Fact):
    says = _("%(who)s ended the access of %(name)s to the console")
    icon = "circle-x"
    contact_id: int
    name: str = personal()


@dataclass(frozen=True)
class AgreementContactChanged(Fact):
    """Recorded about the agreement. `was_id`: whoever it was before; `left`: because that one left the company."""

    says = _("%(who)s made %(name)s the contact at the reseller")
    icon = "users"
    contact_id: int
    was_id: int | None
    left: bool = False
    name: str = personal()
