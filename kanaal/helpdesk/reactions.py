"""What the helpdesk does when a lower module reports something."""

from __future__ import annotations

from kanaal.helpdesk.models import Request
from kanaal.people import erasure
from kanaal.people.models import Person


def lock_requests(person: Person) -> None:
    list(Request.objects.select_for_update().filter(asked_by=person, state="open").order_by("pk"))


def empty_requests(person: Person, erased: erasure.Erased) -> None:
    """What an erased person wrote goes; that something was asked and decided stays (L5)."""
    mine = Request.objects.filter(asked_by=person)
    mine.filter(state="open").update(state="withdrawn")
    mine.update(reason="", answer="")


erasure.LOCKS.append(lock_requests)
erasure.ERASERS.append(empty_requests)
