"""What this module does when a lower one reports something."""

from __future__ import annotations

from kanaal.partners.models import Enrolment
from kanaal.people import erasure
from kanaal.people.models import Person

# --- enrolment


def empty_enrolments(person: Person, erased: erasure.Erased) -> None:
    """An erased person's enrolments lose what they said; those under way are withdrawn (L5)."""
    mine = Enrolment.objects.filter(person=person)
    mine.filter(state__in=Enrolment.OPEN).update(state="withdrawn")
    mine.update(answers={}, email="", question="", decline_note="")


erasure.ERASERS.append(empty_enrolments)
