"""What the programme says of deal registration: rules, evidence, reasons, promises, protection (D5–D7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationInfo

from kanaal.core.texts import Words as PackWords
from kanaal.deals.marks import Asked, Speech
from kanaal.deals.rules import Outcome, Rule
from kanaal.deals.rules import When as Asks
from kanaal.programme import fields
from kanaal.programme.fields import Count, Currency, Key, Line, Positive, Words, key_of, once, words_with
from kanaal.programme.sections import section


@section("deal_registration")
@dataclass(frozen=True)
class DealRegistrationPolicy:
    """An answer is promised within `answer_hours`, and managers hear of one that waits `escalate_hours`; both count in
    the helpdesk's hours for the region. `deemed_approved`: what the desk leaves unanswered at its promise is approved.

    A question keeps one's place for `place_days` and, unanswered, ends the registration after `question_days`. An
    approval protects for `protection_days`, which the partner can extend `extensions` times by `extension_days` on
    progress; `remind_days` before the end its owner hears. `hand_in_thin`: what is thin may be handed in, without a
    place, for the desk to look at. `reconsider`: who lost to a registration that then ends unapproved is judged anew.

    In 24 hours a person may check `availability_per_person` times, a company `availability_per_partner` times.
    """

    number_prefix: Line
    answer_hours: Positive
    escalate_hours: Positive
    deemed_approved: bool
    place_days: Positive
    question_days: Positive
    protection_days: Positive
    extensions: Count
    extension_days: Positive
    remind_days: Annotated[tuple[Positive, ...], Field(min_length=1)]
    hand_in_thin: bool
    reconsider: bool
    availability_per_person: Positive
    availability_per_partner: Positive

    def __post_init__(self) -> None:
        if self.question_days < self.place_days:
            raise ValueError("ends a registration before its place is lost | Let question_days be place_days or more.")


# --- evidence


@dataclass(frozen=True)
class EvidenceField:
    """A question about the sales activities, and what makes its answer checkable (`deals.marks`)."""

    key: Annotated[Key, once("evidence field")]
    label: Words
    help: Words
    example: Words
    at_least_words: Count
    at_most_characters: Annotated[int, Field(ge=200, le=20_000)]
    number: bool = False
    date: bool = False
    names: bool = False
    required: bool = True

    @property
    def asked(self) -> Asked:
        return Asked(
            self.key, self.at_least_words, self.at_most_characters, self.number, self.date, self.names, self.required
        )


@section("evidence_fields")
@dataclass(frozen=True)
class EvidenceFieldsPolicy:
    evidence_fields: Annotated[tuple[EvidenceField, ...], Field(min_length=1)]

    @property
    def asked(self) -> tuple[Asked, ...]:
        return tuple(one.asked for one in self.evidence_fields)

    def get(self, key: str) -> EvidenceField | None:
        return next((one for one in self.evidence_fields if one.key == key), None)


Phrases = tuple[Line, ...]


@section("evidence_words")
@dataclass(frozen=True)
class EvidenceWordsPolicy:
    """The words that the marks look for, language by language (BCP 47); partners write in several.

    `vague`: phrases that say nothing. `none_known`: ways to say that nobody is known. `no_names`: words that begin a
    sentence and name nobody.
    """

    vague: dict[fields.Language, Phrases]
    none_known: dict[fields.Language, Phrases]
    no_names: dict[fields.Language, Phrases]

    @property
    def speech(self) -> Speech:
        languages = tuple(dict.fromkeys([*self.vague, *self.none_known, *self.no_names]))
        return Speech(_all(self.vague), _all(self.none_known), frozenset(w.casefold() for w in _all(self.no_names)),
                      languages)  # fmt: skip


def _all(words: dict[str, Phrases]) -> tuple[str, ...]:
    return tuple(phrase for phrases in words.values() for phrase in phrases)


# --- rules


def _currencies(regions: list[Any]) -> set[str]:
    """Whatever a faulty pack says there; a currency that is none is told of by its own field."""
    found = (region.get("currency") for region in regions if isinstance(region, dict))
    return {one for one in found if isinstance(one, str)}


def _each_currency(value: dict[str, int], info: ValidationInfo) -> dict[str, int]:
    """Every currency of the programme's regions: a deal in one that is missing would slip through."""
    regions: Any = info.context.document.get("regions", []) if info.context else []
    used = _currencies(regions) if isinstance(regions, list) else set()
    if missing := sorted(c for c in used - set(value) if fields.is_currency(c)):
        raise fields.fault(f"says nothing of {', '.join(missing)}", f"Add {missing[0]} = 5000, in whole units.")
    return value


