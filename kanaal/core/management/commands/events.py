"""`kanaal events`: `verify` that nothing recorded was altered, removed or slipped in; `sign` today's head."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kanaal.core import sealing
from kanaal.core.models import Event


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify", "sign"])
        parser.add_argument("--heads", type=Path, help="a folder of exported heads to check against, too")

    def handle(self, *args: Any, what: str, heads: Path | None, **options: Any) -> None:
        if what == "sign":
            self.sign()
            return
        sealing.seal()
        broken = list(sealing.verify(exported(heads) if heads else None))
        for fault in broken[:20]:
            self.stderr.write(fault.says)
        if broken:
            raise CommandError(f"{len(broken)} fault(s). The first is at event {min(b.seq for b in broken)}.")
        self.stdout.write(f"{Event.objects.count()} events, and the seal holds.")

    def sign(self) -> None:
        sealing.seal()
        head = sealing.sign_head()
        self.stdout.write(f"Signed: {head.day}, event {head.seq}." if head else "Nothing has happened yet.")


def exported(folder: Path) -> Iterator[dict[str, Any]]:
    for file in sorted(folder.glob("*.json")):
        yield json.loads(file.read_text())
