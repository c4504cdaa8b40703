"""What has happened with an opportunity. Recorded about it, so that only whoever may see it reads of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact


@dataclass(frozen=True)
class OpportunityFact(Fact):
    """What all these facts say: which one."""

    opportunity_id: int
    number: str


@dataclass(frozen=True)
class OpportunityOpened(OpportunityFact):
    says = _("%(who)s opened %(number)s")
    icon = "circle-plus"
    account_id: int = 0


@dataclass(frozen=True)
class OpportunityCopied(OpportunityFact):
    """Recorded about the copy; `from_number` is the one that it was made after."""

    says = _("%(who)s made %(number)s after %(from_number)s")
    icon = "copy"
    from_id: int = 0
    from_number: str = ""


@dataclass(frozen=True)
class OpportunityChanged(OpportunityFact):
    """`fields` are the names of those that have another value now."""

    says = _("%(who)s changed %(number)s")
    icon = "pencil"
    fields: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class OpportunityStageMoved(OpportunityFact):
    """From one stage to another, keys of the pack, and as the trade numbers them. `forward`: that was progress."""

    says = _("%(who)s moved %(number)s from stage %(was)s to %(now)s")
    icon = "arrow-right"
    from_stage: str = ""
    to_stage: str = ""
    was: str = ""
    now: str = ""
    forward: bool = True


@dataclass(frozen=True)
class LineAdded(OpportunityFact):
    says = _("%(who)s put %(quantity)s × %(sku)s on %(number)s")
    icon = "package"
    sku: str = ""
    quantity: int = 1


@dataclass(frozen=True)
class LineChanged(OpportunityFact):
    says = _("%(who)s changed %(sku)s on %(number)s to %(quantity)s")
    icon = "package"
    sku: str = ""
    quantity: int = 1


@dataclass(frozen=True)
class LineRemoved(OpportunityFact):
    says = _("%(who)s took %(sku)s off %(number)s")
    icon = "package"
    sku: str = ""


@dataclass(frozen=True)
class NewPricesTaken(OpportunityFact):
    """`lines` have the price of the book that applies now; `from_amount` and `to_amount` as decimals in text."""

    says = _("%(who)s took the present prices for %(lines)s lines of %(number)s")
    icon = "tags"
    lines: int = 0
    from_amount: str = ""
    to_amount: str = ""


@dataclass(frozen=True)
class OpportunityHandedOver(OpportunityFact):
    """`from_id`, `to_id`: people. `because`: `asked`, or `left` when its owner left the company."""

    says = _("%(number)s was handed over to a colleague")
    icon = "arrow-right-left"
    from_id: int = 0
    to_id: int = 0
    because: str = "asked"


@dataclass(frozen=True)
class OpportunityBooked(OpportunityFact):
    """`orders`: kind and number of each, as they were entered (D8)."""

    says = _("%(who)s closed %(number)s: booked")
    icon = "trophy"
    reason: str = ""
    orders: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class OpportunityLost(OpportunityFact):
    says = _("%(who)s closed %(number)s: lost")
    icon = "circle-x"
    reason: str = ""


@dataclass(frozen=True)
class OpportunityCancelled(OpportunityFact):
    says = _("%(who)s closed %(number)s: cancelled")
    icon = "circle-minus"
    reason: str = ""


@dataclass(frozen=True)
class OpportunityExpired(OpportunityFact):
    """`expected_on`: the day in ISO 8601 that had passed for so long."""

    says = _("%(number)s expired, long after its expected day")
    icon = "hourglass"
    expected_on: str = ""


@dataclass(frozen=True)
class OpportunityReminded(OpportunityFact):
    says = _("A mail told that %(number)s expires in %(days)s days")
    icon = "mail"
    days: int = 0


@dataclass(frozen=True)
class OpportunityReopened(OpportunityFact):
    """`was` is the state in which it was closed."""

    says = _("%(who)s opened %(number)s again")
    icon = "undo-2"
    was: str = ""
    reason: str = ""


@dataclass(frozen=True)
class CalendarFeedMade(Fact):
    """An address for somebody's calendar; an earlier one is worth nothing any more."""

    says = _("%(who)s made a new address for their calendar")
    icon = "calendar-plus"
    contact_id: int


@dataclass(frozen=True)
class CalendarFeedEnded(Fact):
    """Its owner left, lost the seat, or wanted it no more."""

    says = _("The address for a calendar was taken away")
    icon = "calendar-x"
    contact_id: int
