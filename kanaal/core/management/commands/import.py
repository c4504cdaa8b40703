"""`kanaal import NAME FILE.csv`: bring in what there is already. Says first what would happen; writes with --apply."""  # noqa: N999 - the word of the command line

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.db import OperationalError, ProgrammingError
from django.utils import translation

from kanaal.core import clock
from kanaal.core.importing import IMPORTERS, FileRefused, How, Importer, Report, run
from kanaal.core.importing.rejects import free_name

SOME_REFUSED = 3
"""The exit code when the run went well but some rows were refused, so that a script notices."""


class Command(BaseCommand):
    help = "Import a CSV file. Without --apply it only says what would happen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        names = parser.add_subparsers(dest="name", required=True, metavar="|".join(sorted(IMPORTERS)) or "NAME")
        for importer in IMPORTERS.values():
            sub = names.add_parser(importer.name, help=importer.says, description=importer.says)
            sub.add_argument("file", nargs="?", type=Path, help="a CSV file")
            sub.add_argument("--apply", action="store_true", help="write it; otherwise nothing is changed")
            for switch in importer.switches:
                sub.add_argument(f"--{switch.name}", action="store_true", help=f"{switch.help} (with --apply)")
            _add_reading(sub)

    def handle(self, *args: Any, **options: Any) -> None:
        importer = IMPORTERS[options["name"]]
        if options["columns"]:
            self._say_columns(importer)
            return
        with translation.override("en"):
            try:
                report = self._run(importer, options)
            except FileRefused as refused:
                self._fail(str(refused))
            except (OperationalError, ProgrammingError) as fault:
                self._fail(f"The database doesn't do its part: {fault}. What is wrong, and what to do: kanaal doctor")
        self.stdout.write(json.dumps(report.to_data(), indent=1) if options["json"] else "\n".join(report.lines()))
        if not options["apply"] and not options["json"]:
            self.stdout.write("\nTo do it: the same command with --apply.")
        if report.refused:
            raise SystemExit(SOME_REFUSED)

    def _run(self, importer: Importer, options: dict[str, Any]) -> Report:
        if options["file"] is None:
            raise FileRefused("Name the file to be imported.")
        switches = {switch.name: bool(options[switch.name.replace("-", "_")]) for switch in importer.switches}
        asked = [name for name, on in switches.items() if on]
        if asked and not options["apply"]:
            raise FileRefused(f"--{asked[0]} does something only together with --apply.")
        default = free_name(options["file"]) if options["apply"] else None
        how = How(
            apply=options["apply"],
            encoding=options["encoding"],
            separator={"tab": "\t"}.get(options["separator"], options["separator"]),
            dates=options["dates"],
            mapping=_pairs(options["mapping"]),
            switches=switches,
            rejects=options["rejects"] or default,
        )
        clock.refresh()
        bar = _Bar()
        try:
            return run(importer, options["file"], how, bar.tell)
        finally:
            bar.clear()

    def _say_columns(self, importer: Importer) -> None:
        for column in importer.columns:
            must = "  (must be there)" if column.required else ""
            self.stdout.write(f"{column.key}{must}\n    {column.help}")
            if column.aliases:
                self.stdout.write(f"    also called: {', '.join(column.aliases)}")

    def _fail(self, says: str) -> NoReturn:
        self.stderr.write(says)
        raise SystemExit(1)


def _add_reading(sub: ArgumentParser) -> None:
    sub.add_argument(
        "--rejects", type=Path, metavar="FILE", help="where refused rows go (with --apply: FILE-rejects.csv)"
    )
    sub.add_argument(
        "--mapping", action="append", default=[], metavar="COLUMN=HEADING", help="what a column is called in the file"
    )
    sub.add_argument("--columns", action="store_true", help="list the columns, and what is expected in them")
    sub.add_argument("--encoding", default="", help="found out if not given: utf-8, windows-1252, utf-16")
    sub.add_argument("--separator", default="", help="found out if not given: ; , | or tab")
    sub.add_argument("--dates", default="", choices=["dmy", "mdy"], help="how 03/04/2026 is meant")
    sub.add_argument("--json", action="store_true", help="the report as JSON")


def _pairs(given: list[str]) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in given]
    for key, sign, heading in pairs:
        if not (key and sign and heading):
            raise FileRefused(f"--mapping wants COLUMN=HEADING, for instance --mapping name=Firma; not {key!r}.")
    return {key.strip(): heading.strip() for key, _sign, heading in pairs}


class _Bar:
    """A line that grows, on a terminal; elsewhere nothing."""

    WIDTH = 30

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty()

    def tell(self, report: Report, done: int, size: int) -> None:
        if self.shown:
            share = min(1.0, done / size) if size else 1.0
            bar = ("█" * round(share * self.WIDTH)).ljust(self.WIDTH, "░")
            sys.stderr.write(f"\r{bar} {share:4.0%}  {report.rows:,} rows, {report.refused:,} refused ")
            sys.stderr.flush()

    def clear(self) -> None:
        if self.shown:
            sys.stderr.write("\r\x1b[K")
