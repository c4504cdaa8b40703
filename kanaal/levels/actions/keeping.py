"""Keeping a level and losing it: weighed whenever a fact changes, with grace and told beforehand (P14, C5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.db import transaction

from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.core.texts import Words
from kanaal.levels import mails, permissions, rules
from kanaal.levels.actions.upgrades import set_level
from kanaal.levels.events import LevelAtRisk, LevelLowered, LevelRiskReminded, LevelSafeAgain
from kanaal.levels.models import Lapse
from kanaal.levels.policy import LevelRulesPolicy
from kanaal.levels.weighing import Weights, needs_of_all, rungs, weights_of
from kanaal.partners.models import Partner
from kanaal.programme import releases
from kanaal.programme.models import Release
from kanaal.programme.policies import policy


@transaction.atomic
def weigh_level(partner: Partner, *, by: Actor = CLOCK) -> Partner:
    """Weigh what the level needs: what lapsed begins its days of grace, what is met again ends them.

    Asked whenever a fact has changed; asking twice changes nothing. Whoever is at the lowest level can't fall.
    """
    partner = Partner.locked(partner.pk)
    permissions.weigh_level.check(by, partner)

    _mend(partner, by)
    if partner.state == "active":
        _begin(partner, releases.current(), clock.today(), by)
    return partner


@transaction.atomic
def warn_of_release(partner: Partner, release: Release, *, by: Actor = CLOCK) -> Partner:
    """Tell a partner that falls short of a coming release, with the day from which it asks more (C5)."""
    partner = Partner.locked(partner.pk)
    permissions.warn_of_release.check(by, partner)
    if partner.state == "active":
        with releases.under(release):
            _begin(partner, release, _first_day(release), by)
    return partner


@transaction.atomic
def remind_of_risk(partner: Partner, *, by: Actor = CLOCK) -> None:
    """Tell once more that a level is about to be lost. Late or twice is no harm."""
    partner = Partner.locked(partner.pk)
    permissions.remind_of_risk.check(by, partner)
    if partner.state != "active":
        return
    days, today = policy(LevelRulesPolicy).grace_reminder_days, clock.today()
    due: list[Lapse] = []
    for lapse in partner.lapses.filter(state="open", since__lte=today).order_by("pk"):
        asked = sum((lapse.until - today).days <= before for before in days)
        if asked > lapse.reminders:
            lapse.reminders = asked
            lapse.save(update_fields=["reminders"])
            due.append(lapse)
    if due:
        until = min(lapse.until for lapse in due)
        record(LevelRiskReminded(level=partner.level, until=until.isoformat()), about=partner, by=by)
        mails.level_risk_reminder(partner, _named([lapse.need for lapse in due]), until)


@transaction.atomic
def lower_level(partner: Partner, *, by: Actor = CLOCK) -> Partner:
    """The days of grace are over: the partner falls to the next level that holds, and is told. Twice is no harm."""
    partner = weigh_level(partner, by=by)
    permissions.lower_level.check(by, partner)
    today = clock.today()
    over = list(partner.lapses.filter(state="open", until__lt=today, since__lte=today))
    if not over or partner.state != "active":  # an ended membership loses its access, not its level
        return partner

    met = {key for key, weighed in weights_of(partner).items() if weighed.met}
    # What is still within its days of grace counts as met: one falls only for what is over.
    met |= set(partner.lapses.filter(state="open", until__gte=today).values_list("need", flat=True))
    before, before_name = partner.level, partner.level_name
    after = rules.falls_to(rungs(), before, met)
    for lapse in over:
        _end(lapse, "fall")
    if after != before:
        set_level(partner, after)
        partner.lapses.filter(state="open").exclude(need__in=_needs(after)).update(state="mended", ended_on=today)
        needs = [lapse.need for lapse in over]
        fact = LevelLowered(before=before, level=after, needs=needs)
        record(fact, about=partner, by=by, release_id=releases.current().pk)
        mails.level_lowered(partner, before_name if isinstance(before_name, Words) else before, _named(needs))
    return partner


def _mend(partner: Partner, by: Actor) -> None:
    """What is met again, under the release that asks for it; and what the level asks no longer."""
    mended = []
    for lapse in partner.lapses.select_for_update().filter(state="open").order_by("pk"):
        coming = lapse.since > clock.today()
        release = releases.with_id(lapse.release_id) if coming else releases.current()
        with releases.under(release):
            asked = _needs(partner.level)
            weights = weights_of(partner, needs=[n for n in needs_of_all().values() if n.key == lapse.need])
        if lapse.need not in asked or (weights and weights[lapse.need].met):
            _end(lapse, "mend")
            mended.append(lapse.need)
    if mended:
        record(LevelSafeAgain(level=partner.level, needs=mended), about=partner, by=by)
        if not partner.lapses.filter(state="open").exists():
            mails.level_safe_again(partner)


def _begin(partner: Partner, release: Release, since: dt.date, by: Actor) -> None:
    """The days of grace of what lapsed, under the release in force here."""
    asked = _needs(partner.level)
    if partner.level == rungs()[0].key:
        return
    weights = weights_of(partner, needs=[need for need in needs_of_all().values() if need.key in asked])
    known = set(partner.lapses.filter(state="open").values_list("need", flat=True))
    short = [key for key in _unmet(weights) if key not in known]
    if not short:
        return
    until = rules.grace_end(since, policy(LevelRulesPolicy).grace_days)
    for key in short:
        partner.lapses.create(level=partner.level, need=key, since=since, until=until, release_id=release.pk)
    fact = LevelAtRisk(partner.level, short, until.isoformat(), release.number)
    record(fact, about=partner, by=by, release_id=release.pk)
    mails.level_at_risk(partner, _named(short), since, until)


def _unmet(weights: Weights) -> list[str]:
    return [key for key, weighed in weights.items() if not weighed.met]


def _needs(level: str) -> frozenset[str]:
    return next((rung.needs for rung in rungs() if rung.key == level), frozenset())


def _named(needs: Sequence[str]) -> list[Words]:
    known = needs_of_all()
    return [known[key].shown for key in needs if key in known]


def _end(lapse: Lapse, step: str) -> None:
    lapse.step(step)
    lapse.ended_on = clock.today()
    lapse.save(update_fields=["state", "ended_on"])


def _first_day(release: Release) -> dt.date:
    return max(release.effective_from.astimezone(ZoneInfo(release.pack.programme.time_zone)).date(), clock.today())
