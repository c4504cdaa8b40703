"""What the programme says about rising, keeping and losing a level (P14)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from kanaal.programme.fields import Key, Positive, Words, key_of, once
from kanaal.programme.sections import section


@section("level_rules")
@dataclass(frozen=True)
class LevelRulesPolicy:
    """`upgrade_prefix` begins the number of each application; it is answered within `upgrade_answer_days`.

    A need that is met no longer costs the level only after `grace_days`; `grace_reminder_days` before that the partner
    is told once more. An attestation counts for `attestation_days` unless the desk says otherwise. A level that a
    company brought along from an older system is honoured without figures for `brought_along_days`.
    """

    upgrade_prefix: Annotated[str, Field(pattern=r"^[A-Z]{2,6}$")]
    upgrade_answer_days: Positive
    grace_days: Positive
    grace_reminder_days: tuple[Positive, ...]
    attestation_days: Positive
    brought_along_days: Positive


@dataclass(frozen=True)
class UpgradeQuestion:
    """A question of the form for a higher level; asked for `levels`. `confirm` is a box that has to be ticked."""

    key: Annotated[Key, once("upgrade question")]
    levels: Annotated[tuple[Annotated[str, key_of("levels")], ...], Field(min_length=1)]
    kind: Literal["line", "text", "number", "confirm"]
    label: Words
    required: bool
    help: Words | None = None


@section("upgrade_questions", optional=True)
@dataclass(frozen=True)
class UpgradeQuestionsPolicy:
    upgrade_questions: tuple[UpgradeQuestion, ...]

    def asked_for(self, level: str) -> tuple[UpgradeQuestion, ...]:
        return tuple(question for question in self.upgrade_questions if level in question.levels)


@dataclass(frozen=True)
class UpgradeReason:
    """Why an application was declined. `name` is for the desk's list, `text` for the partner's mail."""

    key: Annotated[Key, once("upgrade reason")]
    name: Words
    text: Words


@section("upgrade_reasons")
@dataclass(frozen=True)
class UpgradeReasonsPolicy:
    upgrade_reasons: Annotated[tuple[UpgradeReason, ...], Field(min_length=1)]

    def get(self, key: str) -> UpgradeReason | None:
        return next((reason for reason in self.upgrade_reasons if reason.key == key), None)
