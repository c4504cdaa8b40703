"""What has happened with a deal registration. Recorded about it, so that only whoever may see it reads of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact, personal


@dataclass(frozen=True)
class RegistrationFact(Fact):
    """What all these facts say: which one."""

    registration_id: int
    number: str


@dataclass(frozen=True)
class RegistrationBegan(RegistrationFact):
    says = _("%(who)s began the registration %(number)s")
    icon = "file-plus"
    opportunity: str = ""


@dataclass(frozen=True)
class RegistrationFilledIn(RegistrationFact):
    """`marks`: how many things were still too thin."""

    says = _("%(who)s saved the answers of %(number)s")
    icon = "pencil"
    marks: int = 0


@dataclass(frozen=True)
class RegistrationSubmitted(RegistrationFact):
    """`content_hash`: SHA-256 of what was handed in. `complete`: it has its place from now on."""

    says = _("%(who)s handed in %(number)s")
    icon = "send"
    content_hash: str = ""
    complete: bool = True


@dataclass(frozen=True)
class RegistrationQueued(RegistrationFact):
    """The rules leave it to the desk; `rule` says which."""

    says = _("%(number)s waits for the desk, which has promised an answer")
    icon = "hourglass"
    rule: str = ""
    promised_at: str = ""


@dataclass(frozen=True)
class RegistrationDecided(RegistrationFact):
    """`deal` as the rules saw it, so that the decision can be taken once more. `how`: rule, desk, deemed; `was`: the
    state in which it was decided.
    """

    how: str = "rule"
    was: str = "submitted"
    rule: str = ""
    deal: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RegistrationApproved(RegistrationDecided):
    says = _("%(number)s was approved, and is protected")
    icon = "shield-check"
    protected_until: str = ""
    word: str = personal()


@dataclass(frozen=True)
class RegistrationDeclined(RegistrationDecided):
    says = _("%(number)s was declined")
    icon = "shield-x"
    reason: str = ""
    note: str = personal()


@dataclass(frozen=True)
class RegistrationTaken(RegistrationFact):
    says = _("%(who)s took %(number)s in hand")
    icon = "user-check"


@dataclass(frozen=True)
class RegistrationAsked(RegistrationFact):
    """`fields`: keys of the answers that were asked for. The question keeps the place until `place_until`."""

    says = _("The desk asked for more about %(number)s")
    icon = "message-circle-question"
    fields: list[str] = field(default_factory=list)
    place_until: str = ""
    question: str = personal()


@dataclass(frozen=True)
class RegistrationAnswered(RegistrationFact):
    """`kept`: its place is the same as before the question."""

    says = _("%(who)s answered the desk's question about %(number)s")
    icon = "reply"
    content_hash: str = ""
    kept: bool = True


@dataclass(frozen=True)
class RegistrationPlaceLost(RegistrationFact):
    says = _("The desk's question about %(number)s was not answered in time: it keeps its place no longer")
    icon = "alarm-clock"


@dataclass(frozen=True)
class RegistrationReversed(RegistrationFact):
    """`was` is the state before; it is in review again."""

    says = _("The desk took its decision about %(number)s back")
    icon = "undo-2"
    was: str = ""
    word: str = personal()


@dataclass(frozen=True)
class RegistrationReconsidered(RegistrationFact):
    """What stood in its way fell away."""

    says = _("What stood in the way of %(number)s fell away: it was judged again")
    icon = "refresh-cw"


@dataclass(frozen=True)
class RegistrationWithdrawn(RegistrationFact):
    says = _("%(who)s withdrew %(number)s")
    icon = "circle-x"
    was: str = ""


@dataclass(frozen=True)
class RegistrationExtended(RegistrationFact):
    says = _("%(who)s extended the protection of %(number)s")
    icon = "calendar-plus"
    protected_until: str = ""
    word: str = personal()


@dataclass(frozen=True)
class RegistrationExpired(RegistrationFact):
    """`was`: approved (its protection is over), or asked (nobody answered)."""

    says = _("%(number)s expired")
    icon = "hourglass"
    was: str = ""


@dataclass(frozen=True)
class RegistrationClosed(RegistrationFact):
    says = _("%(number)s ended with the deal")
    icon = "circle-minus"
    was: str = ""


@dataclass(frozen=True)
class RegistrationReminded(RegistrationFact):
    says = _("A mail told that the protection of %(number)s ends in %(days)s days")
    icon = "mail"
    days: int = 0


@dataclass(frozen=True)
class RegistrationEscalated(RegistrationFact):
    says = _("%(number)s waits too long: the managers were told")
    icon = "megaphone"


# --- beside registrations


@dataclass(frozen=True)
class DelegateNamed(Fact):
    """Recorded about the agent who is away; the days are included."""

    says = _("%(who)s named who answers instead during an absence")
    icon = "users-round"
    absence_id: int
    delegate_id: int
    starts: str
    ends: str


@dataclass(frozen=True)
class DelegateEnded(Fact):
    says = _("%(who)s ended an absence")
    icon = "user-check"
    absence_id: int


@dataclass(frozen=True)
class AccountNamed(Fact):
    """Recorded about the customer: the vendor looks after them itself."""

    says = _("%(who)s made this customer a named account")
    icon = "star"
    word: str


@dataclass(frozen=True)
class AccountNamedNoLonger(Fact):
    says = _("%(who)s made this customer a named account no longer")
    icon = "star"


@dataclass(frozen=True)
class AvailabilityChecked(Fact):
    """Recorded about the partner. Of what was asked only a digest is kept: no list of anybody's prospects."""

    says = _("%(who)s asked whether a registration would be free")
    icon = "search-check"
    digest: str
    answer: str


@dataclass(frozen=True)
class AvailabilitySpent(Fact):
    """Somebody asked more often than is allowed in a day; told once a day."""

    says = _("%(who)s asked more often than a day allows whether registrations would be free")
    icon = "shield-alert"
    times: int
