"""What happens at the sign-in door, kept as events about the person (L4): they can read it among their own data."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from kanaal.core.actors import STRANGER, Actor
from kanaal.core.events import Fact, record
from kanaal.people.events import SignInFailed
from kanaal.people.models import Person
from kanaal.people.queries import by_address
from kanaal.people.visitors import address_of, browser_of

NOBODY = 0


def keep(fact: Fact, person: Person, by: Actor | None = None) -> None:
    """Keep what allauth reports about a person; without another actor it was the person."""
    oneself = Actor(kind="person", person_id=person.pk, name=str(person), email=person.email)
    with transaction.atomic():
        record(fact, about=person, by=by or oneself, person_id=person.pk)


def sign_in_failed(request: Any, email: str) -> None:
    """Keep a failed sign-in.

    For an address that nobody has, the same is written about nobody: otherwise the time that the answer takes would
    tell which addresses are known.
    """
    person = by_address(email) or Person(pk=NOBODY)
    fact = SignInFailed(address=address_of(request), browser=browser_of(request))
    with transaction.atomic():
        record(fact, about=person, by=STRANGER, person_id=person.pk or None)
