"""Applying for a higher level, and the desk's decision (P14)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.numbers import next_number
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.levels import mails, permissions
from kanaal.levels.events import UpgradeApproved, UpgradeDeclined, UpgradeRequested, UpgradeWithdrawn
from kanaal.levels.models import LevelTerm, Upgrade
from kanaal.levels.permissions import Wish
from kanaal.levels.policy import LevelRulesPolicy, UpgradeQuestionsPolicy, UpgradeReasonsPolicy
from kanaal.levels.weighing import weights_of
from kanaal.partners.models import Partner
from kanaal.partners.policy import LevelsPolicy
from kanaal.people.models import Person
from kanaal.programme import releases
from kanaal.programme.policies import policy
from kanaal.programme.reasons import ReasonUnknown


class LevelUnknown(Refusal):
    status = 404

    def __init__(self) -> None:
        super().__init__(
            say(_("The programme has no such level.")), remedy=say(_("Choose one on the page of your level."))
        )


class AnswerMissing(Refusal):
    """A question of the form that must be answered was not; `at` is its key."""

    status = 422

    def __init__(self, key: str) -> None:
        super().__init__(
            say(_("Something of the form is missing.")), remedy=say(_("Fill it in, and hand it in again."))
        )
        self.at = key


@transaction.atomic
def request_upgrade(partner: Partner, *, level: str, answers: Mapping[str, str], by: Actor) -> Upgrade:
    """Apply for a higher level with its form filled in. Raises LevelUnknown, NotAllowed, AnswerMissing."""
    wanted = policy(LevelsPolicy).get(level)
    if wanted is None:
        raise LevelUnknown
    partner = Partner.locked(partner.pk)
    receipt = permissions.request_upgrade.check(by, Wish(partner, wanted))
    person = Person.locked(by.person_id or 0)

    given = _answers(level, answers)

    now = clock.now()
    upgrade = partner.upgrades.create(
        number=next_number("upgrade", policy(LevelRulesPolicy).upgrade_prefix),
        level=level,
        answers=given,
        asked_by=person,
        asked_at=now,
        promised_at=now + dt.timedelta(days=policy(LevelRulesPolicy).upgrade_answer_days),
    )
    fact = UpgradeRequested(upgrade_id=upgrade.pk, number=upgrade.number, level=level)
    record(fact, about=partner, by=by, receipt=receipt, release_id=releases.current().pk)
    mails.upgrade_received(upgrade)
    return upgrade


@transaction.atomic
def withdraw_upgrade(upgrade: Upgrade, *, by: Actor) -> Upgrade:
    """The company takes its application back; nothing was decided."""
    upgrade = _locked(upgrade)
    permissions.withdraw_upgrade.check(by, upgrade)

    upgrade.step("withdraw")
    upgrade.decided_at = clock.now()
    upgrade.save(update_fields=["state", "decided_at"])
    record(UpgradeWithdrawn(upgrade_id=upgrade.pk, number=upgrade.number), about=upgrade.partner, by=by)
    return upgrade


@transaction.atomic
def approve_upgrade(upgrade: Upgrade, *, by: Actor) -> Upgrade:
    """Give the level, at once: what it opens is open. The facts of the day are kept with the decision (P14)."""
    upgrade = _locked(upgrade)
    receipt = permissions.approve_upgrade.check(by, upgrade)

    upgrade.step("approve")
    weights = _kept_weights(upgrade)
    _decided(upgrade, by)
    set_level(upgrade.partner, upgrade.level)

    fact = UpgradeApproved(upgrade_id=upgrade.pk, number=upgrade.number, level=upgrade.level, weights=weights)
    record(fact, about=upgrade.partner, by=by, receipt=receipt, release_id=releases.current().pk)
    mails.upgrade_approved(upgrade)
    return upgrade


@transaction.atomic
def decline_upgrade(upgrade: Upgrade, *, reason: str, note: str, by: Actor) -> Upgrade:
    """Say no, with a reason of the programme's list and a word of one's own; the asker reads both."""
    upgrade = _locked(upgrade)
    receipt = permissions.decline_upgrade.check(by, upgrade)
    if policy(UpgradeReasonsPolicy).get(reason) is None:
        raise ReasonUnknown

    upgrade.step("decline")
    upgrade.reason, upgrade.note = reason, note.strip()
    _decided(upgrade, by)
    fact = UpgradeDeclined(upgrade.pk, upgrade.number, reason, _kept_weights(upgrade), upgrade.note)
    release_id, asker = releases.current().pk, upgrade.asked_by_id
    record(fact, about=upgrade.partner, by=by, receipt=receipt, release_id=release_id, person_id=asker)
    mails.upgrade_declined(upgrade)
    return upgrade


def set_level(partner: Partner, level: str) -> None:
    """The partner holds a level from today. To be called by an action that holds the partner's lock."""
    hold_level(partner, level, partner.level)
    partner.level = level
    partner.__dict__.pop("level_now", None)
    partner.save(update_fields=["level"])


def hold_level(partner: Partner, level: str, before: str) -> None:
    """Write down that a level is held from today, and until when the one before it was."""
    today = clock.today()
    terms = LevelTerm.objects.filter(partner=partner, until=None)
    if not terms.exists():  # brought along: from now on it has a history
        LevelTerm.objects.create(partner=partner, level=before, since=partner.member_since, until=today, brought=True)
    terms.update(until=today)
    LevelTerm.objects.create(partner=partner, level=level, since=today)


def _locked(upgrade: Upgrade) -> Upgrade:
    """The company first, then its application: the house's order, from the company inward."""
    partner = Partner.locked(upgrade.partner_id)
    found = Upgrade.locked(upgrade.pk)
    found.partner = partner
    return found


def _answers(level: str, given: Mapping[str, str]) -> dict[str, str]:
    pack = releases.current().pack
    asked = policy(UpgradeQuestionsPolicy).asked_for(level) if pack.has(UpgradeQuestionsPolicy) else ()
    kept = {question.key: str(given.get(question.key, "")).strip()[:4000] for question in asked}
    for question in asked:
        if question.required and not kept[question.key]:
            raise AnswerMissing(question.key)
    return kept


def _kept_weights(upgrade: Upgrade) -> dict[str, list[int | str]]:
    levels = policy(LevelsPolicy)
    level = levels.get(upgrade.level)
    weights = weights_of(upgrade.partner, needs=levels.needs_of(level)) if level else {}
    return {key: [w.value, w.needed, w.how] for key, w in weights.items()}


def _decided(upgrade: Upgrade, by: Actor) -> None:
    upgrade.decided_by_id, upgrade.decided_at = by.person_id, clock.now()
    upgrade.save(update_fields=["state", "decided_by", "decided_at", "reason", "note"])
