"""`kanaal house`: print all that the modules have registered."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from kanaal.site.house import printout


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(printout(), ending="")
