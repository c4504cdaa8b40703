"""Weighing, warning, reminding, lowering: with levels that were earned here, and with some that came along."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.core.decisions import NotAllowed
from kanaal.levels.actions import keeping
from kanaal.levels.actions.attesting import attest_need
from kanaal.levels.impact import Summary, effects_of
from kanaal.levels.models import Lapse, LevelTerm
from kanaal.levels.policy import LevelRulesPolicy
from kanaal.levels.weighing import weights_of
from kanaal.partners.actions.membership import reinstate_membership
from kanaal.partners.models import Partner
from kanaal.programme import releases
from kanaal.programme.models import Release
from kanaal.programme.pack import Pack
from kanaal.programme.policies import policy
from tests import world

pytestmark = pytest.mark.django_db


def gold() -> Partner:
    """Lindeboom, Gold, whose level was earned here, with all it needs attested but what a test is about."""
    partner = world.lindeboom()
    world.anna()
    LevelTerm.objects.create(partner=partner, level=world.GOLD, since=partner.member_since)
    for need in ("complete-profile", "registration-terms", "code-of-conduct", "gold-quarters"):
        attest_need(partner, need=need, value=1, evidence="seen", by=world.actor(world.vera()))
    return partner


def with_two_certificates(number: int = 900) -> Release:
    """The programme as it is, but that a level needs two certificates; not published."""
    released = world.published()
    files = dict(released.files)
    begins = files["levels.toml"].index('key = "gold"')
    extra = (
        '[[levels.needs]]\nkey = "two-certificates"\n'
        'text = { nl = "Twee certificaten", en = "Two certificates" }\nattested = true\nat_least = 2\n\n'
    )
    at = files["levels.toml"].index("[[levels.needs]]", begins)
    files["levels.toml"] = files["levels.toml"][:at] + extra + files["levels.toml"][at:]
    begin = clock.now() + dt.timedelta(days=40)
    return Release(number=number, name="two", effective_from=begin, published_at=clock.now(), note="",
                   digest=Pack(files).digest, files=files)  # fmt: skip


class TestWeighLevel:
    def test_what_is_lacking_begins_its_days_of_grace_once(self):
        partner = gold()
        for _turn in range(3):
            keeping.weigh_level(partner)
        lapse = Lapse.objects.get()
        assert lapse.need == "gold-units"
        assert lapse.until == clock.today() + dt.timedelta(days=policy(LevelRulesPolicy).grace_days)
        assert [m.name for m in world.mails_to("anna@lindeboom-digitaal.nl")].count("level_at_risk") == 1

    def test_a_level_that_came_along_is_honoured_for_its_time(self):
        partner = world.lindeboom()
        keeping.weigh_level(partner)
        assert weights_of(partner)["gold-units"].how == "brought"
        assert not Lapse.objects.exists()
        later = clock.today() + dt.timedelta(days=policy(LevelRulesPolicy).brought_along_days + 1)
        assert weights_of(partner, later)["gold-units"].how == "unmet"

    def test_only_the_clock_weighs(self):
        with pytest.raises(NotAllowed):
            keeping.weigh_level(world.lindeboom(), by=world.actor(world.vera()))

    def test_nobody_falls_below_the_lowest_level(self):
        partner = world.zonnehof()
        LevelTerm.objects.create(partner=partner, level=world.ENTRY, since=partner.member_since)
        keeping.weigh_level(partner)
        assert not Lapse.objects.exists()


class TestWarnOfRelease:
    def test_whoever_falls_short_is_told_with_the_day_and_only_once(self):
        partner, release = world.lindeboom(), with_two_certificates()
        world.anna()
        release.save()
        for _turn in range(2):
            keeping.warn_of_release(partner, release)
        lapse = Lapse.objects.get()
        assert lapse.need == "two-certificates"
        assert lapse.since > clock.today()
        mail = world.mails_to("anna@lindeboom-digitaal.nl")[-1]
        assert "Twee certificaten" in mail.text
        keeping.weigh_level(partner)
        lapse.refresh_from_db()
        assert lapse.state == "open", "under the release of today it is not asked, and yet it stands"

    def test_whoever_closes_the_gap_before_it_begins_is_safe(self):
        partner, release = world.lindeboom(), with_two_certificates()
        release.save()
        keeping.warn_of_release(partner, release)
        partner.attestations.create(
            need="two-certificates", value=2, evidence="x", since=clock.today(),
            until=clock.today() + dt.timedelta(days=500), attested_at=clock.now(),
        )  # fmt: skip
        keeping.weigh_level(partner)
        assert Lapse.objects.get().state == "mended"


class TestRemindOfRisk:
    def test_as_often_as_the_programme_says(self):
        partner = gold()
        keeping.weigh_level(partner)
        keeping.remind_of_risk(partner)
        assert "level_risk_reminder" not in [m.name for m in world.mails_to("anna@lindeboom-digitaal.nl")]
        rule = policy(LevelRulesPolicy)
        clock.forward(dt.timedelta(days=rule.grace_days - min(rule.grace_reminder_days)))
        for _turn in range(2):
            keeping.remind_of_risk(partner)
        assert [m.name for m in world.mails_to("anna@lindeboom-digitaal.nl")].count("level_risk_reminder") == 1


class TestLowerLevel:
    def test_to_the_next_level_that_holds(self):
        partner = gold()
        keeping.weigh_level(partner)
        clock.forward(dt.timedelta(days=policy(LevelRulesPolicy).grace_days + 1))
        for _turn in range(2):
            keeping.lower_level(partner)
        partner.refresh_from_db()
        assert partner.level == world.CERTIFIED
        fact = world.happened("LevelLowered")
        assert len(fact) == 1
        assert fact[0].data["before"] == world.GOLD
        assert not Lapse.objects.filter(state="open").exists()

    def test_not_before_the_days_of_grace_are_over(self):
        partner = gold()
        keeping.weigh_level(partner)
        keeping.lower_level(partner)
        partner.refresh_from_db()
        assert partner.level == world.GOLD


class TestImpact:
    def test_it_names_who_falls_and_what_is_missing_and_changes_nothing(self):
        world.lindeboom(), world.maasveld(), world.zonnehof()
        summary, effects = Summary(), []
        for part in effects_of(with_two_certificates()):
            summary.add(part)
            effects += part
        assert summary.falls == {(world.GOLD, world.CERTIFIED): 2}
        assert summary.before[world.GOLD] == 2
        assert summary.after[world.CERTIFIED] == 2
        fallen = {e.partner.name: dict(e.short) for e in effects if e.short}
        assert fallen == {n: {"two-certificates": (0, 2)} for n in ("Lindeboom Digitaal", "Maasveld Grafisch")}
        assert not Lapse.objects.exists()
        assert not world.happened("LevelAtRisk")

    def test_queries_do_not_grow_with_the_partners(self, django_assert_max_num_queries):
        release = with_two_certificates()
        for number in range(30):
            world.company(f"Company {number}", world.GOLD)
        with releases.steady(), django_assert_max_num_queries(25):
            assert sum(len(part) for part in effects_of(release)) == 30


class TestEndedMembership:
    def test_it_keeps_its_level_while_it_is_over(self):
        partner = gold()
        keeping.weigh_level(partner)
        Partner.objects.filter(pk=partner.pk).update(state="ended")
        clock.forward(dt.timedelta(days=policy(LevelRulesPolicy).grace_days + 1))
        keeping.remind_of_risk(partner)
        keeping.lower_level(partner)
        partner.refresh_from_db()
        assert partner.level == world.GOLD
        assert not world.happened("LevelLowered")

    def test_reinstated_at_another_level_it_holds_that_one_from_today(self):
        partner = gold()
        Partner.objects.filter(pk=partner.pk).update(state="ended", level=world.GOLD)
        world.published_with(reinstated_level='"entry"')
        reinstate_membership(partner, by=world.actor(world.vera()))
        partner.refresh_from_db()
        assert partner.level == world.ENTRY
        held = LevelTerm.objects.get(partner=partner, until=None)
        assert (held.level, held.since, held.brought) == (world.ENTRY, clock.today(), False)
