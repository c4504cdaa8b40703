"""What several test files of this module need."""

from __future__ import annotations

import pytest

from kanaal.core.actors import Role
from kanaal.people import roles
from kanaal.people.models import Person
from kanaal.people.tests.people import make_person


@pytest.fixture
def held(monkeypatch) -> dict[int, Role]:
    """Who holds a role of the kind `guest`, which only these tests know. Its first page is the public sign-in page."""
    holders: dict[int, Role] = {}
    kind = roles.RoleKind(
        key="guest",
        label="guest",
        home="sign-in",
        roles_of=lambda person: [holders[person]] if person in holders else [],
        load=lambda person, pk: (holders[person], "a house") if person in holders else None,
    )
    monkeypatch.setitem(roles.KINDS, "guest", kind)
    return holders


@pytest.fixture
def guest(held) -> Person:
    """Somebody with a role that is not the staff's."""
    anna = make_person()
    held[anna.pk] = Role("guest", 7, "Guest house")
    return anna
