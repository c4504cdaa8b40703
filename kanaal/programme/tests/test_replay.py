"""A decision of the past, asked again under the release of its day, answers the same (spike a of the house)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.utils import translation
from django.utils.translation import gettext_noop as _

from kanaal.core import clock, events
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.decisions import Decision, Finding, condition, met, permission, unmet
from kanaal.core.models import Event
from kanaal.core.texts import say
from kanaal.partners.policy import LevelsPolicy
from kanaal.programme import releases
from kanaal.programme.models import Release
from kanaal.programme.policies import policy
from kanaal.programme.replay import NothingToReplay, replay
from kanaal.programme.tests.packs import changed, publish, shipped

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Company:
    """What the decision looks at: plain values, as they were on the day."""

    level: str


@dataclass(frozen=True)
class DoorAnswered(events.Fact):
    says: ClassVar[str] = "A door was answered"


@condition
def level_opens_the_sales_center(actor: Actor, company: Company) -> Finding:
    levels = policy(LevelsPolicy)
    level, opening = levels.get(company.level), levels.opening("sales-center")
    assert level is not None
    if level in opening:
        return met(_("your level, %(level)s, opens it"), level=level.name)
    remedy = say("%(other)s does.", other=opening[0].name)
    return unmet(_("your level, %(level)s, does not open it"), level=level.name, remedy=remedy)


enter = permission(_("open the Sales Center"), level_opens_the_sales_center)
enter.name = "tests.enter"


def answered(company: Company, release: Release) -> tuple[Decision, Event]:
    decision = enter.explain(CLOCK, company)
    event = events.record(DoorAnswered(), about=release, by=CLOCK, receipt=decision, release_id=releases.current().pk)
    return decision, event


@pytest.mark.django_db
class TestReplay:
    @pytest.fixture
    def stricter(self) -> dict[str, str]:
        """A programme in which Gold loses the Sales Center to Platinum, which has another name besides."""
        files = changed(shipped("adobe"), "levels.toml", '"sales-center", ', "")
        files = changed(files, "levels.toml", "opens = []", 'opens = ["sales-center"]')
        return changed(files, "levels.toml", '{ nl = "Platinum", en', '{ nl = "Platina", en')

    def test_the_older_release_answers_as_it_did(self, stricter: dict[str, str]):
        one = publish(shipped("adobe"))
        gold = Company("gold")
        then, event = answered(gold, one)
        assert then.allowed

        publish(stricter, clock.now() + 30 * DAY)
        clock.forward(31 * DAY)
        today = enter.explain(CLOCK, gold)
        again = replay(event, lambda: enter.explain(CLOCK, gold))

        assert not today.allowed
        assert again.release == one
        assert again.same
        assert again.again == again.kept == then

    def test_a_refusal_keeps_its_words_in_every_language(self, stricter: dict[str, str]):
        one = publish(shipped("adobe"))
        _then, event = answered(Company("certified"), one)
        publish(stricter, clock.now() + DAY)
        clock.forward(2 * DAY)

        again = replay(event, lambda: enter.explain(CLOCK, Company("certified")))

        assert again.same
        assert not again.again.allowed
        with translation.override("nl"):
            assert str(again.again.reasons[0].remedy) == str(again.kept.reasons[0].remedy) == "Gold does."
            assert str(enter.explain(CLOCK, Company("certified")).reasons[0].remedy) == "Platina does."

    def test_another_subject_than_then_is_noticed(self):
        one = publish(shipped("adobe"))
        _then, event = answered(Company("gold"), one)
        assert not replay(event, lambda: enter.explain(CLOCK, Company("certified"))).same

    def test_two_packs_decide_by_their_own_rules_with_the_same_code(self):
        one = publish(shipped("nordkuppel"))
        decision = policy(LevelsPolicy)
        assert [level.key for level in decision.opening("workshop")] == ["osprey"]
        assert decision.opening("sales-center") == ()
        publish(shipped("adobe"), None)
        assert [level.key for level in policy(LevelsPolicy).opening("sales-center")] == ["gold", "platinum"]
        assert policy(LevelsPolicy, one).opening("sales-center") == ()

    def test_an_event_without_a_decision_can_not_be_replayed(self):
        one = publish(shipped("adobe"))
        event = events.record(DoorAnswered(), about=one, by=CLOCK)
        with pytest.raises(NothingToReplay):
            replay(event, lambda: enter.explain(CLOCK, Company("gold")))
