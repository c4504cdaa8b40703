"""The work on a file, in batches: reading and judging it, then carrying out what is sound.

Each can be stopped anywhere and begun again: reading begins anew, carrying out goes on with the rows that are left.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor, Role
from kanaal.core.decisions import NotAllowed
from kanaal.core.events import record
from kanaal.core.jobs.progress import progress
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, say
from kanaal.distribution import differing, mails
from kanaal.distribution.actions import answering, returning
from kanaal.distribution.events import FileCarriedOut
from kanaal.distribution.filing import licence_orders
from kanaal.distribution.filing.judging import Judge
from kanaal.distribution.filing.kinds import FILE_KINDS
from kanaal.distribution.filing.reading import Raw, Reading, Unreadable, opened
from kanaal.distribution.filing.store import STORE
from kanaal.distribution.models import DistributorFile, FileRow
from kanaal.distribution.policy import DistributionPolicy
from kanaal.licensing.models import Agreement, Order, ReportedHolding, Return
from kanaal.people import roles
from kanaal.programme.policies import policy

BATCH = 500


def now(file: DistributorFile, work: Callable[[int], None]) -> None:
    """Do the work while its sender waits, unless it was left to the worker."""
    file.refresh_from_db(fields=["job"])
    if file.job is None:
        work(file.pk)


# --- reading


def read_file(file_id: int) -> None:
    """Read and judge a file that has been taken in. Begun again, it begins anew; one that was read stays as it is."""
    file = DistributorFile.objects.select_related("distributor").get(pk=file_id)
    if file.state != "reading":
        return
    file.all_rows.all().delete()
    file.rows = file.blank = 0
    kind = FILE_KINDS[file.kind]
    try:
        with opened(STORE.path_of(file.digest), kind) as found:
            file.header = list(found.layout.header)
            _read_rows(file, found)
            file.doubt = found.doubt.to_data() if found.doubt else None
        if not file.rows:
            raise Unreadable(say(_("No row of the file says anything. Fill in the template, and send it again.")))
    except Unreadable as no:
        file.all_rows.all().delete()
        file.fault, file.rows = no.says.to_data(), 0
    _close_reading(file)


def _close_reading(file: DistributorFile) -> None:
    with transaction.atomic():
        held = DistributorFile.locked(file.pk)
        if held.state != "reading":
            return
        file.state = held.state
        if file.kind == licence_orders.KIND:
            licence_orders.leave_incomplete(file)
        file.step("refuse" if file.fault else "check")
        file.save(update_fields=["state", "header", "fault", "doubt", "rows", "blank"])


def _read_rows(file: DistributorFile, found: Reading) -> None:
    judge = Judge(found.kind, file.distributor, found.layout)
    most = policy(DistributionPolicy).most_rows
    raws = found.rows()
    while rows := list(islice(raws, BATCH)):
        said = [row for row in rows if row.faults or row.values[found.kind.blank]]
        file.blank += len(rows) - len(said)
        file.rows += len(said)
        if file.rows > most:
            raise Unreadable(say(_("The file has more than %(most)s rows. Divide it."), most=most))
        FileRow.objects.bulk_create(_row(file, *judged) for judged in judge.batch(said))
        progress(found.table.done, found.table.size)


def _row(file: DistributorFile, raw: Raw, state: str, faults: Iterable[tuple[str, Text]]) -> FileRow:
    told = [[column, says.to_data()] for column, says in faults]
    unit = "" if state == "faulty" else raw.values[FILE_KINDS[file.kind].columns[0].key]
    if file.kind == licence_orders.KIND:
        unit = licence_orders.unit_of(raw.values)
    return FileRow(file=file, line=raw.line, unit=unit, cells=raw.cells, values=raw.values, state=state, faults=told)


# --- carrying out


def carry_out_file_now(file_id: int) -> None:
    """Carry out the rows that are sound and not done yet; what became impossible meanwhile is left over, told why."""
    file = DistributorFile.objects.select_related("distributor", "carried_out_by").get(pk=file_id)
    if file.state != "carrying":
        return
    by = _actor(file)
    done, total = 0, file.all_rows.filter(state="sound").count()
    while rows := list(file.all_rows.filter(state="sound").order_by("unit", "line")[:BATCH]):
        for group in _groups(file.kind, _whole(file.kind, rows)):
            _carry_out(file, group, by)
            done += len(group)
            progress(done, total)
    _finish(file, by)


def _actor(file: DistributorFile) -> Actor | None:
    """Whoever had it carried out, in the role of then, if it is held still."""
    person, (kind, _mark, number) = file.carried_out_by, file.carried_out_role.partition(":")
    if person is None or not number.isdigit():
        return None
    role, _subject = roles.load(person.pk, Role(kind, int(number)))
    return Actor("person", person.pk, str(person), person.email, role) if role else None


def _whole(kind: str, rows: Sequence[FileRow]) -> Sequence[FileRow]:
    """Of a full batch of orders the last one may go on in the next: it waits for it, unless it is the only one."""
    if kind != licence_orders.KIND or len(rows) < BATCH:
        return rows
    return [row for row in rows if row.unit != rows[-1].unit] or rows


def _groups(kind: str, rows: Sequence[FileRow]) -> Iterator[list[FileRow]]:
    """Rows that are one intention: of one order under one number, of one customer's report; else each by itself."""
    found: dict[tuple[str, ...], list[FileRow]] = {}
    for row in rows:
        values = row.values
        if kind == "answers":
            key = (
                values["order"],
                values["answer"],
                *(values.get(one, "") for one in ("order_number", "reason", "note")),
            )
            nth = sum(one.values["order_line"] == values["order_line"] for one in found.get((*key, "0"), []))
            found.setdefault((*key, str(nth)), []).append(row)
        elif kind == licence_orders.KIND:
            found.setdefault((row.unit,), []).append(row)
        elif kind == "stock":
            found.setdefault((values["agreement"], values["reported_on"]), []).append(row)
        else:
            found[str(row.line),] = [row]
    yield from found.values()


