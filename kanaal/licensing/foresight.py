"""No surprise: the proof that all that is coming is announced in time to somebody who can be reached, and the audit
that all that came was (V7).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from kanaal.core import clock
from kanaal.licensing.columns import ahead_of
from kanaal.licensing.knowing import facts_of_many, terms_of, today_of
from kanaal.licensing.models import Agreement, Foresight, Notice, Unreached
from kanaal.licensing.policy import LicensingPolicy
from kanaal.licensing.reaching import Reader, Readers, readers_of_many
from kanaal.licensing.rules.announcements import Announcement, planned
from kanaal.licensing.rules.days import DAY
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.happenings import Happening
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.rules.timeline import timeline
from kanaal.programme.policies import policy

CHUNK = 200


@dataclass(frozen=True)
class Gap:
    """Whom something will not reach: `role`, why, the first happening of which they would not hear.

    `first_on`: the day on which they would be told of it. `alone`: nobody else hears of it in time, either.
    """

    role: str
    why: str
    happening: Happening
    first_on: dt.date | None
    alone: bool


@dataclass
class Proof:
    """What was gone through, and what came of it."""

    agreements: int = 0
    happenings: int = 0
    announcements: int = 0
    unreached: int = 0
    alone: int = 0


def prove(until: dt.date | None = None) -> Proof:
    """Go through all that comes in the days of the programme's foresight; keep who can't be reached, and the figures.

    Reads only agreements for which a day comes in that time. Done twice on a day it comes to the same.
    """
    today = clock.today()
    until = until or today + dt.timedelta(days=policy(LicensingPolicy).foresight_days)
    proof = Proof()
    for agreements in _chunks(until):
        found = gaps_of_many(agreements, until, proof)
        _keep(found, today)
        proof.unreached += sum(len(several) for several in found.values())
        proof.alone += sum(gap.alone for several in found.values() for gap in several)
    Unreached.objects.filter(seen_on__lt=today).delete()
    values = {
        name: getattr(proof, name) for name in ("agreements", "happenings", "announcements", "unreached", "alone")
    }
    Foresight.objects.update_or_create(on=today, defaults={"until": until, "at": clock.now(), **values})
    return proof


def _chunks(until: dt.date) -> Iterator[list[Agreement]]:
    """Those for which a day comes, by key."""
    last = 0
    due = Agreement.objects.filter(state="live", look_on__lte=until).order_by("pk")
    while found := list(due.filter(pk__gt=last)[:CHUNK]):
        yield found
        last = found[-1].pk


def gaps_of_many(agreements: Sequence[Agreement], until: dt.date, proof: Proof | None = None) -> dict[int, list[Gap]]:
    """Whom what comes up to a day will not reach, for several agreements with as many questions as for one."""
    known, readers, proof = facts_of_many(agreements), readers_of_many(agreements), proof or Proof()
    found: dict[int, list[Gap]] = {}
    for one in agreements:
        facts, terms, today = known[one.pk], terms_of(one), today_of(one)
        if facts is None or facts.begins > today:
            continue
        proof.agreements += 1
        coming = list(_coming(facts, terms, today, until))
        proof.happenings += len(coming)
        proof.announcements += sum(len(plans) for _, plans in coming)
        gaps = [gap for happening, plans in coming for gap in _gaps(happening, plans, readers[one.pk])]
        found[one.pk] = _first_of_each(gaps)
    return found


def _coming(
    facts: Facts, terms: Terms, today: dt.date, until: dt.date
) -> Iterator[tuple[Happening, list[Announcement]]]:
    """What happens by itself up to a day, with its announcements before it."""
    seen = ahead_of(facts, terms, today)
    plans: dict[str, list[Announcement]] = defaultdict(list)
    for one in planned(seen, terms):
        if one.on < one.happening.on:
            plans[one.happening.key].append(one)
    for happening in seen.happenings:
        if happening.kind in terms.announced and today < happening.on <= until:
            yield happening, plans[happening.key]


def _gaps(happening: Happening, plans: Sequence[Announcement], readers: Readers) -> Iterator[Gap]:
    if not plans:
        yield Gap("", Unreached.Why.UNTOLD, happening, None, alone=True)
        return
    roles = dict.fromkeys(role for plan in plans for role in plan.notice.to)
    lost = {role: who for role in roles if (who := _unreached(readers.get(role, ()))) is not None}
    for role, who in lost.items():
        first = min(plan.on for plan in plans if role in plan.notice.to)
        yield Gap(role, who.why, happening, first, alone=len(lost) == len(roles))


def _unreached(readers: Sequence[Reader]) -> Reader | None:
    """Who stands for a role in which nobody can be reached; None where somebody can."""
    if any(who.reached for who in readers):
        return None
    return readers[0] if readers else Reader("", why=Unreached.Why.NOBODY)


def _first_of_each(gaps: Iterable[Gap]) -> list[Gap]:
    """One for each role: the first of which they would not hear; alone, if they are with any of them."""
    found: dict[str, Gap] = {}
    for gap in sorted(gaps, key=lambda one: (not one.alone, one.happening.on)):
        found.setdefault(gap.role, gap)
    return list(found.values())


@transaction.atomic
def _keep(found: dict[int, list[Gap]], today: dt.date) -> None:
    now = clock.now()
    rows = [
        Unreached(
            agreement_id=pk, role=gap.role, why=gap.why, about=gap.happening.kind, happens_on=gap.happening.on,
            first_on=gap.first_on, alone=gap.alone, found_at=now, seen_on=today, mend_by=_start_of(gap),
        )
        for pk, several in found.items()
        for gap in several
    ]  # fmt: skip
    Unreached.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["agreement", "role"],
        update_fields=["why", "about", "happens_on", "first_on", "alone", "seen_on", "mend_by"],
    )


def _start_of(gap: Gap) -> dt.datetime:
    """The beginning of the day on which they would be told of it; of what comes, where they would not be."""
    return dt.datetime.combine(gap.first_on or gap.happening.on, dt.time(), dt.UTC)


# --- what came


@dataclass(frozen=True)
class Surprise:
    """Something came to `quantity` licences of which only `told` were told of before it."""

    agreement_id: int
    happening: Happening
    told: int


def surprises(agreements: Sequence[Agreement], since: dt.date, until: dt.date) -> list[Surprise]:
    """What happened by itself on these days, both included, without having been announced before.

    What could not be foreseen on the day before (somebody returned a renewal on the anniversary itself) is no surprise
    if it was told on its day.
    """
    known, told = facts_of_many(agreements), _told(agreements, since)
    found = []
    for one in agreements:
        facts, terms = known[one.pk], terms_of(one)
        if facts is None:
            continue
        today = min(until, today_of(one))
        for happening in timeline(facts.known_on(today), terms, today, today, since).happenings:
            if happening.kind in terms.announced and since <= happening.on <= today:
                before = _foreseen(facts, terms, happening)
                heard = max((q for on, q in told[one.pk, happening.key] if on < happening.on), default=0)
                if heard < min(before, happening.quantity):
                    found.append(Surprise(one.pk, happening, heard))
    return found


def _foreseen(facts: Facts, terms: Terms, happening: Happening) -> int:
    """For how many licences it could be foreseen at the end of the day before."""
    day = happening.on - DAY
    if day < facts.begins:
        return 0
    seen = timeline(facts.known_on(day), terms, day, happening.on, day)
    return next((one.quantity for one in seen.happenings if one.key == happening.key), 0)


def _told(agreements: Iterable[Agreement], since: dt.date) -> dict[tuple[int, str], list[tuple[dt.date, int]]]:
    """(agreement, happening) → on which days how many were told of, to somebody with an address."""
    rows = Notice.objects.filter(agreement__in=[one.pk for one in agreements], happens_on__gte=since)
    rows = rows.filter(to__mail_id__isnull=False, late=False)
    found: dict[tuple[int, str], list[tuple[dt.date, int]]] = defaultdict(list)
    for pk, key, on, quantity in rows.values_list("agreement_id", "key", "on", "quantity").distinct():
        found[pk, key].append((on, quantity))
    return found
