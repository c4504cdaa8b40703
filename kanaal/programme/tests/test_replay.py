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
from kanaal.programme import releases
from kanaal.programme.models import Release
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy
from kanaal.programme.replay import NothingToReplay, replay
from kanaal.programme.tests.packs import changed, publish, shipped

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Company:
    """What the decision looks at: plain values, as they were on the day."""

    country: str


@dataclass(frozen=True)
class DoorAnswered(events.Fact):
    says: ClassVar[str] = "A door was answered"


@condition
def programme_open_there(actor: Actor, company: Company) -> Finding:
    regions = policy(RegionsPolicy)
    region = regions.of_country(company.country)
    if region is None:
        return unmet(_("the programme is not offered there"))
    if region.open:
        return met(_("the programme is open in %(region)s"), region=region.name)
    others = [r.name for r in regions.regions if r.open]
    remedy = say("%(other)s is open.", other=others[0])
    return unmet(_("the programme is not open in %(region)s"), region=region.name, remedy=remedy)


enrol = permission(_("enrol"), programme_open_there)
enrol.name = "tests.enrol"
IN_UTRECHT, IN_OSAKA = Company("NL"), Company("JP")


def answered(company: Company, release: Release) -> tuple[Decision, Event]:
    decision = enrol.explain(CLOCK, company)
    event = events.record(DoorAnswered(), about=release, by=CLOCK, receipt=decision, release_id=releases.current().pk)
    return decision, event


def with_closed(region: str, files: dict[str, str]) -> dict[str, str]:
    regions = files["regions.toml"]
    begin = regions.index(f'key = "{region}"')
    return {**files, "regions.toml": regions[:begin] + regions[begin:].replace("open = true", "open = false", 1)}


@pytest.mark.django_db
class TestReplay:
    def test_the_older_release_answers_as_it_did(self):
        one = publish(shipped("adobe"))
        then, event = answered(IN_UTRECHT, one)
        assert then.allowed

        publish(with_closed("emea", shipped("adobe")), clock.now() + 30 * DAY)
        clock.forward(31 * DAY)
        today = enrol.explain(CLOCK, IN_UTRECHT)
        again = replay(event, lambda: enrol.explain(CLOCK, IN_UTRECHT))

        assert not today.allowed
        assert again.release == one
        assert again.same
        assert again.again == again.kept == then

    def test_a_refusal_keeps_its_words_in_every_language(self):
        files = with_closed("japan", shipped("adobe"))
        one = publish(files)
        _then, event = answered(IN_OSAKA, one)
        publish(changed(files, "regions.toml", "Europa, Midden-Oosten en Afrika", "Europa c.a."), clock.now() + DAY)
        clock.forward(2 * DAY)

        again = replay(event, lambda: enrol.explain(CLOCK, IN_OSAKA))

        assert again.same
        assert not again.again.allowed
        with translation.override("nl"):
            assert str(again.again.reasons[0].remedy) == "Europa, Midden-Oosten en Afrika is open."
            assert str(again.kept.reasons[0].remedy) == "Europa, Midden-Oosten en Afrika is open."
            assert str(enrol.explain(CLOCK, IN_OSAKA).reasons[0].remedy) == "Europa c.a. is open."

    def test_another_subject_than_then_is_noticed(self):
        one = publish(shipped("adobe"))
        _then, event = answered(IN_UTRECHT, one)
        assert not replay(event, lambda: enrol.explain(CLOCK, IN_OSAKA)).same

    def test_two_packs_decide_by_their_own_rules_with_the_same_code(self):
        one = publish(shipped("nordkuppel"))
        assert enrol.allows(CLOCK, Company("NO"))
        assert not enrol.allows(CLOCK, IN_UTRECHT)
        _then, event = answered(IN_UTRECHT, one)

        publish(shipped("adobe"), None)

        assert enrol.allows(CLOCK, IN_UTRECHT)
        assert replay(event, lambda: enrol.explain(CLOCK, IN_UTRECHT)).same

    def test_an_event_without_a_decision_can_not_be_replayed(self):
        one = publish(shipped("adobe"))
        event = events.record(DoorAnswered(), about=one, by=CLOCK)
        with pytest.raises(NothingToReplay):
            replay(event, lambda: enrol.explain(CLOCK, IN_UTRECHT))
