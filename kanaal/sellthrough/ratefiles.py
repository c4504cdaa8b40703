"""Day rates from a file as central banks and spreadsheets write it (R1)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop as _

from kanaal.core.importing.columns import Column, names_of, plain
from kanaal.core.importing.values import Unreadable as NotReadable
from kanaal.core.importing.values import date, decimal
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.programme.codes import currencies
from kanaal.sellthrough.actions.rates import Rate
from kanaal.sellthrough.reading.columns import Headings, Unreadable
from kanaal.sellthrough.reading.store import PIECE, STORE, take
from kanaal.sellthrough.reading.tables import opened

COLUMNS = (
    Column("day", "", ("date", "datum", "dag", "tag"), True),
    Column("currency", "", ("cur", "valuta", "währung", "munteenheid", "quote"), True),
    Column("base", "", ("base currency", "basis", "basisvaluta", "basiswährung"), True),
    Column("rate", "", ("koers", "wisselkoers", "kurs", "value"), True),
)
MOST = 200_000


class BadRates(Refusal):
    """Nothing of the file is loaded."""

    status = 422
    field = "file"

    def __init__(self, says: Text, line: int = 0) -> None:
        where = say(_("Line %(line)s: %(says)s"), line=line, says=says) if line else says
        super().__init__(where, remedy=say(_("Nothing was loaded. Correct the file, and load it again.")))


def rates_of(file: Any) -> list[Rate]:
    """The rates in a file that was sent. Raises BadRates, with the line: all of it or nothing."""
    known = Headings(COLUMNS, names_of(COLUMNS), {})
    sent = take(file.chunks(PIECE))
    try:
        with opened(STORE.path_of(sent.digest), known) as table:
            places = _places(table.header, known)
            found = [_rate(record.line, record.cells, places) for record in table.records()]
    except Unreadable as no:
        raise BadRates(no.says) from no
    if len(found) > MOST:
        raise BadRates(say(_("The file has more than %(most)s rates. Divide it."), most=MOST))
    seen: dict[tuple[Any, ...], Rate] = {}
    for number, one in enumerate(found):
        if seen.setdefault((one.day, one.currency, one.base), one).rate != one.rate:
            raise BadRates(say(_("The same rate stands there twice, with two values.")), number + 2)
    return list(seen.values())


def _places(header: list[str], known: Headings) -> dict[str, int]:
    places: dict[str, int] = {}
    for at, heading in enumerate(header):
        if key := known.names.get(plain(heading)):
            if key in places:
                raise Unreadable(say(_("Two columns are called %(heading)s. Delete one."), heading=name(heading)))
            places[key] = at
    lacks = [column.key for column in COLUMNS if column.key not in places]
    if lacks:
        raise Unreadable(say(_("The file lacks these columns: %(columns)s."), columns=name(", ".join(lacks))))
    return places


def _rate(line: int, cells: list[str], places: dict[str, int]) -> Rate:
    said = {key: cells[at].strip() if at < len(cells) else "" for key, at in places.items()}
    return Rate(_day(line, said["day"]), _code(line, said["currency"]), _other(line, said), _number(line, said["rate"]))


def _day(line: int, cell: str) -> dt.date:
    try:
        return date(cell)
    except NotReadable as no:
        raise BadRates(say(_("%(cell)s is no day. Write year-month-day."), cell=name(cell[:40])), line) from no


def _code(line: int, cell: str) -> str:
    if cell.upper() not in currencies():
        raise BadRates(say(_("%(cell)s is no currency."), cell=name(cell[:20])), line)
    return cell.upper()


def _other(line: int, said: dict[str, str]) -> str:
    base = _code(line, said["base"])
    if base == said["currency"].upper():
        raise BadRates(say(_("A currency has no rate for itself.")), line)
    return base


def _number(line: int, cell: str) -> Decimal:
    """A rate has often just three decimals: a single point or comma before its last digits is the decimal one."""
    text = cell.replace(" ", "")
    try:
        number = Decimal(text.replace(",", ".")) if text.count(",") + text.count(".") == 1 else decimal(text)
    except (NotReadable, ArithmeticError) as no:
        raise BadRates(say(_("%(cell)s is no rate."), cell=name(cell[:40])), line) from no
    if not 0 < number < Decimal(10) ** 9 or round(number, 10) == 0:
        raise BadRates(say(_("%(cell)s is no rate."), cell=name(cell[:40])), line)
    return round(number, 10)
