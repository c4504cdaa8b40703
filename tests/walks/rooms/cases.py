"""Cases in the walks: the pages of whoever asks, and of the helpdesk."""

from __future__ import annotations

from kanaal.cases.actions.asking import open_case
from kanaal.cases.actions.working import ask_about_case, note_case
from kanaal.cases.models import Case
from tests import world

PAGES = [
    ("anna", "/cases/"), ("anna", "/cases/new/"), ("anna", "/cases/{case}/"), ("dirk", "/cases/new/"),
    ("vera", "/cases/queue/"), ("vera", "/cases/{case}/"), ("vera", "/cases/{case}/answer/"),
    ("vera", "/cases/{case}/move/"), ("vera", "/cases/mails/"), ("auditor", "/cases/{case}/"),
]  # fmt: skip
PUBLIC: list[str] = []


def make_world() -> dict[str, int]:
    """Two cases of Lindeboom, one of which waits for its asker."""
    found = Case.objects.order_by("pk").first()
    if found is None:
        agent = world.actor(world.agent(), "staff")
        found = open_case(category="prices", subject="Kolom drie", body="Kolom drie?", by=world.actor(world.bo()))
        open_case(category="other", subject="Logo", body="Logo?", by=world.actor(world.anna()))
        ask_about_case(found, body="Welke lijst?", by=agent)
        note_case(found, body="Kolom drie.", by=agent)
    return {"case": found.pk}
