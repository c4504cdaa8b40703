"""What happened to a cycle, and to the lines that waited for a person (R2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact, personal


@dataclass(frozen=True)
class CycleOpened(Fact):
    says = _("the cycle %(key)s began")
    icon = "calendar"
    key: str
    region: str


@dataclass(frozen=True)
class ComputingAsked(Fact):
    says = _("%(who)s had the cycle computed")
    icon = "play"
    key: str


@dataclass(frozen=True)
class CycleComputed(Fact):
    """`totals` are amounts in the cycle's currency; `forecast`: the cycle was still running."""

    says = _("computed: %(lines)s lines counted, %(waiting)s wait for a person")
    icon = "list-checks"
    key: str
    lines: int
    waiting: int
    forecast: bool
    totals: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class CycleProposed(Fact):
    says = _("%(who)s proposed the cycle for approval")
    icon = "send"
    key: str
    totals: dict[str, Any]


@dataclass(frozen=True)
class CycleSentBack(Fact):
    says = _("%(who)s sent the cycle back")
    icon = "undo-2"
    key: str
    why: str = personal()


@dataclass(frozen=True)
class CycleApproved(Fact):
    says = _("%(who)s approved the cycle")
    icon = "badge-check"
    key: str
    statements: int
    totals: dict[str, Any]


@dataclass(frozen=True)
class CyclePaid(Fact):
    says = _("%(who)s marked the cycle as paid")
    icon = "banknote"
    key: str
    statements: int


@dataclass(frozen=True)
class DealChosen(Fact):
    """About the line. `reason`: why it had not matched by itself."""

    says = _("%(who)s said that the line belongs to %(number)s")
    icon = "check"
    line_id: int
    opportunity_id: int
    number: str
    reason: str


@dataclass(frozen=True)
class LineDismissed(Fact):
    says = _("%(who)s dismissed the line")
    icon = "circle-x"
    line_id: int
    reason: str
    why: str = personal()


@dataclass(frozen=True)
class ChoiceUndone(Fact):
    says = _("%(who)s took back what was said of the line")
    icon = "undo-2"
    line_id: int
    before: str


@dataclass(frozen=True)
class PartnerAsked(Fact):
    says = _("%(who)s asked the partner which deal the line belongs to")
    icon = "mail"
    line_id: int
    partner_id: int
    question: str = personal()
