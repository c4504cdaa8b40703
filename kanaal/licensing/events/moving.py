"""What has happened with an agreement itself: moved to another reseller, cancelled, renamed (V8, V9, V11)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact


@dataclass(frozen=True)
class AgreementMoved(Fact):
    """`from_id`, `to_id`: partners. The reseller of before has no sight of the customer from that day on."""

    says = _("%(number)s moved to another reseller")
    icon = "arrow-right-left"
    number: str
    from_id: int
    to_id: int


@dataclass(frozen=True)
class AgreementCancelled(Fact):
    """`licences` there were on that day; `why` as the desk says it to the reseller and the customer."""

    says = _("%(number)s was cancelled; its name is free again")
    icon = "circle-x"
    number: str
    name: str
    licences: int
    why: str


@dataclass(frozen=True)
class AgreementRenamed(Fact):
    says = _("%(number)s is now called %(name)s; before, %(before)s")
    icon = "pencil"
    number: str
    before: str
    name: str


@dataclass(frozen=True)
class SegmentChanged(Fact):
    """It ended since the customer belongs to another market segment, and is invited to an agreement there (V8)."""

    says = _("%(number)s ended, and the customer is invited anew (%(invitation)s) in its right market segment")
    icon = "arrow-right"
    number: str
    before: str
    segment: str
    invitation: str
