"""What has happened to orders (V4, V7). About the order, which stays its reseller's own (V9)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact


@dataclass(frozen=True)
class OrderAsked(Fact):
    """So many licences were asked of a distributor; nothing counts before it confirms."""

    says = _("%(who)s asked for an order of %(quantity)s licences (%(number)s)")
    icon = "send"
    number: str
    kind: str
    quantity: int
    distributor_id: int
    agreement_id: int


@dataclass(frozen=True)
class OrderWithdrawn(Fact):
    """`quantity`: how many of it no distributor had answered."""

    says = _("%(who)s withdrew the order %(number)s")
    icon = "undo-2"
    number: str
    quantity: int
    agreement_id: int
