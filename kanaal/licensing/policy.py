"""What the programme says of its agreements: each kind's rules in time, and how licences are numbered (V1–V10, N5)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from kanaal.licensing.rules import terms as timed
from kanaal.programme.fields import Count, Document, Key, Line, Positive, Words, key_of, once
from kanaal.programme.sections import section

Use = Literal["resale", "marketplace", "nfr"]
"""For whom agreements of a kind are: invited through the console, made through the marketplace, partners' own (N3)."""


@dataclass(frozen=True)
class AgreementTerms:
    """A kind of agreement. `accept`: the terms that its administrators accept. What each number means stands in
    `kanaal/licensing/rules/terms.py`; it is the same class that the rules read. An invitation that nobody has answered
    is reminded of `invitation_reminder_days` before its last day; 0: never.
    """

    key: Annotated[Key, once("kind of agreement")]
    name: Words
    use: Use
    number_prefix: Line
    accept: Document
    segments: Annotated[tuple[Annotated[str, key_of("segments")], ...], Field(min_length=1)]
    term_months: Positive
    proration: timed.Proration
    loses_first: timed.LosesFirst
    invitation_days: Positive
    approval_days: Positive
    renewing: timed.Renewing
    returning: timed.Returning
    notices: tuple[timed.Notice, ...]
    ladders: tuple[timed.Ladder, ...] = ()
    authorising: timed.Authorising | None = None
    committing: timed.Committing | None = None
    look_back_days: Count | None = None
    invitation_reminder_days: Count = 0

    def __post_init__(self) -> None:
        _ = self.rules  # what is wrong with the whole is said when the pack is read

    @cached_property
    def rules(self) -> timed.Terms:
        """As the rules take them."""
        return timed.Terms(
            key=self.key,
            term_months=self.term_months,
            proration=self.proration,
            authorising=self.authorising,
            loses_first=self.loses_first,
            renewing=self.renewing,
            returning=self.returning,
            ladders=self.ladders,
            look_back_days=self.look_back_days,
            committing=self.committing,
            invitation_days=self.invitation_days,
            approval_days=self.approval_days,
            notices=self.notices,
        )


@section("agreement_terms", optional=True)
@dataclass(frozen=True)
class AgreementTermsPolicy:
    agreement_terms: Annotated[tuple[AgreementTerms, ...], Field(min_length=1)]

    def get(self, key: str) -> AgreementTerms:
        """Raises KeyError for a kind that the pack has not."""
        found = next((one for one in self.agreement_terms if one.key == key), None)
        if found is None:
            raise KeyError(key)
        return found

    def for_use(self, use: Use) -> tuple[AgreementTerms, ...]:
        return tuple(one for one in self.agreement_terms if one.use == use)


@section("licensing", optional=True)
@dataclass(frozen=True)
class LicensingPolicy:
    """Prefixes of numbers. `administrator_days` an invitation to administer lasts; `foresight_days` ahead the daily job
    proves that nothing will happen unannounced; `most_administrators` an agreement may have. `proof_segments`: whoever
    says that a customer belongs there proves it (V8).
    """

    invitation_prefix: Line
    addition_prefix: Line
    order_prefix: Line
    return_prefix: Line
    rma_prefix: Line
    commitment_prefix: Line
    administrator_days: Positive
    foresight_days: Positive
    most_administrators: Positive
    proof_segments: tuple[Annotated[str, key_of("segments")], ...] = ()
