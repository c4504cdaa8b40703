"""The import of partners: `kanaal import partners FILE --apply` into an empty database, as one types it."""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bench import cpu
from bench.installation import ROOT, Installation, database, postmaster

LEVELS = ("registered", "certified", "gold", "platinum")
"""The keys of the shipped programme's levels, the lowest first."""


@dataclass(frozen=True)
class Imported:
    """One run. `seconds` of the whole command; CPU seconds of it and of the database.

    `own`: the most memory that it asked for, in bytes; `peak`: with the files that are mapped beside it, on SQLite the
    database itself up to 128 MB, which the kernel takes back when it likes.
    """

    rows: int
    apply: bool
    seconds: float
    cpu: float
    database: float
    own: int
    peak: int

    @property
    def rate(self) -> float:
        return self.rows / self.seconds

    @property
    def cost(self) -> float:
        """CPU seconds of the command and the database together: what the machine's other work can't change."""
        return self.cpu + self.database


def measure(folder: Path, sizes: list[int]) -> list[Imported]:
    """For each length the dry run, then the import. Memory is looked at in both: it shouldn't know the length."""
    found, keeper = [], postmaster()
    for rows in sizes:
        with database(f"bench_import_{rows}") as url:
            place = Installation(folder / f"import-{rows}", url)
            place.prepare(0)
            file = _table(folder / f"partners-{rows}.csv", rows)
            found.append(_run(place, file, rows, keeper, apply=False))
            found.append(_run(place, file, rows, keeper, apply=True))
    return found


def _table(file: Path, rows: int) -> Path:
    """The first rows of the sample: invented companies with their people, as a vendor would export them."""
    from kanaal.site.world.sample import HEADER  # noqa: PLC0415 - only this part needs it
    from kanaal.site.world.sample import rows as sample  # noqa: PLC0415 - as above

    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(HEADER)
        table.writerows(islice(sample(LEVELS, rows), rows))
    return file


def _run(place: Installation, file: Path, rows: int, keeper: int | None, *, apply: bool) -> Imported:
    before = cpu.seconds(keeper) if keeper else 0.0
    began = time.perf_counter()
    command = [sys.executable, "-m", "kanaal", "import", "partners", str(file), *(["--apply"] if apply else [])]
    with (place.folder / "import.txt").open("w") as out:
        process = subprocess.Popen(command, env=place.env, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
        own, used = _watch(process)
    seconds = time.perf_counter() - began
    assert process.returncode == 0, (place.folder / "import.txt").read_text()
    stored = cpu.seconds(keeper) - before if keeper else 0.0
    return Imported(rows, apply, seconds, used.ru_utime + used.ru_stime, stored, own, used.ru_maxrss * 1024)


def _watch(process: subprocess.Popen[bytes]) -> tuple[int, resource.struct_rusage]:
    """Wait for its end; answers the most memory of its own, looked at twenty times a second, and what it used."""
    own = 0
    while True:
        pid, status, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return own, used
        own = max(own, cpu.own_memory(process.pid))
        time.sleep(0.05)
