"""`kanaal world`: build the demo's world, and say who lives in it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kanaal.site.world import build, cast


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-absent", action="store_true", help="do nothing when there is a world already")
        parser.add_argument("--companies", type=int, default=5000, help="how many partners to invent")

    def handle(self, *args: Any, if_absent: bool, companies: int, **options: Any) -> None:
        if not (settings.DEMO or settings.TESTING):
            raise CommandError("This would put invented companies among your own. It works in a demo: KANAAL_DEMO=1.")
        if not (if_absent and build.exists()):
            build.build(self._tell, companies)
        self.stdout.write(f"\n  The demo's people (password for all: {cast.DEMO_PASSWORD})\n\n")
        for one in cast.PEOPLE:
            self.stdout.write(f"    {one.email:38} {one.name}: {one.part}\n")

    def _tell(self, text: str) -> None:
        self.stdout.write(f"  … {text}")
        self.stdout.flush()
