"""`python -m bench`: measure on SQLite, then on a PostgreSQL of its own where one is installed; print the tables."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import finding, importing, pages, report
from bench.installation import ROOT

QUICK = pages.Plan(rounds=2, pages=20, bares=200)


def main() -> None:
    asked = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped, and cleared away
    if asked.here:
        _measure(asked)
        return
    began = time.monotonic()
    for database in asked.database.split(","):
        _start(database, sys.argv[1:])
    print(f"Took {time.monotonic() - began:.0f} s.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="little of everything: shows that it runs, no figures")
    parser.add_argument("--rows", default="", help="sizes of the tables: 1000,100000")
    parser.add_argument("--import-rows", default="", help="lengths of the imported files: 5000,50000")
    parser.add_argument("--find-rows", default="", help="accounts among which is searched: 10000,100000,1000000")
    parser.add_argument("--rounds", type=int, default=5, help="interleaved rounds, at least five for a figure")
    parser.add_argument("--only", choices=["pages", "import", "finding"], help="only this part")
    parser.add_argument("--database", default="sqlite,postgresql", help="which, separated by a comma")
    parser.add_argument("--here", action="store_true", help="on the database of DATABASE_URL (empty: SQLite)")
    return parser.parse_args()


def _start(database: str, arguments: list[str]) -> None:
    """Measure in a process of its own, whose environment names the database."""
    command = [sys.executable, "-m", "bench", "--here", *arguments]
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    if database == "postgresql":
        if subprocess.run([ROOT / "tools" / "find_postgres.sh"], capture_output=True, check=False).returncode:
            print("PostgreSQL: left out, no server is installed here.")
            return
        command = [str(ROOT / "tools" / "with_postgres.sh"), *command]
        env["POSTGRES_DURABLE"] = "1"  # as a real one: every commit waits for the disk
    subprocess.run(command, cwd=ROOT, env=env, check=True)


def _measure(asked: argparse.Namespace) -> None:
    name = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
    sizes = _sizes(asked.rows, [100, 500] if asked.quick else [1000, 100_000])
    lengths = _sizes(asked.import_rows, [200, 400] if asked.quick else [5000, 50_000])
    accounts = _sizes(asked.find_rows, [500] if asked.quick else [10_000, 100_000])
    plan = QUICK if asked.quick else pages.Plan(rounds=asked.rounds)
    with tempfile.TemporaryDirectory(prefix="kanaal-bench-") as folder:
        if asked.only in (None, "pages"):
            measured = pages.measure(Path(folder), sizes, plan)
            print(report.pages(f"== {name}: pages, medians of {plan.rounds} rounds ==", measured), flush=True)
        if asked.only in (None, "import"):
            runs = importing.measure(Path(folder), lengths)
            print(report.imports(f"\n== {name}: import of partners ==", runs), flush=True)
        if asked.only in (None, "finding"):
            found = finding.measure(Path(folder), accounts)
            print(finding.shown(f"\n== {name}: finding accounts ==", found), flush=True)
    print()


def _sizes(given: str, usual: list[int]) -> list[int]:
    return sorted(int(size) for size in given.split(",")) if given else usual


if __name__ == "__main__":
    main()
