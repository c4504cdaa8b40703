"""`python -m bench.rebates`: a rebate cycle against one hand-written aggregate over the same tables.

    .venv/bin/python -m bench.rebates --lines 200000                                            # SQLite
    POSTGRES_DURABLE=1 tools/with_postgres.sh .venv/bin/python -m bench.rebates --lines 10000000 --deals 100000 \
        --partners 10000

The tables are filled by the database itself. Of a hundred lines 95 match by their order number, 5 don't; two of a
hundred come back. The cycle is computed twice: the second time it replaces all that the first has written.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import resource
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kanaal.site.settings")
os.environ.setdefault("KANAAL_VAR", tempfile.mkdtemp(prefix="kanaal-bench-"))

BEGINS, SOLD = dt.date(2026, 7, 1), dt.date(2026, 7, 20)
_NUMBERS = "with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < %(many)s)"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.rebates", description=__doc__)
    parser.add_argument("--lines", type=int, default=200_000)
    parser.add_argument("--deals", type=int, default=2_000)
    parser.add_argument("--partners", type=int, default=200)
    asked = parser.parse_args()

    import django  # noqa: PLC0415 - the environment has to be set first

    django.setup()
    from django.apps import apps  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", verbosity=0, run_syncdb=True)
    spent = timed(lambda: fill(asked.lines, asked.deals, asked.partners))
    said("filling", spent)
    measure(asked.lines)


def measure(lines: int) -> None:
    from kanaal.rebates.actions.cycles import compute_cycle, open_cycle  # noqa: PLC0415
    from kanaal.rebates.models import Entry, Match, Statement  # noqa: PLC0415

    cycle = open_cycle("emea", BEGINS)
    bare = min(timed(aggregate) for _round in range(3))
    said("hand-written aggregate", bare)
    steps_are_told()
    first = timed(lambda: compute_cycle(cycle))
    said("cycle", first, f"{first / bare:.1f} times, {lines / first:,.0f} lines a second")
    again = timed(lambda: compute_cycle(cycle))
    said("cycle again", again, f"{again / bare:.1f} times")
    if (kept := written_by_hand()) is not None:
        said("the same entries, only written", kept, f"the cycle took {first / (kept + bare):.1f} times both by hand")
    counts = Entry.objects.count(), Match.objects.count(), Statement.objects.count()
    print("{:,} entries, {:,} lines wait, {:,} statements".format(*counts))
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB here{_server()}")


def steps_are_told() -> None:
    """Each step of a computing says how long it took."""
    from kanaal.rebates.computing import amending, bounding, closing, earning, returning, unmatched  # noqa: PLC0415

    parts = [(earning, "earn"), (bounding, "bound"), (returning, "take_back"), (returning, "release"),
             (amending, "amend"), (unmatched, "note"), (closing, "close")]  # fmt: skip
    for module, name in parts:
        setattr(module, name, _told(name, getattr(module, name)))


def _told(name: str, do: Callable[..., Any]) -> Callable[..., Any]:
    def step(*args: Any) -> Any:
        began = time.perf_counter()
        found = do(*args)
        said(f"  {name}", time.perf_counter() - began)
        return found

    return step


def aggregate() -> None:
    """What somebody would write by hand who trusts every row."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(
            """
            select l.partner_id, count(*), sum(round(l.amount_base * case l.family when 'acrobat' then 0.03
              when 'creative-cloud' then 0.03 else 0.015 end, 2))
            from sellthrough_saleline l
            join partners_partner p on p.id = l.partner_id and p.region = 'emea'
            join sales_salesorder o on o.kind = l.order_kind and o.key = l.order_key
            join sales_opportunity d on d.id = o.opportunity_id and d.partner_id = l.partner_id and d.state = 'booked'
            where l.period between '2026-07' and '2026-09' and l.quantity > 0
            group by l.partner_id
            """
        )
        cursor.fetchall()


def written_by_hand() -> float | None:
    """How long the database takes to write the entries that there are now once more, with the same indexes: no cycle
    that keeps what each line gave can be faster. Only where a table can be made like another.
    """
    from django.db import connection  # noqa: PLC0415

    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("create table kept (like rebates_entry including all)")
        columns = "line_id, cycle_id, partner_id, opportunity_id, tariff_id, kind, how, sold_on, base, earned, capped"
        columns += ", held, amount, of_id"
        again = f"insert into kept ({columns}) select {columns} from rebates_entry"  # noqa: S608
        spent = timed(lambda: cursor.execute(again))
        cursor.execute("drop table kept")
    return spent


def fill(lines: int, deals: int, partners: int) -> None:
    """One row of each made by hand, multiplied by the database."""
    from django.db import connection, transaction  # noqa: PLC0415

    with transaction.atomic():
        partner, deal, order, line = templates()
        many(partner, partners - 1, {"name": "'P ' || s.n", "number": "'CP-' || (500000 + s.n)"})
        first = partner.pk
        mine = f"({first} + s.n % {partners})"
        many(deal, deals - 1, {"number": "'OPP-B' || s.n", "partner_id": mine})
        many(order, deals - 1, {"opportunity_id": f"({deal.pk} + s.n)", "number": "'D' || s.n", "key": "'D' || s.n"})
        which = f"(s.n % {deals})"
        many(line, lines - 1, {
            "line": "s.n", "identity": "'L' || s.n", "partner_id": f"({first} + {which} % {partners})",
            "order_key": f"case when s.n % 20 = 0 then 'X' || s.n else 'D' || {which} end",
            "family": "case s.n % 3 when 0 then 'acrobat' when 1 then 'creative-cloud' else 'stock' end",
            "amount_base": f"((s.n % 900) + 0.37) * case when {which} % 50 = 0 then 40 else 1 end",
            "returned": "case when s.n % 50 = 1 then 2 else 0 end",
        })  # fmt: skip
        returned(line)
    with connection.cursor() as cursor:
        cursor.execute("analyze")


