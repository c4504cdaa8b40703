"""Weighing partners against the needs of levels: many in one go, in a number of queries that stays the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Case, CharField, F, IntegerField, Value, When

from kanaal.core import clock
from kanaal.levels.measuring import MEASURES, Batch, kept
from kanaal.levels.models import Attestation, LevelTerm
from kanaal.levels.policy import LevelRulesPolicy
from kanaal.levels.rules import Rung, Weighed, weigh
from kanaal.partners.models import Partner
from kanaal.partners.policy import Level, LevelsPolicy, Need
from kanaal.programme import releases
from kanaal.programme.models import Release
from kanaal.programme.policies import policy

Weights = Mapping[str, Weighed]
"""Key of a need → how it weighs, for one partner."""


def rungs() -> tuple[Rung, ...]:
    """The levels of the programme in force as the rules see them, the lowest first."""
    levels = policy(LevelsPolicy)
    return tuple(
        Rung(level.key, level.rank, frozenset(need.key for need in levels.needs_of(level))) for level in levels.by_rank
    )


def needs_of_all() -> dict[str, Need]:
    """Every need of every level, by its key."""
    return {need.key: need for level in policy(LevelsPolicy).by_rank for need in level.needs}


def needed(need: Need) -> int:
    """How much a need asks; one where the programme names no number."""
    return need.at_least or 1


def weigh_partners(
    partners: Sequence[Partner], day: dt.date, *, needs: Collection[Need] | None = None
) -> dict[int, dict[str, Weighed]]:
    """Each partner's needs (all of the programme's, or some), weighed on a day under the release in force.

    For some thousands of partners at a time; `chunks` divides more.
    """
    ids = Batch(partners)
    attested = _held_and_attested(ids, day)
    wanted = list(needs if needs is not None else needs_of_all().values())
    measured = {need.key: _measured(need, ids, day) for need in wanted}
    brought = _brought(ids, day)
    found: dict[int, dict[str, Weighed]] = {pk: {} for pk in ids}
    for need in wanted:
        # For many partners this is the innermost loop: what is the same for all of them is asked once.
        key, much, values = need.key, needed(need), measured[need.key]
        for pk in ids:
            there = None if values is None else values.get(pk, 0)
            honoured = key in (asked := brought.get(pk, NOTHING)) and asked[key] >= much
            found[pk][key] = _weigh(much, there, attested.get((pk, key)), honoured)
    return found


NOTHING: Mapping[str, int] = {}


@lru_cache(maxsize=4096)
def _weigh(much: int, measured: int | None, attested: int | None, brought: bool) -> Weighed:
    """The rule's answer for the same few numbers, again and again."""
    return weigh(much, measured=measured, attested=attested, brought=brought)


def weights_of(partner: Partner, day: dt.date | None = None, *, needs: Collection[Need] | None = None) -> Weights:
    """The same for one partner, today unless a day is named."""
    return weigh_partners([partner], day or clock.today(), needs=needs)[partner.pk]


def chunks(partners: Iterable[Partner], size: int = 2000) -> Iterable[list[Partner]]:
    """Partners in lists that one round of questions can be asked for."""
    part: list[Partner] = []
    for partner in partners:
        part.append(partner)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


def terms_of(ids: Collection[int]) -> dict[int, list[LevelTerm]]:
    """Partner → the levels it held, in order."""
    found: dict[int, list[LevelTerm]] = {}
    for term in LevelTerm.objects.filter(partner_id__in=ids).order_by("since", "pk"):
        found.setdefault(term.partner_id, []).append(term)
    return found


def known_weights(partner: Partner) -> Weights:
    """All needs of a partner today, weighed once for each partner in hand and each release: for pages."""
    known: dict[str, Weights] = partner.__dict__.setdefault("_weights_known", {})
    release = releases.current().digest
    if release not in known:
        known[release] = weights_of(partner)
    return known[release]


def _measured(need: Need, ids: Collection[int], day: dt.date) -> Mapping[int, int] | None:
    """What the house knows of a need; None where it keeps no such fact (yet): the desk attests it."""
    measure = MEASURES.get(need.fact or "")
    return measure.values(ids, need.params, day) if measure else None


Attested = dict[tuple[int, str], int]
"""Partner and need → how much the desk vouches for."""


def _held_and_attested(ids: Batch, day: dt.date) -> Attested:
    """What the desk vouches for on a day; with the same question, which levels were held when (kept as `terms`)."""
    columns = ("partner_id", "what", "name", "value", "since", "until", "pk")
    text = CharField(max_length=40)
    terms = LevelTerm.objects.filter(partner_id__in=ids).annotate(
        what=Value("term", output_field=text),
        name=F("level"),
        value=Case(When(brought=True, then=1), default=0, output_field=IntegerField()),
    )
    vouched = Attestation.objects.filter(partner_id__in=ids, withdrawn_at=None, since__lte=day, until__gte=day)
    vouched = vouched.annotate(what=Value("attested", output_field=text), name=F("need"))
    held: dict[int, list[LevelTerm]] = {}
    found: Attested = {}
    rows = terms.values_list(*columns).union(vouched.values_list(*columns), all=True)
    for partner, what, name, value, since, until, pk in sorted(rows, key=lambda row: (row[4], row[6])):
        if what == "attested":
            found[partner, name] = max(value, found.get((partner, name), 0))
        else:
            one = LevelTerm(pk=pk, partner_id=partner, level=name, since=since, until=until, brought=bool(value))
            held.setdefault(partner, []).append(one)
    ids.kept["terms"] = held
    return found


@dataclass(frozen=True)
class _Brought:
    """A level that came along, and the day on which it did: what the release of that day asked is honoured."""

    level: str
    on: dt.date


def _brought(ids: Batch, day: dt.date) -> dict[int, Mapping[str, int]]:
    """Partner → need → how much of it is honoured, for partners whose level came along not too long ago.

    That holds after they have risen, too: a higher level asks all that the lower one did.
    """
    honoured = dt.timedelta(days=policy(LevelRulesPolicy).brought_along_days)
    known = kept(ids, "terms", terms_of)
    asked: dict[_Brought, Mapping[str, int]] = {}
    found: dict[int, Mapping[str, int]] = {}
    for partner in ids.partners:
        came = _came_along(partner, known.get(partner.pk, []))
        if came is None or day > came.on + honoured:
            continue
        if came not in asked:
            asked[came] = _asked_by(_release_on(came.on), came.level)
        found[partner.pk] = asked[came]
    return found


def _came_along(partner: Partner, terms: Sequence[LevelTerm]) -> _Brought | None:
    joined = partner.joined_at.date()
    if not terms:
        return _Brought(partner.level, joined)
    last = next((term for term in reversed(terms) if term.brought), None)
    return _Brought(last.level, max(last.since, joined)) if last else None


def _release_on(day: dt.date) -> Release | None:
    """The release in force at a day's end; the first one for days before it."""
    try:
        return releases.at(dt.datetime.combine(day, dt.time.max, dt.UTC))
    except releases.NoRelease:
        return None


def _asked_by(release: Release | None, level: str) -> Mapping[str, int]:
    if release is None:
        return {}
    levels = release.pack.section(LevelsPolicy)
    mine: Level | None = levels.get(level)
    return {need.key: needed(need) for need in levels.needs_of(mine)} if mine else {}
