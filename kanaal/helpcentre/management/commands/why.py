"""`kanaal why PERSON PERMISSION`: why somebody can't do something, for an agent on the telephone (H3)."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text
from kanaal.helpcentre import why
from kanaal.people.roles import KINDS
from kanaal.programme import releases

ALLOWED, REFUSED, NOT_FOUND = 0, 1, 2


class Command(BaseCommand):
    help = (
        "Why can't this person do that? Prints every condition with what it found, for each of the person's roles. "
        f"Ends with {ALLOWED} when one of the roles may, {REFUSED} when none may, {NOT_FOUND} when nobody or nothing "
        "is called so, or when it can't be told."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("person", help="the e-mail address of the person's ID")
        parser.add_argument("permission", help="a permission (partners.invite_contact) or the key of a place")
        parser.add_argument("--language", default="en", help="in which language, as in an address: nl, en")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            code = self.tell(options["person"], options["permission"])
        if code != ALLOWED:
            sys.exit(code)

    def tell(self, email: str, asked: str) -> int:
        try:
            seen = why.seen(why.person_called(email), why.target_called(asked))
        except (Refusal, releases.NoRelease) as refusal:
            self.stderr.write(str(refusal))
            return NOT_FOUND
        for one in seen:
            self.tell_one(one)
        decisions = [one.decision for one in seen if one.decision is not None]
        if not decisions:
            return NOT_FOUND
        return ALLOWED if any(decision.allowed for decision in decisions) else REFUSED

    def tell_one(self, one: why.Seen) -> None:
        """One role: the sum of it, what stands in the way with the way out, then what is all right."""
        if one.role is not None:
            self.stdout.write(f"{Text(KINDS[one.role.kind].label)}: {one.role.label}")
        if one.decision is None:
            depends = translation.gettext("It depends on which one it is about: look at its own page.")
            self.stdout.write(f"  {depends}")
            return
        self.stdout.write(f"  {one.decision.headline}")
        for finding in sorted(one.decision.findings, key=lambda f: f.met):
            self.stdout.write(f"  {'✓' if finding.met else '✗'} {finding.says}")
            if not finding.met and finding.remedy:
                self.stdout.write(f"      {finding.remedy}")
            if not finding.met and finding.link:
                self.stdout.write(f"      {finding.link}")
