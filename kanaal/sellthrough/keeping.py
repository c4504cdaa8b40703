"""A batch of lines into the database: new ones are kept, known ones counted, others refused, all in one transaction.

What decides whether a line is new is the constraint on its identity; lines go into a staging table and over in one
statement, so that a million of them are a few hundred statements.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.texts import Text, name, say
from kanaal.sellthrough import periods
from kanaal.sellthrough.models import RefusedLine, SaleLine, SalesReport, month_of
from kanaal.sellthrough.rates import RateBook, in_base
from kanaal.sellthrough.reading.judging import Bad, Judge, Sale
from kanaal.sellthrough.reading.people import Customers, Reseller, Resellers
from kanaal.sellthrough.returns import NotFound, Takeback
from kanaal.sellthrough.staging import Staging

Row = tuple[Any, ...]


class Overtaken(Exception):
    """Another worker reads this report: this one was thought dead."""


@dataclass
class Told:
    """What became of a batch."""

    kept: int = 0
    known: int = 0
    bad: list[Bad] = field(default_factory=list)


class Keeper:
    """Keeps the lines of one report, batch by batch."""

    def __init__(self, report: SalesReport, judge: Judge) -> None:
        self.report, self.judge = report, judge
        self.resellers = Resellers(report.reporter, report.partner)
        self.customers = Customers()

    def keep(self, judged: Sequence[Sale | Bad], read_to: int) -> None:
        """All or nothing of a batch. Raises Overtaken when the report was read further by somebody else meanwhile."""
        told = Told(bad=[one for one in judged if isinstance(one, Bad)])
        sales = self._sorted_out([one for one in judged if isinstance(one, Sale)], told)
        with transaction.atomic():
            held = SalesReport.locked(self.report.pk)
            if held.state != "reading" or held.read_to != self.report.read_to:
                raise Overtaken
            periods.hold_gate()
            self._write(sales, told)
            RefusedLine.objects.bulk_create((self._refused(bad) for bad in told.bad), batch_size=500)
            self._count(held, told, read_to)
        self.report = held

    def keep_again(self, rows: Sequence[RefusedLine], judged: Sequence[Sale | Bad]) -> None:
        """Returns of what stood further down: judged once more, those that are good now leave the refused ones."""
        told = Told(bad=[one for one in judged if isinstance(one, Bad)])
        sales = self._sorted_out([one for one in judged if isinstance(one, Sale)], told)
        with transaction.atomic():
            held = SalesReport.locked(self.report.pk)
            if held.state != "reading":
                raise Overtaken
            periods.hold_gate()
            lines = [row.line for row in rows]
            there = held.refused_lines.filter(line__in=lines, again=True)
            if there.count() != len(lines):
                raise Overtaken
            self._write(sales, told)
            there.delete()
            for bad in told.bad:
                bad.again = False
            RefusedLine.objects.bulk_create(self._refused(bad) for bad in told.bad)
            held.refused -= len(lines)
            self._count(held, told, held.read_to)
        self.report = held

    # --- before anything is locked

    def _sorted_out(self, sales: list[Sale], told: Told) -> list[Sale]:
        """Without those whose reseller can't be, and those that an earlier line of the batch is the same as."""
        self.resellers.learn(sales)
        self.customers.learn(sales)
        first: dict[str, int] = {}
        kept = []
        for sale in sales:
            if (fault := self.resellers.of(sale).fault) is not None:
                told.bad.append(self._bad(sale, "reseller_id", fault))
            elif (line := first.setdefault(sale.identity, sale.line)) != sale.line:
                told.bad.append(self._bad(sale, *twice(sale, line)))
            else:
                kept.append(sale)
        return kept

    def _bad(self, sale: Sale, key: str, says: Text, *, again: bool = False) -> Bad:
        return Bad(sale.line, sale.cells, [(self.judge.layout.heading(key) if key else "", says)], again)

    # --- inside of the transaction

    def _write(self, sales: list[Sale], told: Told) -> None:
        write = _Write(self, sales)
        sold = [sale for sale in sales if sale.quantity > 0]
        back = [sale for sale in sales if sale.quantity < 0]
        if sold:
            told.kept += self._write_sold(write, sold, told)
        if back:
            self._write_back(write, back, told)

    def _write_sold(self, write: _Write, sold: list[Sale], told: Told) -> int:
        with Staging() as staging:
            staging.load(write.row(sale) for sale in sold)
            there = staging.known()
            added = staging.add()
        met = self._meet(sold, there, told)
        told.known += met
        return added

    def _meet(self, sales: list[Sale], there: dict[str, Row], told: Told) -> int:
        """Of lines that are there already: how many say the same in another report; the others are refused."""
        met = 0
        if not there:
            return 0
        for sale in sales:
            if (found := there.get(sale.identity)) is None:
                continue
            report_id, line, number, *said = found
            if report_id == self.report.pk:
                told.bad.append(self._bad(sale, *twice(sale, line)))
            elif sale.reference and not _same(sale, said):
                told.bad.append(self._bad(sale, "reference", say(OTHERWISE, report=name(number), line=line)))
            else:
                met += 1
        return met

    def _write_back(self, write: _Write, back: list[Sale], told: Told) -> None:
        there = known_lines(self.report.reporter, [sale.identity for sale in back])
        told.known += self._meet(back, there, told)
        new = [sale for sale in back if sale.identity not in there]
        takeback = Takeback(self.report.reporter, new)
        rows = []
        for sale in new:
            try:
                one = takeback.of(sale, self.resellers.of(sale).partner_id)
            except NotFound as no:
                told.bad.append(self._bad(sale, no.column, no.says, again=no.again))
                continue
            rows.append(write.row(sale, corrects=one.pk))
        if rows:
            with Staging() as staging:
                staging.load(rows)
                told.kept += staging.add()
            for pk, many in sorted(takeback.taken.items()):
                take_back(pk, many)

    def _refused(self, bad: Bad) -> RefusedLine:
        faults = [[column, says.to_data()] for column, says in bad.faults]
        return RefusedLine(report=self.report, line=bad.line, cells=bad.cells, faults=faults, again=bad.again)

    def _count(self, held: SalesReport, told: Told, read_to: int) -> None:
        held.kept += told.kept
        held.known_before += told.known
        held.refused += len(told.bad)
        held.read_to = read_to
        held.save(update_fields=["kept", "known_before", "refused", "read_to"])
        for one in ("partner", "distributor"):
            setattr(held, one, getattr(self.report, one))


