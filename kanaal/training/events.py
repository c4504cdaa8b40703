"""What has happened in training."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact, personal


@dataclass(frozen=True)
class LearnerRegistered(Fact):
    says = _("%(who)s registered for training")
    icon = "graduation-cap"
    region: str


@dataclass(frozen=True)
class CourseStarted(Fact):
    says = _("%(who)s began a course")
    icon = "play"
    course: str


@dataclass(frozen=True)
class ModuleRead(Fact):
    says = _("%(who)s read a module of a course")
    icon = "book-open"
    course: str
    module: str


@dataclass(frozen=True)
class QuizFailed(Fact):
    says = _("%(who)s did not pass a quiz this time")
    icon = "circle-x"
    course: str
    number: int


@dataclass(frozen=True)
class QuizPassed(Fact):
    says = _("%(who)s passed a quiz")
    icon = "check"
    course: str
    number: int


@dataclass(frozen=True)
class CertificateIssued(Fact):
    says = _("%(holder)s earned the certificate %(number)s")
    icon = "award"
    certificate_id: int
    key: str
    number: str
    holder: str = personal()


@dataclass(frozen=True)
class CertificateExpired(Fact):
    says = _("The certificate %(number)s expired")
    icon = "calendar-x"
    certificate_id: int
    key: str
    number: str


@dataclass(frozen=True)
class CertificateReminded(Fact):
    says = _("The holder was reminded that the certificate %(number)s expires")
    icon = "mail"
    certificate_id: int
    number: str
    days: int


@dataclass(frozen=True)
class CertificateRevoked(Fact):
    says = _("%(who)s revoked the certificate %(number)s")
    icon = "badge-x"
    certificate_id: int
    key: str
    number: str
    reason: str = personal()


@dataclass(frozen=True)
class ColleagueAsked(Fact):
    says = _("%(who)s asked %(colleague)s to take a course")
    icon = "mail"
    contact_id: int
    course: str
    colleague: str = personal()
