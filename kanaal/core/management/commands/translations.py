"""`kanaal translations`: keep the catalogues up to date (`update`), and say what they lack (`check`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kanaal.core.i18n import catalogue
from kanaal.core.i18n.extract import messages

ROOT = Path(__file__).resolve().parents[3]


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["update", "check"])

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        found = set(messages(ROOT))
        files = sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
        wrong = [line for file in files for line in self.look_at(what, file, found)]
        for line in wrong:
            self.stderr.write(line)
        if wrong:
            raise CommandError(f"{len(wrong)} message(s) to translate. Write them, then check again.")
        state = "written to" if what == "update" else "complete in"
        self.stdout.write(f"{len(found)} messages, {state} {', '.join(f.parts[-3] for f in files)}.")

    def look_at(self, what: str, file: Path, found: set[Any]) -> list[str]:
        language = file.parts[-3]
        if what == "update":
            catalogue.update(file, language, found)
            return []
        return list(catalogue.faults(file, language, found))
