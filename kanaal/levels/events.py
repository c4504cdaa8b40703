"""What has happened with a partner's level."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact, personal


@dataclass(frozen=True)
class UpgradeRequested(Fact):
    says = _("%(who)s applied for a higher level (%(number)s)")
    icon = "trending-up"
    upgrade_id: int
    number: str
    level: str


@dataclass(frozen=True)
class UpgradeWithdrawn(Fact):
    says = _("%(who)s withdrew the application %(number)s")
    icon = "circle-x"
    upgrade_id: int
    number: str


@dataclass(frozen=True)
class UpgradeApproved(Fact):
    """`weights`: need → [value, needed, how] on the day of the decision."""

    says = _("The application %(number)s was approved")
    icon = "badge-check"
    upgrade_id: int
    number: str
    level: str
    weights: dict[str, list[int | str]]


@dataclass(frozen=True)
class UpgradeDeclined(Fact):
    says = _("The application %(number)s was declined")
    icon = "circle-x"
    upgrade_id: int
    number: str
    reason: str
    weights: dict[str, list[int | str]]
    note: str = personal()


@dataclass(frozen=True)
class NeedAttested(Fact):
    says = _("The desk attested a need of the level, until %(until)s")
    icon = "file-check"
    attestation_id: int
    need: str
    value: int
    until: str


@dataclass(frozen=True)
class AttestationWithdrawn(Fact):
    says = _("The desk withdrew an attestation")
    icon = "circle-x"
    attestation_id: int
    need: str


@dataclass(frozen=True)
class LevelAtRisk(Fact):
    """`needs`: the keys of what is met no longer; the level is kept until `until`."""

    says = _("Something that the level needs is met no longer; the level is kept until %(until)s")
    icon = "triangle-alert"
    level: str
    needs: list[str]
    until: str
    release_number: int


@dataclass(frozen=True)
class LevelSafeAgain(Fact):
    says = _("What the level needs is met again")
    icon = "check"
    level: str
    needs: list[str]


@dataclass(frozen=True)
class LevelRiskReminded(Fact):
    says = _("The company was reminded that its level is at risk")
    icon = "mail"
    level: str
    until: str


@dataclass(frozen=True)
class LevelLowered(Fact):
    says = _("The level was lowered, since what it needs was met no longer")
    icon = "trending-down"
    before: str
    level: str
    needs: list[str]


# --- changing the programme


@dataclass(frozen=True)
class ChangeProposed(Fact):
    says = _("%(who)s began a proposal to change the programme: %(title)s")
    icon = "pencil"
    title: str
    based_on: int


@dataclass(frozen=True)
class ProposalEdited(Fact):
    says = _("%(who)s changed %(file)s in the proposal")
    icon = "pencil"
    file: str
    digest: str


@dataclass(frozen=True)
class ImpactAsked(Fact):
    says = _("%(who)s asked for the impact of the proposal")
    icon = "scan-search"
    digest: str


@dataclass(frozen=True)
class ProposalWeighed(Fact):
    says = _("The impact of the proposal was weighed: %(falls)s partners would fall, %(rises)s could rise")
    icon = "scan-search"
    digest: str
    falls: int
    rises: int


@dataclass(frozen=True)
class ProposalDropped(Fact):
    says = _("%(who)s dropped the proposal")
    icon = "circle-x"


@dataclass(frozen=True)
class ProposalPublished(Fact):
    says = _("%(who)s published the proposal as release %(number)s")
    icon = "check"
    number: int
    begins: str
