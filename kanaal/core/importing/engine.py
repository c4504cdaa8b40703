"""The run of an import: rows to units, units to batches, batches to the database or to the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from kanaal.core.addresses import one_line
from kanaal.core.importing import cells, reading
from kanaal.core.importing.columns import Layout, layout_of, names_of, plain
from kanaal.core.importing.faults import Fault
from kanaal.core.importing.registry import Importer, Outcome, Row, Work
from kanaal.core.importing.rejects import Rejects
from kanaal.core.importing.report import Report
from kanaal.core.importing.values import DateOrder
from kanaal.core.jobs.progress import progress

BATCH = 500
"""Rows in one transaction. A run that is killed leaves whole batches; run again, it goes on where it was."""
TRIES = 3

Tell = Callable[[Report, int, int], None]


@dataclass(frozen=True)
class How:
    """How to read a file and what to do with it. Empty values mean: find out. `rejects` is where refused rows go."""

    apply: bool = False
    encoding: str = ""
    separator: str = ""
    dates: DateOrder = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    switches: Mapping[str, bool] = field(default_factory=dict)
    rejects: Path | None = None
    batch: int = BATCH


def run(importer: Importer, path: Path, how: How, tell: Tell = lambda report, done, size: None) -> Report:
    """Import a file, or say what would happen (`how.apply` is off). `tell` hears of every batch: (report, done, bytes).

    Raises FileRefused when the file is no table of this kind. Refused rows are in the report and in `how.rejects`.
    """
    names = names_of(importer.columns)
    with reading.opened(
        path, lambda heading: plain(heading) in names, encoding=how.encoding, separator=how.separator
    ) as table:
        layout = layout_of(table.header, importer.columns, how.mapping)
        rejects = Rejects(how.rejects, layout.header, table.separator)
        try:
            report = _Run(importer, how, table, layout, rejects).go(tell)
        finally:
            rejects.close()
    if how.apply:
        importer.after()
    return report


class _Run:
    def __init__(self, importer: Importer, how: How, table: reading.Table, layout: Layout, rejects: Rejects) -> None:
        self.how, self.table, self.layout, self.rejects = how, table, layout, rejects
        self.longest = {column.key: column.longest for column in importer.columns}
        self.work: Work[Any] = importer.start(how.switches, how.dates)
        self.report = Report(how.apply, table.encoding, table.separator, layout.unused)
        self.raw: dict[int, list[str]] = {}
        self.faults: dict[int, list[Fault]] = defaultdict(list)

    def go(self, tell: Tell) -> Report:
        units: list[Any] = []
        for _key, rows in groupby(self._rows(), key=self.work.key):
            unit, faults = self.work.check(list(rows))
            self._blame(faults)
            if unit is not None:
                units.append(unit)
            if len(self.raw) >= self.how.batch:
                self._flush(units, tell)
                units = []
        self._flush(units, tell)
        self.report.empty_lines = self.table.empty_lines
        return self.report

    def _rows(self) -> Iterator[Row]:
        """The rows whose cells are sound; the others are blamed and passed over. Where a whole batch of them stands
        together they are let go at once, for no unit ends among them.
        """
        unsound: list[int] = []
        for record in self.table.records():
            self.report.rows += 1
            self.raw[record.line] = record.cells
            if found := self._unsound(record):
                self._blame(found)
                unsound.append(record.line)
                if len(unsound) >= self.how.batch:
                    self._refuse(unsound)
                    unsound = []
                continue
            unsound = []
            values = self._values(record)
            yield Row(record.line, {key: one_line(value) for key, value in values.items()})

    def _values(self, record: reading.Record) -> dict[str, str]:
        return self.layout.values([cells.unmarked(cell) for cell in record.cells])

    def _unsound(self, record: reading.Record) -> list[Fault]:
        if record.broken:
            return [Fault(record.line, "", record.broken)]
        if (extra := len(record.cells) - len(self.layout.header)) > 0 and any(record.cells[-extra:]):
            says = f"There are {extra} more cells than headings. Put quotes around a text that holds the separator."
            return [Fault(record.line, "", says)]
        values = self._values(record).items()
        return [Fault(record.line, key, why) for key, v in values if (why := cells.fault_of(v, self.longest[key]))]

    def _blame(self, faults: list[Fault]) -> None:
        for fault in faults:
            column = self.layout.heading(fault.column) if fault.column else ""
            self.faults[fault.line].append(replace(fault, column=column))

    def _flush(self, units: list[Any], tell: Tell) -> None:
        for outcome in self._applied(units):
            self.report.add(outcome)
            self._blame(outcome.faults)
        # The row that begins the next unit has been read already and stays.
        last = max(self.raw, default=0)
        self._refuse(sorted(self.faults))
        self.raw = {line: row for line, row in self.raw.items() if line == last}
        self.rejects.flush()
        self.report.rejects = self.rejects.written
        progress(self.table.done, self.table.size, f"{self.report.rows:,} rows")
        tell(self.report, self.table.done, self.table.size)

    def _refuse(self, lines: list[int]) -> None:
        for line in lines:
            faults = self.faults.pop(line)
            self.report.refuse(faults)
            self.rejects.write(self.raw.pop(line), faults)

    def _applied(self, units: list[Any]) -> list[Outcome]:
        """One batch in one transaction. When somebody else wrote the same at the same moment, it is looked at anew."""
        if not units:
            return []
        if not self.how.apply:
            return self.work.apply(units, really=False)
        for attempt in range(1, TRIES + 1):
            try:
                with transaction.atomic():
                    return self.work.apply(units, really=True)
            except IntegrityError:
                if attempt == TRIES:
                    raise
        raise AssertionError("the last try answers or raises")
