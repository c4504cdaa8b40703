"""How a company becomes a partner, and how long it stays one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from kanaal.programme.fields import Count, Document, Domain, Key, Positive, Words, key_of, once
from kanaal.programme.sections import section

Mark = Literal[
    "free-mail",
    "disposable-mail",
    "look-alike",
    "other-domain",
    "vat-missing",
    "vat-invalid",
    "vat-other-country",
    "postal-code",
]
CompanyField = Literal[
    "name",
    "street",
    "postal_code",
    "city",
    "province",
    "vat_number",
    "register_number",
    "website",
    "phone",
]


@section("enrolment")
@dataclass(frozen=True)
class EnrolmentPolicy:
    """How one becomes a partner (P1–P6).

    `promise_hours`: an application is answered within so many hours, where the region says nothing else.
    `automatic_approval`: `off`, or `clean`: an application without any of the marks in `unclean_marks` is let in.
    `draft_reminder_days`: so many days after its last change a half-filled application is recalled by mail;
    `draft_kept_days`: then it is forgotten. `free_mail_domains` come on top of the ones that the house knows.
    """

    entry_level: Annotated[str, key_of("levels")]
    terms: Document
    welcome_kit: Key
    promise_hours: Positive
    automatic_approval: Literal["off", "clean"]
    unclean_marks: tuple[Mark, ...]
    authority_statement: Words
    required_company_fields: tuple[CompanyField, ...]
    free_mail_domains: tuple[Annotated[Domain, once("free-mail domain")], ...]
    membership_prefix: Annotated[str, Field(pattern=r"^[A-Z]{2,6}$")]
    draft_reminder_days: tuple[Positive, ...]
    draft_kept_days: Positive


@dataclass(frozen=True)
class DeclineReason:
    """Why an application was declined. `name` is for the desk's list, `text` for the applicant's mail."""

    key: Annotated[Key, once("decline reason")]
    name: Words
    text: Words


@section("decline_reasons")
@dataclass(frozen=True)
class DeclineReasonsPolicy:
    decline_reasons: Annotated[tuple[DeclineReason, ...], Field(min_length=1)]

    def get(self, key: str) -> DeclineReason | None:
        return next((reason for reason in self.decline_reasons if reason.key == key), None)


@section("membership")
@dataclass(frozen=True)
class MembershipPolicy:
    """How long a membership lasts, and when it can be renewed: from `window_before_days` before its end until
    `window_after_days` after it; access lasts through the window (P15).

    `reminder_days`: days before the end; a last reminder goes out `closing_reminder_days` before the window closes.
    What has ended can be reinstated within `reinstate_within_days`, at the `same` level or at the `entry` level.
    """

    term_months: Positive
    window_before_days: Positive
    window_after_days: Count
    reminder_days: tuple[Positive, ...]
    closing_reminder_days: Positive
    reinstated_level: Literal["same", "entry"]
    reinstate_within_days: Positive


@dataclass(frozen=True)
class EndReason:
    """Why a membership was ended before its time. `name` is for the desk's list, `text` for the contacts' mail."""

    key: Annotated[Key, once("reason to end a membership")]
    name: Words
    text: Words


@section("end_reasons")
@dataclass(frozen=True)
class EndReasonsPolicy:
    end_reasons: Annotated[tuple[EndReason, ...], Field(min_length=1)]

    def get(self, key: str) -> EndReason | None:
        return next((reason for reason in self.end_reasons if reason.key == key), None)
