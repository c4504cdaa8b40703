"""The picture of an agreement's days: what happened, what comes if nobody does anything, until when it can be changed,
and who is told of it (V7). The text says everything; the picture shows the same at a glance.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from django.utils.translation import gettext as _

from kanaal.core import formats
from kanaal.core.texts import Text
from kanaal.licensing import wordings
from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.models import Agreement, NoticeTo
from kanaal.licensing.picture import Picture, picture_of
from kanaal.licensing.rules.announcements import Announcement, planned
from kanaal.licensing.rules.days import DAY
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.happenings import Happening, Timeline
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.rules.timeline import timeline
from kanaal.licensing.rules.windows import goes_on
from kanaal.licensing.ways import opens, way_to

Role = Literal["reseller", "customer", "desk"]


@dataclass(frozen=True)
class Way:
    """What can still be done; without an address it is somebody else who does it."""

    text: Text
    url: str


@dataclass(frozen=True)
class Entry:
    """A happening as the page shows it. `told`: sentences on who was told, and who will be."""

    title: Text
    icon: str
    tone: str
    means: Text | None
    ways: tuple[Way, ...]
    told: tuple[str, ...]


@dataclass(frozen=True)
class Day:
    on: dt.date
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Told:
    """An announcement that was made, and to whom."""

    on: dt.date
    late: bool
    to: list[NoticeTo]


@dataclass(frozen=True)
class _Seen:
    """What all entries of one picture need."""

    agreement: Agreement
    role: Role
    days: Timeline
    plans: Mapping[str, list[Announcement]]
    notices: Mapping[str, list[Told]]


def timeline_of(agreement: Agreement, *, known: Facts | None = None, for_role: Role) -> dict[str, Any]:
    """The context of `licensing/_timeline.html`, for a reader in a role; three questions, or two where facts are known.

    Nothing is said of days that come under an agreement that was cancelled.
    """
    known, terms, today = known or facts_of(agreement), terms_of(agreement), today_of(agreement)
    if known is None or known.begins > today:
        return {"agreement": agreement, "today": today, "begun": False}
    if agreement.cancelled_on is not None:
        today = min(today, agreement.cancelled_on)
    term, until = _term(known, terms, today), _until(known, terms, today)
    days = timeline(known, terms, today, until)
    seen = _Seen(agreement, for_role, days, _plans(days, terms), _notices(agreement))
    coming = days.coming if agreement.is_live else ()
    recent = [one for one in days.past if one.on >= term]
    return {
        "agreement": agreement,
        "today": today,
        "begun": True,
        "coming": list(_days(coming, seen)),
        "past": list(_days(recent, seen))[::-1],
        "earlier": list(_days([one for one in days.past if one.on < term], seen))[::-1],
        "picture": _picture(seen, terms, known, [*recent, *coming], term, until),
    }


def _term(known: Facts, terms: Terms, today: dt.date) -> dt.date:
    return known.cycle(terms).term_on(today).first


def _until(known: Facts, terms: Terms, today: dt.date) -> dt.date:
    """Until all that the next anniversary brings is over."""
    return goes_on(known.cycle(terms).next_anniversary(today), terms.renewing) + DAY


def _plans(days: Timeline, terms: Terms) -> dict[str, list[Announcement]]:
    """What will still be told, by happening."""
    found: dict[str, list[Announcement]] = defaultdict(list)
    for one in planned(days, terms):
        if one.on > days.today:
            found[one.happening.key].append(one)
    return found


def _notices(agreement: Agreement) -> dict[str, list[Told]]:
    """What was told, by happening, each with those to whom it went; one question."""
    found: dict[str, dict[int, Told]] = defaultdict(dict)
    rows = NoticeTo.objects.filter(notice__agreement=agreement).select_related("notice")
    for row in rows.order_by("notice__on", "notice", "pk"):
        told = found[row.notice.key].setdefault(row.notice_id, Told(row.notice.on, row.notice.late, []))
        told.to.append(row)
    return {key: list(several.values()) for key, several in found.items()}


def _picture(
    seen: _Seen, terms: Terms, known: Facts, shown: Iterable[Happening], first: dt.date, last: dt.date
) -> Picture:
    words = wordings.WORDS
    marks = [(one.on, words[one.kind].tone) for one in shown]
    made = {one.on for several in seen.notices.values() for one in several}
    plans = {one.on for several in seen.plans.values() for one in several} if seen.agreement.is_live else set()
    return picture_of(first, last, seen.days.today, marks, made, plans, known.cycle(terms), terms.renewing)


def _days(happenings: Iterable[Happening], seen: _Seen) -> Iterator[Day]:
    for on, several in groupby(happenings, key=lambda one: one.on):
        yield Day(on, tuple(_entry(one, seen) for one in several))


def _entry(one: Happening, seen: _Seen) -> Entry:
    words = wordings.WORDS[one.kind]
    reseller = seen.agreement.partner.name
    ways = tuple(
        Way(
            wordings.choice(option.act, seen.role, option.until, reseller, opens(option, seen.agreement)),
            way_to(option, seen.agreement, seen.role),
        )
        for option in one.options
    )
    return Entry(
        wordings.sentence(one, seen.days.today),
        words.icon,
        words.tone,
        wordings.means(one.kind, seen.role),
        ways,
        tuple(_told(one, seen)),
    )


def _told(one: Happening, seen: _Seen) -> Iterator[str]:
    """Who was told of it, when; who will be."""
    for notice in seen.notices.get(one.key, ()):
        yield from _told_by(notice, seen.role)
    if one.is_past(seen.days.today) or not seen.agreement.is_live:
        return
    for plan in seen.plans.get(one.key, ()):
        who = formats.together([str(wordings.role_name(role)) for role in plan.notice.to])
        yield _("Will be announced on %(day)s to %(who)s.") % {"day": formats.date(plan.on), "who": who}


def _told_by(notice: Told, role: Role) -> Iterator[str]:
    """A notice, by those whom it reached and those whom it did not. The desk reads their names, too."""
    to = notice.to
    day = formats.date(notice.on)
    if reached := list(dict.fromkeys(_called(who, role) for who in to if who.mail_id or who.email)):
        late = _("Announced late, on %(day)s, to %(who)s.")
        told = late if notice.late else _("Announced on %(day)s to %(who)s.")
        yield told % {"day": day, "who": formats.together(reached)}
    if lost := list(dict.fromkeys(str(wordings.role_name(who.role)) for who in to if not (who.mail_id or who.email))):
        yield _("On %(day)s %(who)s could not be reached.") % {"day": day, "who": formats.together(lost)}


def _called(who: Any, role: Role) -> str:
    named = str(wordings.role_name(who.role))
    mine = who.name or who.email
    return f"{named} ({mine})" if role == "desk" and mine else named
