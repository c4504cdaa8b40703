"""`kanaal events`: `verify` that nothing recorded was altered, removed or slipped in; `sign` today's head;
`export-heads`: write all signed heads to files again, to be kept elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kanaal.core import sealing
from kanaal.core.models import Event, SealHead

SHOWN = 20
"""Faults told one by one; the rest are counted."""


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify", "sign", "export-heads"])
        parser.add_argument("--heads", type=Path, help="a folder of exported heads to check against, too")

    def handle(self, *args: Any, what: str, heads: Path | None, **options: Any) -> None:
        if what == "sign":
            self.sign()
            return
        if what == "export-heads":
            self.export_heads()
            return
        sealing.seal()
        self.verify(heads)

    def export_heads(self) -> None:
        files = [sealing.export(head) for head in SealHead.objects.order_by("day")]
        says = f"{len(files)} head(s) written to {files[0].parent}." if files else "No head is signed yet."
        self.stdout.write(says)

    def verify(self, heads: Path | None) -> None:
        count, first = 0, 0
        for fault in sealing.verify(exported(heads) if heads else None):
            if count < SHOWN:
                self.stderr.write(fault.says)
            first = min(first, fault.seq) if count else fault.seq
            count += 1
        if count:
            raise CommandError(f"{count} fault(s). The first is at event {first}.")
        self.stdout.write(f"{Event.objects.count()} events, and the seal holds.")

    def sign(self) -> None:
        sealing.seal()
        head = sealing.sign_head()
        self.stdout.write(f"Signed: {head.day}, event {head.seq}." if head else "Nothing has happened yet.")


def exported(folder: Path) -> Iterator[dict[str, Any]]:
    """The heads in a folder. Raises CommandError when there are none: nothing would have been checked."""
    if not any(folder.glob("*.json")):
        raise CommandError(f"There are no heads (*.json) in {folder}.")
    for file in sorted(folder.glob("*.json")):
        yield json.loads(file.read_text())
