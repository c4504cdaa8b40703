"""The work on a report: reading it through for its habits, judging and keeping it line by line, in batches (R1).

It can be stopped anywhere and begun again: each batch is kept with how far it goes, and the next run goes on below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import CLOCK
from kanaal.core.events import record
from kanaal.core.importing.columns import Layout
from kanaal.core.importing.reading import Record
from kanaal.core.jobs.progress import progress
from kanaal.core.texts import say
from kanaal.programme.policies import policy
from kanaal.sellthrough.events import SalesReportRead
from kanaal.sellthrough.keeping import Keeper, Overtaken
from kanaal.sellthrough.models import SalesReport
from kanaal.sellthrough.policy import SellthroughPolicy
from kanaal.sellthrough.reading.columns import Headings, Unreadable, headings, layout_of
from kanaal.sellthrough.reading.habits import Habits, Watch
from kanaal.sellthrough.reading.judging import Bad, Judge, Sale
from kanaal.sellthrough.reading.store import STORE
from kanaal.sellthrough.reading.tables import Table, ends_open, opened

BATCH = 5000
"""Lines in one transaction."""
PATIENCE = timedelta(minutes=15)
"""A report that is still being read after this has lost its job, if it has none."""


def read_report(report_id: int) -> None:
    """Read a report that was sent; one that was read stays as it is."""
    report = SalesReport.objects.select_related("distributor", "partner").get(pk=report_id)
    if report.state != "reading":
        return
    try:
        _read(report)
    except Unreadable as no:
        _close(report, no)
    except Overtaken:
        return
    except FileNotFoundError:
        _close(report, Unreadable(say(_("The file was not kept. Send it again."))))
    else:
        _close(report, None)


def _read(report: SalesReport) -> None:
    path, known = STORE.path_of(report.digest), headings()
    if not report.habits:
        _begin(report, path, known)
    layout = layout_of(report.header, known, by_partner=report.partner_id is not None)
    habits = Habits(report.habits["dates"], report.habits["point"])
    judge = Judge(layout, known, habits, clock.today(), by_partner=report.partner_id is not None)
    keeper = Keeper(report, judge)
    with opened(path, known) as table:
        records = (record for record in table.records() if record.line > report.read_to)
        while batch := list(islice(records, BATCH)):
            keeper.keep([_judged(judge, record, report) for record in batch], batch[-1].line)
            progress(table.done, table.size)
    _judge_again(keeper, judge)


def _judged(judge: Judge, record: Record, report: SalesReport) -> Sale | Bad:
    if record.line == report.habits.get("cut"):
        return Bad(record.line, record.cells, [("", say(CUT))])
    return judge.judge(record)


def _begin(report: SalesReport, path: Path, known: Headings) -> None:
    """The first run. Raises Unreadable: nothing of the report is kept then."""
    with opened(path, known) as table:
        layout = layout_of(table.header, known, by_partner=report.partner_id is not None)
        watch, last = _watched(table, layout)
    habits = watch.habits(report.dates)  # type: ignore[arg-type]
    _refuse_number(report, habits)
    cut = last if table.encoding != "xlsx" and report.announced is None and ends_open(path) else None
    with transaction.atomic():
        held = SalesReport.locked(report.pk)
        held.header, held.rows = table.header, habits.rows
        held.habits = habits.to_data() | {"cut": cut}
        held.notes = [one.to_data() for one in habits.notes]
        held.save(update_fields=["header", "rows", "habits", "notes"])
    for one in ("header", "rows", "habits", "notes"):
        setattr(report, one, getattr(held, one))


def _watched(table: Table, layout: Layout) -> tuple[Watch, int]:
    amounts = [layout.places[key] for key in ("amount", "quantity") if key in layout.places]
    watch, last = Watch(layout.places.get("sold_on"), amounts), 0
    for row in table.records():
        watch.look(row.line, row.cells)
        last = row.line
    return watch, last


def _refuse_number(report: SalesReport, habits: Habits) -> None:
    most = policy(SellthroughPolicy).most_lines
    if not habits.rows:
        raise Unreadable(say(_("There are no lines below the headings. If nothing was sold, say so instead.")))
    if habits.rows > most:
        raise Unreadable(
            say(_("The report has more than %(most)s lines. Divide it, by weeks for instance."), most=most)
        )
    if report.announced is not None and report.announced != habits.rows:
        raise Unreadable(say(COUNTED_OTHERWISE, announced=report.announced, arrived=habits.rows))


def _judge_again(keeper: Keeper, judge: Judge) -> None:
    """Returns of what stood further down."""
    last = 0
    while rows := list(keeper.report.refused_lines.filter(again=True, line__gt=last).order_by("line")[:BATCH]):
        last = rows[-1].line
        keeper.keep_again(rows, [judge.judge(Record(row.line, row.cells)) for row in rows])


def _close(report: SalesReport, no: Unreadable | None) -> None:
    with transaction.atomic():
        held = SalesReport.locked(report.pk)
        if held.state != "reading":
            return
        held.step("refuse" if no else "take")
        held.fault, held.read_at = no.says.to_data() if no else None, clock.now()
        held.save(update_fields=["state", "fault", "read_at"])
        fact = SalesReportRead(
            number=held.number, state=held.state, kept=held.kept, refused=held.refused, known_before=held.known_before
        )
        record(fact, about=held, by=CLOCK, person_id=held.sent_by_id)


def now(report: SalesReport) -> None:
    """Read it while its sender waits, unless it was left to the worker."""
    report.refresh_from_db(fields=["job"])
    if report.job is None:
        read_report(report.pk)


def forgotten() -> Iterator[int]:
    """Reports whose reading was lost, before there was a job for it or after the job was given up."""
    late = SalesReport.objects.filter(state="reading", sent_at__lt=clock.now() - PATIENCE)
    yield from late.order_by("pk").values_list("pk", flat=True)[:1000]


CUT = _(
    "This is the last line, and it has no end: it may have been cut on its way. Look whether it is whole, and send it "
    "again; with the number of lines that the report has, we can tell by ourselves."
)
COUNTED_OTHERWISE = _(
    "You said that there are %(announced)s lines, and %(arrived)s arrived. Nothing was taken in. Send the report "
    "again, or correct the number."
)
