"""Questions about levels: what a partner has, what is lacking, who applied."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from kanaal.core.actors import Actor
from kanaal.core.texts import Words
from kanaal.levels import rules
from kanaal.levels.measuring import MEASURES, Closing
from kanaal.levels.models import Lapse, LevelTerm, Upgrade
from kanaal.levels.weighing import known_weights, needs_of_all, weights_of
from kanaal.partners.models import Partner
from kanaal.partners.policy import Level, LevelsPolicy, Need
from kanaal.partners.queries import partners_seen_by
from kanaal.programme import releases
from kanaal.programme.policies import policy


@dataclass(frozen=True)
class NeedStanding:
    """One need of a level, and how the partner stands there; what would close the gap; the lapse, if one runs."""

    need: Need
    weighed: rules.Weighed
    closing: Closing | None = None
    lapse: Lapse | None = None

    @property
    def met(self) -> bool:
        return self.weighed.met

    @property
    def measurable(self) -> bool:
        """Does the house measure it itself?"""
        return (self.need.fact or "") in MEASURES

    @property
    def counted(self) -> bool:
        """Is it a number that one can be on the way to?"""
        return self.weighed.needed > 1


@dataclass(frozen=True)
class LevelStanding:
    """A level, and how the partner stands in each of its needs."""

    level: Level
    needs: tuple[NeedStanding, ...]
    mine: bool

    @property
    def met(self) -> bool:
        return all(need.met for need in self.needs)

    @property
    def unmet(self) -> tuple[NeedStanding, ...]:
        return tuple(need for need in self.needs if not need.met)


def standing_of(partner: Partner, *, fact: str = "") -> list[LevelStanding]:
    """The partner's own level, and every higher one with what it asks on top of the one before it (P14).

    With a `fact` only the needs that are measured by it, and nothing else is asked; lapses aren't told then.
    """
    levels = policy(LevelsPolicy)
    mine = levels.get(partner.level)
    only = [need for need in needs_of_all().values() if need.fact == fact] if fact else None
    weights = known_weights(partner) if only is None else weights_of(partner, needs=only)
    lapses = {lapse.need: lapse for lapse in (open_lapses(partner) if only is None else ())}
    held = {need.key for need in levels.needs_of(mine)} if mine else set()
    found = []
    for level in levels.by_rank:
        if mine is not None and level.rank < mine.rank:
            continue
        needs = [n for n in levels.needs_of(level) if level == mine or n.key not in held]
        needs = [n for n in needs if n.key in weights]
        standings = tuple(_standing(partner, need, weights, lapses) for need in needs)
        found.append(LevelStanding(level, standings, level == mine))
        held |= {need.key for need in needs}
    return found


def standing_for(partner: Partner, level: Level, then: Mapping[str, rules.Weighed] | None = None) -> LevelStanding:
    """How a partner stands in all needs of one level; by figures of `then` instead of today's, if any are given."""
    needs = policy(LevelsPolicy).needs_of(level)
    weights = known_weights(partner) if then is None else then
    return LevelStanding(level, tuple(_standing(partner, n, weights, {}) for n in needs), level.key == partner.level)


def _standing(
    partner: Partner, need: Need, weights: Mapping[str, rules.Weighed], lapses: Mapping[str, Lapse]
) -> NeedStanding:
    weighed, measure = weights[need.key], MEASURES.get(need.fact or "")
    closing = measure.closes(partner, need.params) if measure and not weighed.met else None
    return NeedStanding(need, weighed, closing, lapses.get(need.key))


def open_lapses(partner: Partner) -> Sequence[Lapse]:
    """Needs of the partner's level that are met no longer; asked once for each partner in hand."""
    if "_lapses_known" not in partner.__dict__:
        partner.__dict__["_lapses_known"] = list(partner.lapses.filter(state="open").order_by("until", "pk"))
    known: Sequence[Lapse] = partner.__dict__["_lapses_known"]
    return known


@dataclass(frozen=True)
class Risk:
    """A need that costs the level unless it is met: from `since` on, the level is kept until `until`."""

    need: Words
    since: dt.date
    until: dt.date


def risks_of(partner: Partner) -> list[Risk]:
    """What puts the partner's level at risk, in the words of the release that asks it: it may be one to come (C5)."""
    found = []
    for lapse in open_lapses(partner):
        with releases.under(releases.with_id(lapse.release_id)):
            need = needs_of_all().get(lapse.need)
        if need is not None:
            found.append(Risk(need.shown, lapse.since, lapse.until))
    return found


def open_upgrade(partner: Partner) -> Upgrade | None:
    """The partner's application under way; there is one at most. Asked once for each partner in hand."""
    if "_upgrade_known" not in partner.__dict__:
        partner.__dict__["_upgrade_known"] = partner.upgrades.filter(state="open").first()
    known: Upgrade | None = partner.__dict__["_upgrade_known"]
    return known


def remember_upgrade(partner: Partner, upgrade: Upgrade | None) -> None:
    """The application under way of a partner in hand is known now (saves the question of `open_upgrade`)."""
    partner.__dict__["_upgrade_known"] = upgrade


def knows_upgrade(partner: Partner) -> bool:
    return "_upgrade_known" in partner.__dict__


def partner_at_hand(partners: QuerySet[Partner], pk: int) -> Partner | None:
    """A partner with its application under way and its lapses known already: all in one question."""
    waiting = Upgrade.objects.filter(partner=OuterRef("pk"), state="open")
    rows = list(
        partners.filter(pk=pk)
        .annotate(
            lapse=FilteredRelation("lapses", condition=Q(lapses__state="open")),
            upgrade_pk=Subquery(waiting.values("pk")[:1]),
            upgrade_to=Subquery(waiting.values("level")[:1]),
        )
        .annotate(
            short_of=F("lapse__need"),
            asked_by=F("lapse__release_id"),
            short_since=F("lapse__since"),
            kept_until=F("lapse__until"),
        )
        .order_by("lapse__until", "lapse__pk")
    )
    if not rows:
        return None
    one: Any = rows[0]
    remember_upgrade(one, Upgrade(pk=one.upgrade_pk, partner=one, level=one.upgrade_to) if one.upgrade_pk else None)
    one.__dict__["_lapses_known"] = [
        Lapse(
            partner=one,
            level=one.level,
            need=row.short_of,
            since=row.short_since,
            until=row.kept_until,
            release_id=row.asked_by,
        )
        for row in rows
        if row.short_of
    ]
    found: Partner = one
    return found


def upgrades_seen_by(actor: Actor) -> QuerySet[Upgrade]:
    """Staff see all applications; contacts their company's."""
    if actor.acts_as("staff"):
        return Upgrade.objects.all()
    return Upgrade.objects.filter(partner__in=partners_seen_by(actor))


def rank_of(level: str) -> int:
    """The rank of a level by its key; 0 for one that the programme has no longer."""
    found = policy(LevelsPolicy).get(level)
    return found.rank if found else 0


def held_since(partner: Partner, terms: Sequence[LevelTerm], rank: int, day: dt.date) -> dt.date | None:
    """Since when a partner has held a level of this rank or a higher one without a break, as of a day."""
    if not terms or (terms[0].since > day):
        return partner.member_since if rank_of(partner.level) >= rank else None
    since: dt.date | None = None
    for term in terms:
        if term.since > day:
            break
        since = (since or term.since) if rank_of(term.level) >= rank else None
    # What was brought along had been held before it came: for as long as the company is a member.
    first = terms[0]
    return partner.member_since if since == first.since and first.brought else since
