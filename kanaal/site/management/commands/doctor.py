"""`kanaal doctor`: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from kanaal.site.doctor import findings, ground, people, safety, work

ORDER = (ground, safety, work, people)
"""The modules whose checks are asked, in this order: importing them declares the checks."""
SIGNS = {"ok": "✓", "warn": "!", "bad": "✗"}
STYLES = {"ok": "SUCCESS", "warn": "WARNING", "bad": "ERROR"}


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()  # the doctor comes to the sick, too

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="for machines: a list of findings")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            found = list(findings.examine())
        if options["json"]:
            self.stdout.write(json.dumps([asdict(f) for f in found], indent=1, ensure_ascii=False))
        else:
            self._say(found)
        if any(f.level == "bad" for f in found):
            raise SystemExit(1)

    def _say(self, found: list[findings.Finding]) -> None:
        for f in found:
            style = getattr(self.style, STYLES[f.level])
            self.stdout.write(f"{style(SIGNS[f.level])} {f.subject:<10} {f.says}")
            if f.remedy:
                self.stdout.write(f"             → {f.remedy}")
        counts = {level: sum(f.level == level for f in found) for level in SIGNS}
        verdict = "All is well." if not counts["bad"] + counts["warn"] else "Look at what is marked."
        self.stdout.write(f"\n{counts['ok']} good, {counts['warn']} to look at, {counts['bad']} wrong. {verdict}")
