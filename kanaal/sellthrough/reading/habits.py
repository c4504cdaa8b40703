"""How days and amounts are written in a report, told by whole columns: 03/04/2026 is one day, if 24/03/2026 is another.

Where no cell of the column decides, or two gainsay each other, what can be read in two ways is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop as _

from kanaal.core.importing.values import DateOrder
from kanaal.core.texts import Text, name, say

_SLASHED = re.compile(r"\s*(\d{1,2})/(\d{1,2})/\d{4}\b")
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_COMMA = re.compile(r"[+-]?\d+(\.\d{3})*,(\d{1,2}|\d{4,})|[+-]?\d{1,3}(\.\d{3})+,\d*|[+-]?\d{1,3}(\.\d{3}){2,}")
_POINT = re.compile(r"[+-]?\d+(,\d{3})*\.(\d{1,2}|\d{4,})|[+-]?\d{1,3}(,\d{3})+\.\d*|[+-]?\d{1,3}(,\d{3}){2,}")


@dataclass(frozen=True)
class Habits:
    """`dates`: how slashes are meant, nothing if it can't be told; `point`: what stands before the decimals."""

    dates: DateOrder = ""
    point: str = ""
    notes: tuple[Text, ...] = ()
    rows: int = 0

    def to_data(self) -> dict[str, Any]:
        return {"dates": self.dates, "point": self.point}


class Watch:
    """Looks at each row of the first run."""

    def __init__(self, day: int | None, amounts: Sequence[int]) -> None:
        self.day, self.amounts = day, tuple(amounts)
        self.order: dict[str, tuple[int, str]] = {}
        self.point: dict[str, tuple[int, str]] = {}
        self.days_in_two: tuple[int, str] | None = None
        self.amounts_in_two: tuple[int, str] | None = None
        self.rows = 0
        self._seen: set[str] = set()

    def look(self, line: int, cells: Sequence[str]) -> None:
        self.rows += 1
        if self.day is not None and self.day < len(cells):
            cell = cells[self.day]
            if "/" in cell and cell not in self._seen:
                self._remember(cell)
                self._look_at_day(line, cell)
        for place in self.amounts:
            if place < len(cells):
                cell = cells[place]
                if ("," in cell or "." in cell) and (len(self.point) < 2 or self.amounts_in_two is None):
                    self._look_at_amount(line, cell)

    def _remember(self, cell: str) -> None:
        if len(self._seen) < 20_000:
            self._seen.add(cell)

    def _look_at_day(self, line: int, cell: str) -> None:
        if not (found := _SLASHED.match(cell)):
            return
        one, two = int(found[1]), int(found[2])
        if one > 12 >= two:
            self.order.setdefault("dmy", (line, cell.strip()))
        elif two > 12 >= one:
            self.order.setdefault("mdy", (line, cell.strip()))
        elif one != two and self.days_in_two is None:
            self.days_in_two = (line, cell.strip())

    def _look_at_amount(self, line: int, cell: str) -> None:
        digits = re.sub(r"[^\d.,+-]", "", cell)
        if _AMBIGUOUS.fullmatch(digits):
            self.amounts_in_two = self.amounts_in_two or (line, cell.strip())
        elif _COMMA.fullmatch(digits):
            self.point.setdefault(",", (line, cell.strip()))
        elif _POINT.fullmatch(digits):
            self.point.setdefault(".", (line, cell.strip()))

    def habits(self, said: DateOrder = "") -> Habits:
        """What was found; `said` is what the sender says of the days."""
        order: Any = said or (next(iter(self.order)) if len(self.order) == 1 else "")
        point = next(iter(self.point)) if len(self.point) == 1 else ""
        return Habits(order, point, tuple(self._notes(said, order, point)), self.rows)

    def _notes(self, said: str, order: str, point: str) -> Iterable[Text]:
        if self.days_in_two is not None:
            yield self._of_days(said, order, self.days_in_two)
        if self.amounts_in_two is not None:
            yield self._of_amounts(point, self.amounts_in_two)

    def _of_days(self, said: str, order: str, in_two: tuple[int, str]) -> Text:
        line, cell = in_two
        if said:
            return say(ORDERED[said], cell=name(cell))
        if order:
            other, proof = self.order[order]
            return say(DECIDED[order], cell=name(cell), other=other, proof=name(proof))
        return say(UNDECIDED, cell=name(cell), line=line)

    def _of_amounts(self, point: str, in_two: tuple[int, str]) -> Text:
        line, cell = in_two
        if not point:
            return say(AMOUNT_UNDECIDED, cell=name(cell), line=line)
        other, proof = self.point[point]
        return say(POINTS[point], cell=name(cell), other=other, proof=name(proof))


DECIDED = {
    "dmy": _("Days such as %(cell)s are read day first: line %(other)s (%(proof)s) can be read in no other way."),
    "mdy": _("Days such as %(cell)s are read month first: line %(other)s (%(proof)s) can be read in no other way."),
}
ORDERED = {
    "dmy": _("Days such as %(cell)s are read day first, as you said."),
    "mdy": _("Days such as %(cell)s are read month first, as you said."),
}
UNDECIDED = _("Days such as %(cell)s (line %(line)s) can be two days, and no line of the report decides which.")
POINTS = {
    ",": _("Amounts such as %(cell)s have a decimal comma: line %(other)s (%(proof)s) can be read in no other way."),
    ".": _("Amounts such as %(cell)s have a decimal point: line %(other)s (%(proof)s) can be read in no other way."),
}
AMOUNT_UNDECIDED = _(
    "Amounts such as %(cell)s (line %(line)s) can be two amounts, and no line of the report decides which."
)
