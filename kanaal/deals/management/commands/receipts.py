"""`kanaal receipts verify FILE`: is a receipt genuine? Offline; with `--key FILE` anywhere, without the installation's
database. `kanaal receipts key` prints the public key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kanaal.deals import receipts


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify", "key"])
        parser.add_argument("file", type=Path, nargs="?", help="the receipt, as text or as JSON")
        parser.add_argument("--key", type=Path, help="a file with public keys (PEM); our own otherwise")

    def handle(self, *args: Any, what: str, file: Path | None, key: Path | None, **options: Any) -> None:
        if what == "key":
            self.stdout.write(receipts.own_key()[1], ending="")
            return
        if file is None:
            raise CommandError("Name the file of the receipt.")
        known = read_keys(key) if key else dict([receipts.own_key()])
        try:
            given = receipts.read(file.read_text(encoding="utf-8"))
            signed_with = receipts.verify(given, known)
        except (OSError, UnicodeDecodeError, receipts.NotAReceipt, receipts.NotOurs) as error:
            raise CommandError(f"{file} is not genuine: {error}.") from error
        self.stdout.write(given.statement)
        self.stdout.write(f"Genuine: signed with the key {signed_with}.")


def read_keys(file: Path) -> dict[str, str]:
    """The keys in a PEM file; there may be several, one after the other. Raises CommandError when there is none."""
    end = "-----END PUBLIC KEY-----"
    parts = [part + end for part in file.read_text().split(end)[:-1]]
    if not parts:
        raise CommandError(f"{file} holds no public key.")
    return {f"{file.name}, {place}": part.strip() + "\n" for place, part in enumerate(parts, 1)}
