"""What has happened at a partner."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact, personal


@dataclass(frozen=True)
class ContactInvited(Fact):
    says = _("%(who)s invited %(email)s")
    icon = "mail"
    invitation_id: int
    kind: str
    email: str = personal()


@dataclass(frozen=True)
class InvitationSentAgain(Fact):
    says = _("%(who)s sent the invitation of %(email)s again")
    icon = "mail"
    invitation_id: int
    email: str = personal()


@dataclass(frozen=True)
class InvitationWithdrawn(Fact):
    says = _("%(who)s withdrew the invitation of %(email)s")
    icon = "circle-x"
    invitation_id: int
    email: str = personal()


@dataclass(frozen=True)
class InvitationExpired(Fact):
    says = _("The invitation of %(email)s expired")
    icon = "clock"
    invitation_id: int
    email: str = personal()


@dataclass(frozen=True)
class InvitationAccepted(Fact):
    says = _("%(name)s accepted the invitation")
    icon = "check"
    invitation_id: int
    contact_id: int
    kind: str
    name: str = personal()


@dataclass(frozen=True)
class BranchDomainAdded(Fact):
    says = _("The domain %(domain)s of a branch was added")
    icon = "at-sign"
    domain: str


# --- enrolment


@dataclass(frozen=True)
class EnrolmentStarted(Fact):
    says = _("%(who)s began to enrol a company")
    icon = "pencil"


@dataclass(frozen=True)
class EnrolmentTakenUp(Fact):
    says = _("%(who)s signed in and took up the enrolment")
    icon = "log-in"


@dataclass(frozen=True)
class EnrolmentFilledIn(Fact):
    """`step` is the key of the step whose answers were kept; what was answered stands in the enrolment."""

    says = _("%(who)s filled in a step")
    icon = "pencil"
    step: str


@dataclass(frozen=True)
class EnrolmentSubmitted(Fact):
    says = _("%(who)s handed in the enrolment of %(company)s")
    icon = "send"
    company: str
    marks: list[str]
    email: str = personal()


@dataclass(frozen=True)
class EnrolmentAsked(Fact):
    says = _("%(who)s asked the applicant: %(question)s")
    icon = "message-circle-question"
    fields: list[str]
    question: str = personal()


@dataclass(frozen=True)
class EnrolmentAnswered(Fact):
    """The answers as they were before stand beside the event."""

    says = _("%(who)s answered the question")
    icon = "reply"
    fields: list[str]
    before: dict[str, str] = personal()


@dataclass(frozen=True)
class EnrolmentWithdrawn(Fact):
    says = _("%(who)s withdrew the enrolment")
    icon = "circle-x"


@dataclass(frozen=True)
class EnrolmentApproved(Fact):
    says = _("%(who)s approved the enrolment; the membership ID is %(number)s")
    icon = "badge-check"
    partner_id: int
    number: str
    level: str


@dataclass(frozen=True)
class EnrolmentDeclined(Fact):
    says = _("%(who)s declined the enrolment")
    icon = "circle-x"
    reason: str
    note: str = personal()


@dataclass(frozen=True)
class EnrolmentReminded(Fact):
    says = _("A half-filled enrolment was recalled by mail")
    icon = "mail"
    times: int


@dataclass(frozen=True)
class EnrolmentForgotten(Fact):
    says = _("A half-filled enrolment was forgotten, since nobody went on with it")
    icon = "clock"


@dataclass(frozen=True)
class MembershipBegan(Fact):
    says = _("%(partner)s became a partner, with the membership ID %(number)s")
    icon = "badge-check"
    partner: str
    number: str
    level: str
    enrolment_id: int | None = None


@dataclass(frozen=True)
class CompanyProfileChanged(Fact):
    says = _("%(who)s changed the company profile")
    icon = "building-2"
    fields: list[str]


@dataclass(frozen=True)
class ContactLeft(Fact):
    says = _("A contact left the company")
    icon = "log-out"
    contact_id: int


# --- contacts who change or leave, and who is the primary one


@dataclass(frozen=True)
class ContactChanged(Fact):
    says = _("%(who)s changed a contact")
    icon = "pencil"
    contact_id: int
    fields: list[str]


@dataclass(frozen=True)
class ContactDeactivated(Fact):
    """`handed_to_id` is the contact who goes on with what they owned; `person_id` is None for whoever had no ID.

    Modules whose rows belong to somebody hand over theirs in a reaction to this.
    """

    says = _("%(who)s took the access of %(name)s away; what was theirs is a colleague's now")
    icon = "log-out"
    contact_id: int
    person_id: int | None
    handed_to_id: int
    name: str = personal()


@dataclass(frozen=True)
class PrimaryContactSwapped(Fact):
    says = _("%(name)s became the primary contact")
    icon = "users"
    contact_id: int
    was_id: int | None
    name: str = personal()


@dataclass(frozen=True)
class SeatGiven(Fact):
    """`holder_id` is the person who holds it from now on (P10)."""

    says = _("%(who)s gave %(name)s a sales seat")
    icon = "user-check"
    contact_id: int
    holder_id: int | None
    name: str = personal()


@dataclass(frozen=True)
class SeatTaken(Fact):
    """`holder_id` is the person who held it; what they own stays theirs."""

    says = _("%(who)s took the sales seat of %(name)s away")
    icon = "user-x"
    contact_id: int
    holder_id: int | None
    name: str = personal()


# --- membership


@dataclass(frozen=True)
class MembershipRenewed(Fact):
    says = _("%(who)s renewed the membership until %(until)s")
    icon = "badge-check"
    was_until: str
    until: str


@dataclass(frozen=True)
class MembershipReminded(Fact):
    """`notice` is the reminder's key: days before the end, the last day, or before the window closes."""

    says = _("A mail told that the membership ends on %(until)s")
    icon = "mail"
    notice: str
    until: str


@dataclass(frozen=True)
class MembershipEnded(Fact):
    """`reason` is a key of the pack's list, or nothing when the renewal window closed."""

    says = _("The membership ended")
    icon = "circle-x"
    reason: str
    note: str = personal()


@dataclass(frozen=True)
class MembershipReinstated(Fact):
    says = _("The membership was reinstated until %(until)s")
    icon = "badge-check"
    until: str
    level: str
    was_level: str = ""
