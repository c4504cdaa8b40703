"""Persons for this module's tests, made directly; the product's own cast is tests/world.py."""

from __future__ import annotations

import re
from typing import Any

from allauth.account.models import EmailAddress
from django.test import Client

from kanaal.core.actors import Actor
from kanaal.core.models import Mail
from kanaal.people import roles
from kanaal.people.models import Person, StaffRole

PASSWORD = "a long enough secret"


def make_person(email: str = "anna@kroon.example", name: str = "Anna de Vries", **fields: Any) -> Person:
    """Somebody with an ID whose address is proved."""
    person = Person.objects.create_user(email, PASSWORD, name=name, **fields)
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return person


def make_staff(email: str = "vera@vendor.example", kind: str = "manager", name: str = "Vera Jansen") -> Person:
    person = make_person(email, name)
    StaffRole.objects.create(person=person, kind=kind)
    return person


def acting(person: Person) -> Actor:
    """The person as an actor in their first role, as a page would make it."""
    mine = roles.roles_of(person.pk)
    role = mine[0] if mine else None
    return Actor(
        kind="person", person_id=person.pk, name=str(person), email=person.email, role=role, address="10.0.0.1"
    )


def browser(person: Person | None = None, **headers: str) -> Any:
    """A test client, signed in as a person. Any, because its answers know more than their types tell."""
    client = Client(headers=headers)
    if person is not None:
        client.force_login(person)
    return client


def proved(person: Person) -> Any:
    """The same, just after the password was given once more."""
    client = browser(person)
    client.post("/id/again/", {"password": PASSWORD})
    return client


def newest_mail(to: str) -> Mail:
    mail = Mail.objects.filter(to=to).order_by("-id").first()
    assert mail is not None, f"no mail to {to}"
    return mail


def code_in(mail: Mail) -> str:
    found = re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", mail.text, re.MULTILINE)
    assert found, mail.text
    return found[1]


def link_in(mail: Mail) -> str:
    """The path of the first link in a mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", mail.text)
    assert found, mail.text
    return found[1]
