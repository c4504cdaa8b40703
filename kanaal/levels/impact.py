"""What a release would do to the partners, on the live data: who falls, who could rise, what they would lose (C5)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from zoneinfo import ZoneInfo

from kanaal.core import clock
from kanaal.levels import rules
from kanaal.levels.weighing import chunks, needs_of_all, rungs, weigh_partners
from kanaal.levels.worth import worth_of
from kanaal.partners.models import Partner
from kanaal.partners.policy import LevelsPolicy
from kanaal.programme import releases
from kanaal.programme.models import Release
from kanaal.programme.policies import policy


@dataclass(frozen=True)
class Effect:
    """What a release does to one partner. `short`: need → (has, needs); `rises`: it could ask for `after`."""

    partner: Partner
    before: str
    after: str
    short: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    rises: bool = False


@dataclass
class Summary:
    """Partners by level now and under the release, and from which level to which they would go."""

    partners: int = 0
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    falls: Counter[tuple[str, str]] = field(default_factory=Counter)
    rises: Counter[tuple[str, str]] = field(default_factory=Counter)
    # What the moves are worth, as `levels.worth` knows it: (before, after, currency) → now, then.
    worth: dict[tuple[str, str, str], tuple[Decimal, Decimal]] = field(default_factory=dict)

    def add_worth(self, effects: Sequence[Effect], release: Release) -> None:
        moves = {effect.partner.pk: effect for effect in effects if effect.before != effect.after}
        for pk, worth in worth_of({pk: effect.after for pk, effect in moves.items()}, release).items():
            key = (moves[pk].before, moves[pk].after, worth.currency)
            now, then = self.worth.get(key, (Decimal(0), Decimal(0)))
            self.worth[key] = (now + worth.now, then + worth.then)

    def add(self, effects: Sequence[Effect]) -> None:
        for effect in effects:
            self.partners += 1
            self.before[effect.before] += 1
            self.after[effect.before if effect.rises else effect.after] += 1
            if effect.before != effect.after:
                (self.rises if effect.rises else self.falls)[effect.before, effect.after] += 1


def effects_of(release: Release, day: dt.date | None = None) -> Iterator[list[Effect]]:
    """Every active partner under a release (which need not be published), some thousands at a time."""
    day = day or first_day(release)
    for part in chunks(_active()):
        yield _effects(part, release, day)


def short_under(release: Release) -> Iterator[tuple[int, Partner | None]]:
    """(partners looked at so far, one that falls short of a release); with None once a chunk is through."""
    done = 0
    for effects in effects_of(release):
        for effect in effects:
            if effect.short:
                yield done, effect.partner
        done += len(effects)
        yield done, None


def first_day(release: Release) -> dt.date:
    """The day from which a release counts; today for one that is in force already."""
    zone = ZoneInfo(release.pack.programme.time_zone)
    return max(release.effective_from.astimezone(zone).date(), clock.today())


def lost_places(before: str, after: str) -> tuple[str, ...]:
    """The places that a fall from one level to another closes, under the release in force here."""
    levels = policy(LevelsPolicy)
    one, two = levels.get(before), levels.get(after)
    if one is None or two is None:
        return ()
    opened = [place for part in levels.chain(one) for place in part.opens]
    return tuple(place for place in opened if not levels.opens(two, place))


def _active() -> Iterator[Partner]:
    return Partner.objects.filter(state="active").order_by("pk").iterator(chunk_size=2000)


def _effects(partners: Sequence[Partner], release: Release, day: dt.date) -> list[Effect]:
    now = _met(partners, clock.today())
    old = rungs()
    with releases.under(release):
        weighed, new = weigh_partners(partners, day), rungs()
        known = needs_of_all()
    lowest = new[0].key
    asked = {rung.key: rung.needs for rung in new}
    ranks = {rung.key: rung.rank for rung in new}
    found = []
    for partner in partners:
        met = {key for key, weight in weighed[partner.pk].items() if weight.met}
        lacking = asked.get(partner.level, frozenset()) - met if partner.level != lowest else frozenset()
        short = {k: (weighed[partner.pk][k].value, weighed[partner.pk][k].needed) for k in known if k in lacking}
        after = rules.falls_to(new, partner.level, met)
        best = rules.reached(new, met)
        higher = best is not None and ranks[best] > ranks.get(partner.level, 0)
        rises = not short and higher and best != rules.reached(old, now[partner.pk])
        found.append(Effect(partner, partner.level, best if rises and best else after, short, rises))
    return found


def _met(partners: Sequence[Partner], day: dt.date) -> dict[int, set[str]]:
    return {pk: {k for k, w in weights.items() if w.met} for pk, weights in weigh_partners(partners, day).items()}
