"""`kanaal accounts duplicates`: look through all accounts for those that may be one company."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from kanaal.core import clock
from kanaal.core.actors import CLOCK
from kanaal.core.refusals import Refusal
from kanaal.customers import finding
from kanaal.customers.actions.duplicates import look_for_duplicates
from kanaal.customers.asking import start
from kanaal.customers.duplicates import splink
from kanaal.customers.duplicates.looking import WAYS, go_through


class Command(BaseCommand):
    help = "Look after accounts: find duplicates for the desk to judge, build the index anew by which they are found."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        duplicates = verbs.add_parser("duplicates", help="look through all accounts; pairs go into the desk's queue")
        duplicates.add_argument("--with", dest="found_by", default="finding", choices=sorted(WAYS))
        duplicates.add_argument("--background", action="store_true", help="let the workers do it, and return at once")
        verbs.add_parser("index", help="build the index anew by which accounts are found")

    def handle(self, *args: Any, **options: Any) -> None:
        clock.refresh()
        with translation.override("en"):
            if options["verb"] == "index":
                finding.rebuild(all_over=True)
                self.stdout.write("The index is built.")
            else:
                self.duplicates(options["found_by"], background=options["background"])

    def duplicates(self, found_by: str, *, background: bool) -> None:
        """Killed, it goes on where it was when it is typed again."""
        try:
            if background:
                search = start(found_by, by=CLOCK)
                self.stdout.write(f"{search.total:,} accounts are being looked through: /desk/duplicates/.")
                return
            if found_by == "splink":
                splink.check()
            search = go_through(look_for_duplicates(found_by=found_by, by=CLOCK))
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{search.done:,} accounts looked at; {search.pairs:,} new questions: /desk/duplicates/.")