def _carry_out(file: DistributorFile, group: list[FileRow], by: Actor | None) -> None:
    """All of a group, or, where that is refused, each of its rows by itself: the good ones are not lost."""
    try:
        _at_once(file, group, by)
    except Refusal as no:
        if file.kind == licence_orders.KIND:
            for row in group:
                _leave(row, no)
        elif len(group) > 1:
            for row in group:
                _carry_out(file, [row], by)
        else:
            _leave(group[0], no)


def _at_once(file: DistributorFile, group: list[FileRow], by: Actor | None) -> None:
    with transaction.atomic():
        pks = [row.pk for row in group]
        held = list(FileRow.objects.select_for_update().filter(pk__in=pks, state="sound").order_by("pk"))
        if not held:
            return  # somebody else carries it out at this very moment
        if by is None:
            raise NobodyActs
        state = ACTS[file.kind](file, held, by)
        FileRow.objects.filter(pk__in=[row.pk for row in held]).update(state=state)


def _leave(row: FileRow, no: Refusal) -> None:
    """Why it could not be done, as things are now."""
    if isinstance(no, NotAllowed):
        told = [["", text.to_data()] for one in no.decision.reasons for text in (one.says, one.remedy) if text]
    else:
        told = [["", text.to_data()] for text in (no.says, no.remedy) if text]
    FileRow.objects.filter(pk=row.pk, state="sound").update(state="faulty", faults=told)


class NobodyActs(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("Whoever had the file carried out acts for the distributor no more.")),
            remedy=say(_("Send these rows again.")),
        )


def _answer(file: DistributorFile, rows: Sequence[FileRow], by: Actor) -> str:
    first = rows[0].values
    order = Order.objects.select_related("agreement", "partner", "distributor").get(
        number=first["order"], distributor=file.distributor
    )
    quantities = {int(row.values["order_line"]): int(row.values["quantity"]) for row in rows}
    try:
        if first["answer"] == "confirm":
            answering.confirm_order(order, quantities=quantities, order_number=first["order_number"], by=by)
        else:
            said = {key: first.get(key, "") for key in ("reason", "note")}
            answering.refuse_lines(order, quantities=quantities, by=by, **said)
    except answering.AnsweredAlready:
        return "already"
    return "done"


def _return(file: DistributorFile, rows: Sequence[FileRow], by: Actor) -> str:
    said = rows[0].values
    found = Return.objects.select_related("order__agreement", "order__partner", "order__distributor")
    one = found.get(number=said["return"], order__distributor=file.distributor)
    if said["answer"] == "request":
        returning.request_return(one, by=by)
    elif said["answer"] == "refuse":
        returning.refuse_return(one, reason=said["reason"], note=said.get("note", ""), by=by)
    else:
        returning.pass_on_credit(one, credit_number=said["credit_number"], by=by)
    return "done"


def _stock(file: DistributorFile, rows: Sequence[FileRow], by: Actor) -> str:
    """The report of a customer on a day takes the place of an earlier one of that day."""
    agreement = Agreement.objects.get(number=rows[0].values["agreement"])
    day, label = dt.date.fromisoformat(rows[0].values["reported_on"]), _label(file)
    mine = ReportedHolding.objects.filter(distributor=file.distributor, agreement=agreement, reported_on=day)
    mine.exclude(file=label).delete()
    for row in rows:
        mine.update_or_create(
            distributor=file.distributor,
            agreement=agreement,
            reported_on=day,
            sku=row.values["sku"],
            defaults={"quantity": int(row.values["quantity"]), "file": label},
        )
    return "done"


def _label(file: DistributorFile) -> str:
    """By which what was reported names its file."""
    return f"{file.name} #{file.pk}"[:160]


ACTS: dict[str, Callable[[DistributorFile, Sequence[FileRow], Actor], str]] = {
    "answers": _answer,
    "returns": _return,
    "stock": _stock,
    "orders": licence_orders.carry_out,
}


def _finish(file: DistributorFile, by: Actor | None) -> None:
    if file.kind == "stock":
        differing.look_at(_reported_on(file))
    with transaction.atomic():
        held = DistributorFile.locked(file.pk)
        if held.state != "carrying":
            return
        held.step("finish")
        held.done_at = clock.now()
        held.save(update_fields=["state", "done_at"])
        counts: dict[str, Any] = {key: held.all_rows.filter(state=key).count() for key in ("done", "already", "faulty")}
        fact = FileCarriedOut(kind=held.kind, done=counts["done"], faulty=counts["faulty"])
        record(fact, about=held, by=by or actor_gone(file), person_id=file.carried_out_by_id)
        if held.job and file.carried_out_by is not None:
            mails.file_done(held, file.carried_out_by, **counts)


def _reported_on(file: DistributorFile) -> list[int]:
    """The agreements of which something stands in a stock report that was taken in."""
    label = _label(file)
    rows = ReportedHolding.objects.filter(distributor=file.distributor, file=label).order_by("agreement")
    return list(rows.values_list("agreement", flat=True).distinct())


def actor_gone(file: DistributorFile) -> Actor:
    """Who began it, for the record, though they act no more."""
    person = file.carried_out_by
    return Actor("person", person.pk if person else None, str(person or ""))
