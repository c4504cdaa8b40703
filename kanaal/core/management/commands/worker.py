"""`kanaal worker`: do the background work: mails, ticks, imports. Run one, or several."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kanaal.core.jobs.worker import Worker
from kanaal.core.processes import die_with_parent


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--queues", help="only these queues, separated by commas")
        parser.add_argument("--lease", type=float, default=60, help="seconds until a killed worker's job is taken up")
        parser.add_argument("--drain", action="store_true", help="do what is due now, then end")
        parser.add_argument(
            "--with-parent", action="store_true", help="end when the process that started this one ends"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["with_parent"]:
            die_with_parent()
        queues = options["queues"].split(",") if options["queues"] else None
        worker = Worker(lease=dt.timedelta(seconds=options["lease"]), queues=queues)
        if options["drain"]:
            self.stdout.write(f"{worker.drain()} jobs done.")
        else:
            worker.run()
