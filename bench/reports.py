"""Sales reports: a report of a million lines read, judged and kept, against the database's own bulk load of these rows.

    tools/with_postgres.sh .venv/bin/python -m bench.reports 100000 1000000

The yardstick is COPY into a table of the same columns and constraints, from a file of rows that are judged already; and
the same into one without any index, which is as fast as the database takes rows at all.
"""

from __future__ import annotations

import csv
import datetime as dt
import os
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

RESELLERS, CUSTOMERS, PRODUCTS, DAYS = 2_000, 50_000, 40, 31


@dataclass(frozen=True)
class Read:
    """One report. `memory` is what the process grew by while it read, in bytes; `copied` and `bare` are the yardsticks'
    seconds."""

    lines: int
    kept: int
    refused: int
    seconds: float
    cpu: float
    memory: int
    again: float
    copied: float
    bare: float


def main(sizes: list[int]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kanaal.site.settings")
    with TemporaryDirectory() as var:
        os.environ["KANAAL_VAR"] = var
        import django  # noqa: PLC0415 - settings come first

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        reporter = _world()
        for lines in sizes:
            _tell(_measure(reporter, lines, Path(var)))


def _world() -> Any:
    """A distributor, and partners in a programme in force."""
    from django.conf import settings  # noqa: PLC0415

    from kanaal.core import clock  # noqa: PLC0415
    from kanaal.core.actors import CLOCK  # noqa: PLC0415
    from kanaal.distributors.models import Distributor  # noqa: PLC0415
    from kanaal.partners.models import Partner  # noqa: PLC0415
    from kanaal.programme.actions import publish_release  # noqa: PLC0415
    from kanaal.programme.folder import read_folder  # noqa: PLC0415

    files, _faults = read_folder(settings.KANAAL_PROGRAMMES / "adobe")
    publish_release(files, effective_from=clock.now() - dt.timedelta(days=900), by=CLOCK, note="", media=files.media)
    day = clock.today()
    Partner.objects.bulk_create(
        Partner(
            number=_member(at), name=f"Reseller {at}", country="NL", region="emea", language="nl", level="gold",
            member_since=day - dt.timedelta(days=700), term_ends=day + dt.timedelta(days=300),
        )
        for at in range(RESELLERS)
    )  # fmt: skip
    return Distributor.objects.create(
        number="DI-700001", name="Distri", country="NL", regions=["emea"], language="nl", since=day
    )


def _member(at: int) -> str:
    from stdnum import luhn  # noqa: PLC0415

    digits = str(100_001 + at)
    return f"LP-{digits}-{luhn.calc_check_digit(digits)}"


def _file(path: Path, lines: int) -> Path:
    """As an ERP writes it: semicolons, decimal commas, days with dots; one line of a thousand is bad."""
    from kanaal.catalogue.books import catalogue  # noqa: PLC0415
    from kanaal.core import clock  # noqa: PLC0415

    skus = list(catalogue().products)[:PRODUCTS]
    first = clock.today() - dt.timedelta(days=DAYS + 20)
    days = [f"{first + dt.timedelta(days=at):%d.%m.%Y}" for at in range(DAYS)]
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, delimiter=";")
        table.writerow(
            ["Verkoopdatum", "Lidnummer", "Artikelnummer", "Aantal", "Nettobedrag", "Valuta", "Eindklant", "Land",
             "Ordernummer", "Customer PO", "Factuurregel"]
        )  # fmt: skip
        for at in range(lines):
            sku = skus[at % PRODUCTS] if at % 1000 != 500 else "NO-SUCH"
            table.writerow(
                [days[at % DAYS], _member(at * 7919 % RESELLERS), sku, at % 9 + 1, f"{at % 5000 + 20},{at % 100:02d}",
                 "EUR", f"Klant {at * 104729 % CUSTOMERS} B.V.", "NL", f"DN-{70000 + at // 3}", f"PO {at // 2}",
                 f"{lines}/{at}"]
            )  # fmt: skip
    return path


def _measure(reporter: Any, lines: int, folder: Path) -> Read:
    from kanaal.core import clock  # noqa: PLC0415
    from kanaal.sellthrough import work  # noqa: PLC0415
    from kanaal.sellthrough.models import SalesReport, month_of  # noqa: PLC0415
    from kanaal.sellthrough.reading.store import take  # noqa: PLC0415

    file = _file(folder / f"{lines}.csv", lines)
    with file.open("rb") as source:
        sent = take(iter(lambda: source.read(1 << 18), b""))
    values = {"distributor": reporter, "reporter": f"distributor:{reporter.pk}", "month": month_of(clock.today()),
              "source": "file", "name": file.name, "digest": sent.digest, "sent_at": clock.now()}  # fmt: skip
    report = SalesReport.objects.create(number=f"SR-{lines}", **values)
    before, began, cpu = _memory(), time.perf_counter(), time.process_time()
    work.read_report(report.pk)
    seconds, used = time.perf_counter() - began, time.process_time() - cpu
    memory = _memory() - before
    report.refresh_from_db()
    again = SalesReport.objects.create(number=f"SR-{lines}-2", **values)
    began = time.perf_counter()
    work.read_report(again.pk)
    repeated = time.perf_counter() - began
    copied, bare = (_copied(report.pk, folder / "rows.copy", indexed=indexed) for indexed in (True, False))
    return Read(lines, report.kept, report.refused, seconds, used, memory, repeated, copied, bare)


def _copied(report: int, file: Path, *, indexed: bool) -> float:
    """Seconds for COPY of the very same rows into an empty table of the same shape."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        with (
            file.open("wb") as out,
            cursor.copy(
                f"copy (select * from sellthrough_saleline where report_id = {report}) to stdout"  # noqa: S608
            ) as copy,
        ):
            for piece in copy:
                out.write(piece)
        cursor.execute(f"create table yardstick (like sellthrough_saleline {'including all' if indexed else ''})")
        began = time.perf_counter()
        with file.open("rb") as source, cursor.copy("copy yardstick from stdin") as copy:
            while piece := source.read(1 << 18):
                copy.write(piece)
        seconds = time.perf_counter() - began
        cursor.execute("drop table yardstick")
    return seconds


def _memory() -> int:
    """The most that this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _tell(one: Read) -> None:
    print(
        f"{one.lines:,} lines: {one.kept:,} kept, {one.refused:,} refused in {one.seconds:.1f} s "
        f"({one.lines / one.seconds:,.0f} lines a second, {one.cpu:.1f} s of CPU here), {one.memory / 1e6:.0f} MB "
        f"more memory; again, all known: {one.again:.1f} s ({one.lines / one.again:,.0f} a second); COPY of the rows: "
        f"{one.copied:.1f} s with the same indexes ({one.seconds / one.copied:.1f} times), {one.bare:.1f} s with none "
        f"({one.seconds / one.bare:.1f} times)",
        flush=True,
    )


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [100_000])