Amounts = Annotated[dict[Currency, Count], AfterValidator(_each_currency)]


@dataclass(frozen=True)
class When:
    """Conditions that must all hold; those left out aren't asked. Of a list, one must fit (`deals.rules.When`)."""

    amount_below: Amounts | None = None
    amount_at_least: Amounts | None = None
    renewal: bool | None = None
    tender: bool | None = None
    named_account: bool | None = None
    ordered: bool | None = None
    evidence: tuple[Annotated[str, Field(pattern="^(complete|thin|missing)$")], ...] | None = None
    conflict: tuple[Annotated[str, Field(pattern="^(none|protected|earlier|own|unsure)$")], ...] | None = None
    deal_types: tuple[Annotated[Key, key_of("deal_types")], ...] | None = None
    families: tuple[Annotated[Key, key_of("product_families")], ...] | None = None
    needs: tuple[Annotated[Key, key_of("deal_needs")], ...] | None = None
    segments: tuple[Annotated[Key, key_of("segments")], ...] | None = None
    levels: tuple[Annotated[Key, key_of("levels")], ...] | None = None
    regions: tuple[Annotated[Key, key_of("regions")], ...] | None = None
    closes_within_days: Positive | None = None


WithLimit = Annotated[PackWords, words_with("limit")]


@dataclass(frozen=True)
class DealRule:
    """A rule, in the order of the pack. `text` is what a partner reads when it applies, `clear` when it doesn't;
    `{limit}` is the amount that it names, in the deal's currency. `desk_text`: what only the desk reads, if it differs.
    """

    key: Annotated[Key, once("deal rule")]
    then: Outcome
    text: WithLimit
    clear: WithLimit
    when: When = field(default_factory=When)
    reason: Annotated[Key, key_of("deal_decline_reasons")] | None = None
    desk_text: WithLimit | None = None

    def __post_init__(self) -> None:
        if self.then == "decline" and self.reason is None:
            raise ValueError("declines without a reason | Write reason = and a key of [[deal_decline_reasons]].")

    @property
    def rule(self) -> Rule:
        return Rule(self.key, Asks(**vars(self.when)), self.then, self.reason or "")


@section("deal_rules")
@dataclass(frozen=True)
class DealRulesPolicy:
    deal_rules: Annotated[tuple[DealRule, ...], Field(min_length=1)]

    @property
    def rules(self) -> tuple[Rule, ...]:
        return tuple(one.rule for one in self.deal_rules)

    def get(self, key: str) -> DealRule | None:
        return next((one for one in self.deal_rules if one.key == key), None)


@dataclass(frozen=True)
class DealDeclineReason:
    """Why a registration is declined: `text` for the partner, with `remedy`, what they can do; `label` for the desk.

    `desk`: whether the desk may choose it, or only a rule gives it.
    """

    key: Annotated[Key, once("deal decline reason")]
    label: Words
    text: Words
    remedy: Words
    desk: bool = True


@section("deal_decline_reasons")
@dataclass(frozen=True)
class DealDeclineReasonsPolicy:
    deal_decline_reasons: Annotated[tuple[DealDeclineReason, ...], Field(min_length=1)]

    def get(self, key: str) -> DealDeclineReason | None:
        return next((one for one in self.deal_decline_reasons if one.key == key), None)

    @property
    def for_desk(self) -> tuple[DealDeclineReason, ...]:
        return tuple(one for one in self.deal_decline_reasons if one.desk)
