"""The terms of a contract: for which one an order counts, and what renewing before or after the end means (K3)."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kanaal.contracts.rules.levels import Ladder, Movement, Standing, standing

LateTerm = Literal["after-end", "on-renewal"]
Phase = Literal["early", "before", "after", "over"]
"""When one asks for a renewal: too early for it, before the last day (included), after it, too late."""
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Renewing:
    """The programme's rules of it; days are counted from the last day of a term."""

    term_months: int
    before_days: int
    after_days: int
    late_term: LateTerm

    def window(self, ends: dt.date) -> tuple[dt.date, dt.date]:
        """The first and the last day on which a term with this last day can be renewed."""
        return ends - dt.timedelta(days=self.before_days), ends + dt.timedelta(days=self.after_days)

    def phase(self, ends: dt.date, day: dt.date) -> Phase:
        first, last = self.window(ends)
        if day < first:
            return "early"
        if day > last:
            return "over"
        return "before" if day <= ends else "after"

    def next_term(self, ends: dt.date, day: dt.date) -> tuple[dt.date, dt.date]:
        """The first and last day of the term that a renewal on a day brings."""
        starts = day if day > ends and self.late_term == "on-renewal" else ends + DAY
        return starts, last_day(starts, self.term_months)


@dataclass(frozen=True)
class Term:
    """One term, both days included, and the levels that hold in it."""

    starts: dt.date
    ends: dt.date
    ladder: Ladder

    def has(self, day: dt.date) -> bool:
        return self.starts <= day <= self.ends


@dataclass(frozen=True)
class Ordered:
    """An order, by its day, its points, and the day on which it went back if it did."""

    on: dt.date
    points: int
    cancelled_on: dt.date | None = None


@dataclass(frozen=True)
class Course:
    """All that the rules know of a contract: its terms one after the other, and what was ordered with it."""

    terms: tuple[Term, ...]
    orders: tuple[Ordered, ...] = field(default=())

    def term_at(self, day: dt.date) -> int | None:
        """The place of the term in which a day lies; None before the first, in a gap, and after the last."""
        return next((at for at, term in enumerate(self.terms) if term.has(day)), None)

    def counts_for(self, day: dt.date) -> int | None:
        """The place of the term for which an order of a day counts: the one in which it lies, or, in a gap after the
        end, the one that follows; None while none does, and before the first.
        """
        if not self.terms or day < self.terms[0].starts:
            return None
        return next((at for at, term in enumerate(self.terms) if day <= term.ends), None)

    def movements(self, at: int) -> list[Movement]:
        """What came and went in a term. Orders of the gap before it count from its first day on."""
        starts, found = self.terms[at].starts, []
        for one in self.orders:
            if self.counts_for(one.on) == at:
                found.append(Movement(max(one.on, starts), one.points))
                if one.cancelled_on is not None:
                    found.append(Movement(max(one.cancelled_on, starts), -one.points))
        return found

    def start(self, at: int) -> int:
        """The height with which a term begins: what the points of the term before give, as they stood at its end."""
        if at == 0:
            return 0
        before = self.terms[at - 1]
        return self.terms[at].ladder.height(self.points(at - 1, before.ends))

    def points(self, at: int, upto: dt.date) -> int:
        return sum(one.points for one in self.movements(at) if one.on <= upto)

    def stands(self, at: int, day: dt.date) -> Standing:
        """How a term stands at the end of a day; after its last day as it stood then."""
        term = self.terms[at]
        return standing(self.movements(at), term.ladder, start=self.start(at), upto=min(day, term.ends))

    def level_on(self, day: dt.date) -> str:
        """The key of the level at which an order of a day is priced; nothing outside of every term."""
        at = self.term_at(day)
        return self.stands(at, day).level if at is not None else ""

    def gap(self) -> Sequence[Ordered]:
        """Orders placed after the end that count for no term yet, without those that went back."""
        last = self.terms[-1].ends
        return [one for one in self.orders if one.on > last and one.cancelled_on is None]


@dataclass(frozen=True)
class Renewal:
    """What renewing on a day would bring. `level` is that of the first day, with what the gap brings (`gap_points`);
    `without_level` counts the days that are in no term, on which nothing is priced at a level.
    """

    phase: Phase
    opens: dt.date
    closes: dt.date
    starts: dt.date
    ends: dt.date
    level: str
    points_before: int
    gap_points: int
    without_level: int


def renewal(course: Course, rules: Renewing, ladder: Ladder, day: dt.date) -> Renewal:
    """What it would be on a day; `ladder` is that of the new term. Whether it may be done says its `phase`."""
    last = course.terms[-1]
    opens, closes = rules.window(last.ends)
    starts, ends = rules.next_term(last.ends, day)
    renewed = Course((*course.terms, Term(starts, ends, ladder)), course.orders)
    at = len(course.terms)
    return Renewal(
        phase=rules.phase(last.ends, day),
        opens=opens,
        closes=closes,
        starts=starts,
        ends=ends,
        level=renewed.stands(at, max(day, starts)).level,
        points_before=course.points(at - 1, last.ends),
        gap_points=sum(one.points for one in course.gap()),
        without_level=(starts - last.ends).days - 1,
    )


def last_day(starts: dt.date, months: int) -> dt.date:
    """The last day of a term: the day before the same day some months later; of a month without it, before its end."""
    return months_after(starts, months) - DAY


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day some months later; where that month has no such day, its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def course_of(terms: Iterable[Term], orders: Iterable[Ordered]) -> Course:
    return Course(tuple(terms), tuple(orders))
