"""Mails about IDs that no sign-in page sends (those go through the adapter)."""

from __future__ import annotations

from typing import Any

from kanaal.core import outbox
from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.core.texts import Text
from kanaal.people.models import Person, StaffRole


def staff_role_granted(person: Person, role: StaffRole) -> Mail:
    return to_person(
        "staff_role_granted", person, person=str(person), role=Text(role.get_kind_display()), home_url=absolute("home")
    )


def staff_role_ended(person: Person, role: StaffRole) -> Mail:
    return to_person("staff_role_ended", person, person=str(person), role=Text(role.get_kind_display()))


def id_erased(to: str, language: str) -> Mail:
    """The last mail to an address that we have just forgotten: it belongs to no ID any more."""
    return outbox.post("id_erased", to=to, language=language, context={})


def to_person(mail: str, person: Person, /, **context: Any) -> Mail:
    """Promise a mail to somebody, in their language. `name` in it is theirs, unless the context says another."""
    values = {"name": str(person), **context}
    return outbox.post(mail, to=person.email, language=person.language, context=values, person_id=person.pk)
