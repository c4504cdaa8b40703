"""What the helpdesk does when a lower module reports something."""

from __future__ import annotations

from kanaal.helpdesk.models import Request
from kanaal.people import erasure
from kanaal.people.models import Person


def empty_requests(person: Person, erased: erasure.Erased) -> None:
    """What an erased person wrote goes; that something was asked and decided stays (L5)."""
    mine = Request.objects.filter(asked_by=person)
    mine.filter(state="open").update(state="withdrawn")
    mine.update(reason="", answer="")


erasure.ERASERS.append(empty_requests)
