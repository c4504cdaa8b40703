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