class _Write:
    """Rows as the table has them, as periods and rates are while the gate is held."""

    def __init__(self, keeper: Keeper, sales: Sequence[Sale]) -> None:
        self.keeper, self.report = keeper, keeper.report
        self.locked = periods.locked_periods()
        self.now = clock.now()
        self.months: dict[dt.date, str] = {}
        self.book = self._book(sales)

    def _book(self, sales: Sequence[Sale]) -> RateBook | None:
        pairs = {(sale.currency, self.keeper.resellers.of(sale).base) for sale in sales}
        strange = {code for one, base in pairs if base and one != base for code in (one, base)}
        return RateBook(strange, min(sale.sold_on for sale in sales)) if strange else None

    def row(self, sale: Sale, corrects: int | None = None) -> Row:
        who = self.keeper.resellers.of(sale)
        rate, base = self._worth(sale, who)
        account = self.keeper.customers.of(sale, who.partner_id) if sale.customer_key else None
        return (
            self.report.pk, sale.line, self.report.reporter, sale.identity, sale.reference, who.partner_id,
            sale.reseller or sale.reseller_id, sale.sold_on, self._period(sale.sold_on), sale.order_kind,
            sale.order_number, sale.order_key, sale.po_number, sale.po_key, sale.sku, sale.family, sale.quantity, 0,
            sale.amount, sale.currency, rate, base, who.base, sale.customer, sale.customer_key, sale.country, account,
            corrects, self.now,
        )  # fmt: skip

    def _worth(self, sale: Sale, who: Reseller) -> tuple[Decimal | None, Decimal | None]:
        if not who.base:
            return None, None
        if sale.currency == who.base:
            return Decimal(1), sale.amount
        rate = self.book.rate(sale.currency, who.base, sale.sold_on) if self.book is not None else None
        return (rate, in_base(sale.amount, rate, who.base)) if rate is not None else (None, None)

    def _period(self, day: dt.date) -> str:
        found = self.months.get(day)
        if found is None:
            found = self.months[day] = periods.open_period(month_of(day), self.locked)
        return found


def known_lines(reporter: str, identities: Sequence[str]) -> dict[str, Row]:
    """Of these identities, those that are there: report, line, the report's number, and what the line says."""
    fields = ("identity", "report", "line", "report__number", "sold_on", "sku", "quantity", "amount", "currency")
    rows = SaleLine.objects.filter(reporter=reporter, identity__in=identities).values_list(*fields)
    return {identity: tuple(row) for identity, *row in rows}


def take_back(pk: int, many: int) -> None:
    """The constraint holds that no more goes back than was sold."""
    with connection.cursor() as cursor:
        cursor.execute("update sellthrough_saleline set returned = returned + %s where id = %s", [many, pk])


def twice(sale: Sale, line: int) -> tuple[str, Text]:
    if sale.reference:
        return "reference", say(_("Line %(line)s has this number already. Each line needs its own."), line=line)
    return "", say(TWICE, line=line)


def _same(sale: Sale, said: Sequence[Any]) -> bool:
    return tuple(said) == (sale.sold_on, sale.sku, sale.quantity, sale.amount, sale.currency)


TWICE = _(
    "Line %(line)s says just the same. Delete one of them; if both were sold, give each a line number of its own in a "
    "column “reference”."
)
OTHERWISE = _(
    "A line of this number was reported before, otherwise: see %(report)s, line %(line)s. To correct it, report a "
    "return of that line and a new line with a number of its own."
)
