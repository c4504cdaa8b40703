"""Requests under way: Bo would be primary contact, Stellan's company come back, Nordlicht's branch let in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kanaal.helpdesk.actions import ask_request
from kanaal.helpdesk.models import Request
from kanaal.people.models import Person
from kanaal.site.world import cast

ASKED: tuple[tuple[str, str, dict[str, Any], str], ...] = (
    ("bo", "primary_swap", {}, "Anna gaat in januari met verlof en draagt het programma aan mij over."),
    ("stellan", "reinstatement", {}, "We missed the renewal while we moved house; we would like to go on."),
)
BRANCH = ("nordlicht", {"domain": "nordlicht-graz.at"}, "Our branch in Graz has its own domain.")


def build(tell: Callable[[str], None]) -> None:
    """By the real action; whoever asked already is left alone."""
    from kanaal.site.world.build import acting  # noqa: PLC0415 - it calls this file

    tell("asking the helpdesk")
    primary = next(c.person for c in cast.company(BRANCH[0]).contacts if c.kind == "primary")
    for who, kind, values, reason in (*ASKED, (primary, "branch_domain", *BRANCH[1:])):
        person = Person.objects.get(email=cast.person(who).email)
        if not Request.objects.filter(kind=kind, asked_by=person).exists():
            ask_request(kind, values=values, reason=reason, by=acting(person))
