"""Applying for a level, deciding, attesting: what each action does, and each of its refusals."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.core.decisions import NotAllowed
from kanaal.core.refusals import Refusal
from kanaal.levels.actions import attesting
from kanaal.levels.actions import upgrades as actions
from kanaal.levels.models import Attestation, LevelTerm, Upgrade
from kanaal.levels.weighing import weights_of
from kanaal.people import erasure
from kanaal.programme.reasons import ReasonUnknown
from tests import world

pytestmark = pytest.mark.django_db
ANSWERS = {"people": "3", "customers": "Scholen", "guide-read": "yes"}


def attest(need: str = "code-of-conduct", value: int = 1, until: dt.date | None = None) -> Attestation:
    vera = world.actor(world.vera())
    return attesting.attest_need(world.zonnehof(), need=need, value=value, evidence="gezien", until=until, by=vera)


def applied() -> Upgrade:
    attest()
    fatma = world.actor(world.fatma())
    return actions.request_upgrade(world.zonnehof(), level=world.CERTIFIED, answers=ANSWERS, by=fatma)


def reasons(no: NotAllowed) -> str:
    return " ".join(str(finding.says) for finding in no.decision.findings if not finding.met)


class TestRequestUpgrade:
    def test_it_waits_with_a_number_and_a_promise(self):
        made = applied()
        assert made.state == "open"
        assert made.promised_at > clock.now()
        assert made.answers["customers"] == "Scholen"
        assert world.happened("UpgradeRequested")[-1].release_id

    def test_one_at_a_time(self):
        applied()
        with pytest.raises(NotAllowed) as no:
            actions.request_upgrade(
                world.zonnehof(), level=world.CERTIFIED, answers=ANSWERS, by=world.actor(world.fatma())
            )
        assert Upgrade.objects.get().number in reasons(no.value)

    def test_not_for_a_level_one_has(self):
        with pytest.raises(NotAllowed):
            actions.request_upgrade(world.lindeboom(), level=world.GOLD, answers={}, by=world.actor(world.anna()))
        assert not Upgrade.objects.exists()

    def test_not_for_a_level_that_is_unknown(self):
        with pytest.raises(actions.LevelUnknown):
            actions.request_upgrade(world.lindeboom(), level="diamond", answers={}, by=world.actor(world.anna()))

    def test_a_required_answer_is_missing(self):
        attest()
        with pytest.raises(actions.AnswerMissing) as no:
            actions.request_upgrade(
                world.zonnehof(), level=world.CERTIFIED, answers={"people": "3"}, by=world.actor(world.fatma())
            )
        assert no.value.at == "customers"
        assert not Upgrade.objects.exists()


class TestWithdrawUpgrade:
    def test_the_company_takes_it_back(self):
        made = actions.withdraw_upgrade(applied(), by=world.actor(world.fatma()))
        assert made.state == "withdrawn"

    def test_nobody_else_does(self):
        made = applied()
        with pytest.raises(NotAllowed):
            actions.withdraw_upgrade(made, by=world.actor(world.carla()))
        made.refresh_from_db()
        assert made.state == "open"


class TestApproveUpgrade:
    def test_the_level_is_held_from_today_and_the_facts_are_kept(self):
        made = actions.approve_upgrade(applied(), by=world.actor(world.vera()))
        partner = world.zonnehof()
        assert partner.level == world.CERTIFIED
        held = list(LevelTerm.objects.filter(partner=partner).order_by("pk").values_list("level", "until", "brought"))
        assert held == [(world.ENTRY, clock.today(), True), (world.CERTIFIED, None, False)]
        assert world.happened("UpgradeApproved")[-1].data["weights"]["code-of-conduct"] == [1, 1, "attested"]
        assert made.decided_by == world.vera()

    def test_not_twice(self):
        made = actions.approve_upgrade(applied(), by=world.actor(world.vera()))
        with pytest.raises(Refusal):
            actions.approve_upgrade(made, by=world.actor(world.vera()))
        assert len(world.happened("UpgradeApproved")) == 1

    def test_the_auditor_only_reads(self):
        made = applied()
        with pytest.raises(NotAllowed):
            actions.approve_upgrade(made, by=world.actor(world.auditor()))
        assert world.zonnehof().level == world.ENTRY

    def test_what_changed_since_it_was_asked_counts(self):
        made = applied()
        attesting.withdraw_attestation(world.zonnehof().attestations.get(), by=world.actor(world.vera()))
        with pytest.raises(NotAllowed) as no:
            actions.approve_upgrade(made, by=world.actor(world.vera()))
        assert "Code of Conduct" in reasons(no.value)
        assert world.zonnehof().level == world.ENTRY


class TestDeclineUpgrade:
    def test_a_reason_of_the_list(self):
        made = applied()
        with pytest.raises(ReasonUnknown):
            actions.decline_upgrade(made, reason="mood", note="", by=world.actor(world.vera()))
        done = actions.decline_upgrade(made, reason="form-too-thin", note="Meer.", by=world.actor(world.vera()))
        assert (done.state, done.reason) == ("declined", "form-too-thin")
        assert "note" not in world.happened("UpgradeDeclined")[-1].data


class TestAttestNeed:
    def test_it_counts_until_the_programme_says(self):
        made = attest()
        assert weights_of(world.zonnehof())["code-of-conduct"].how == "attested"
        assert made.until > clock.today()

    def test_what_is_unknown_empty_or_past_is_refused(self):
        with pytest.raises(attesting.NeedUnknown):
            attest("charm")
        with pytest.raises(attesting.AttestedBackwards):
            attest(until=clock.today() - dt.timedelta(days=1))
        vera = world.actor(world.vera())
        with pytest.raises(attesting.EvidenceMissing):
            attesting.attest_need(world.zonnehof(), need="code-of-conduct", value=1, evidence="  ", by=vera)
        assert not world.zonnehof().attestations.exists()


class TestWithdrawAttestation:
    def test_it_counts_no_longer_and_once_is_enough(self):
        made = attest()
        for _turn in range(2):
            attesting.withdraw_attestation(made, by=world.actor(world.vera()))
        assert not weights_of(world.zonnehof())["code-of-conduct"].met
        assert len(world.happened("AttestationWithdrawn")) == 1


def test_an_erased_persons_application_keeps_no_words():
    made = applied()
    person = made.asked_by
    for erase in erasure.ERASERS:
        if erase.__name__ == "empty_upgrades":
            erase(person, erasure.Erased(address="gone@example.invalid", addresses=()))
    made.refresh_from_db()
    assert (made.answers, made.state) == ({}, "withdrawn")
