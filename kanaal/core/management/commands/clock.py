"""`kanaal clock`: show the business's clock, or move it: `kanaal clock forward 30d` (or 12h, 45m)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kanaal.core import clock

UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def length_of(text: str) -> dt.timedelta:
    """`30d` → thirty days. Raises CommandError with an example when it is none."""
    found = re.fullmatch(r"(-?\d{1,5})([mhdw])", text.strip())
    if not found:
        raise CommandError(f"{text!r} is no length of time. Write it like 30d, 12h or 45m.")
    return dt.timedelta(**{UNITS[found[2]]: int(found[1])})


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="?", default="show", choices=["show", "forward", "back"])
        parser.add_argument("by", nargs="?")

    def handle(self, *args: Any, what: str, by: str | None, **options: Any) -> None:
        clock.refresh()
        if what != "show":
            length = length_of(by or "")
            try:
                clock.forward(length if what == "forward" else -length)
            except (clock.ClockNotMovable, clock.ClockRunsForward, clock.ClockTooFar) as refused:
                raise CommandError(str(refused)) from refused
        self.stdout.write(f"{clock.now():%Y-%m-%d %H:%M} UTC")