def templates() -> tuple[Any, Any, Any, Any]:
    from kanaal.core import clock  # noqa: PLC0415
    from kanaal.customers.models import Account  # noqa: PLC0415
    from kanaal.partners.models import Partner  # noqa: PLC0415
    from kanaal.people.models import Person  # noqa: PLC0415
    from kanaal.programme.folder import read_folder  # noqa: PLC0415
    from kanaal.programme.models import Release  # noqa: PLC0415
    from kanaal.programme.pack import Pack  # noqa: PLC0415
    from kanaal.sales.models import Opportunity  # noqa: PLC0415
    from kanaal.sellthrough.models import SaleLine, SalesReport  # noqa: PLC0415

    files, _faults = read_folder(Path(__file__).resolve().parent.parent / "programmes" / "adobe")
    then = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    pack = dict(files)
    Release.objects.create(number=1, name="bench", effective_from=then, published_at=then, digest=Pack(pack).digest,
                           files=pack)  # fmt: skip
    now = clock.now()
    person = Person.objects.create_user("bo@bench.example", "x", name="Bo", language="en")
    account = Account.objects.create(number="AC-1", name="Customer", country="NL", town="Hilversum", segment="com",
                                     made_at=now)  # fmt: skip
    partner = Partner.objects.create(number="CP-500000", name="P 0", country="NL", region="emea", language="nl",
                                     level="gold", member_since=then.date(), term_ends=dt.date(2030, 1, 1))  # fmt: skip
    deal = Opportunity.objects.create(
        number="OPP-B0", partner=partner, owner=person, account=account, name="Deal", state="booked", stage="execute",
        deal_type="new-business", need="project", segment="com", amount=1000, currency="EUR", close_on=SOLD,
        made_at=now, touched_at=now, closed_at=now,
    )  # fmt: skip
    order = deal.orders.create(kind="distributor-order", number="D0", key="D0", added_at=now)
    report = SalesReport.objects.create(number="SR-1", partner=partner, reporter="partner:1", month="2026-07",
                                        source="file", name="x", digest="x", state="taken", sent_at=now)  # fmt: skip
    line = SaleLine.objects.create(
        report=report, line=0, reporter="partner:1", identity="L0", partner=partner, sold_on=SOLD, period="2026-07",
        order_kind="distributor-order", order_number="D0", order_key="D0", sku="AC-01-T12", family="acrobat",
        quantity=10, amount=100, currency="EUR", rate=1, amount_base=100, base_currency="EUR", taken_at=now,
    )  # fmt: skip
    return partner, deal, order, line


def many(row: Any, count: int, changed: Mapping[str, str]) -> None:
    """So many copies of a row, with ids that follow it; `changed` are expressions over `s.n`, counted from 1."""
    from django.db import connection  # noqa: PLC0415

    table = row._meta.db_table
    columns = [field.column for field in row._meta.concrete_fields]
    values = ", ".join(_value(column, row, changed) for column in columns)
    numbers = f"generate_series(1, {count}) as s(n)"
    before = ""
    if connection.vendor == "sqlite":
        before, numbers = _NUMBERS % {"many": count}, "numbers s"
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {table} ({', '.join(columns)}) {before} select {values} from {table} t, {numbers} "  # noqa: S608
            f"where t.id = {row.pk}"
        )
        if connection.vendor == "postgresql":
            cursor.execute(f"select setval(pg_get_serial_sequence('{table}', 'id'), {row.pk + count})")


def _value(column: str, row: Any, changed: Mapping[str, str]) -> str:
    return f"{row.pk} + s.n" if column == row._meta.pk.column else changed.get(column, f"t.{column}")


def returned(line: Any) -> None:
    """Two of ten of each fiftieth line came back."""
    from django.db import connection  # noqa: PLC0415

    columns = [field.column for field in line._meta.concrete_fields if not field.primary_key]
    changed = {"line": "-1", "identity": "'R' || t.id", "quantity": "-2", "corrects_id": "t.id", "returned": "0",
               "report_id": "(select max(id) from sellthrough_salesreport)", "reporter": "'partner:2'"}  # fmt: skip
    changed["line"] = "t.line + 1000000000"
    values = ", ".join(changed.get(column, f"t.{column}") for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into sellthrough_saleline ({', '.join(columns)}) select {values} "  # noqa: S608
            "from sellthrough_saleline t where t.returned > 0"
        )


def timed(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def said(what: str, seconds: float, more: str = "") -> None:
    print(f"{what}: {seconds:.1f} s {more}".rstrip(), flush=True)


def _server() -> str:
    """What the database's process of this connection needed at most, where it can be seen."""
    from django.db import connection  # noqa: PLC0415

    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        pid = cursor.fetchone()[0]
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return ""
    peak = next((line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")), "0")
    return f", {int(peak) // 1024} MB in the database's process (its shared buffers included)"


if __name__ == "__main__":
    main()
