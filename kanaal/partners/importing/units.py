"""A company of a table with its people, as sound values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Person:
    """A contact as one line has it. `kind` is empty where the table leaves it to us."""

    line: int
    email: str
    name: str
    job_title: str
    kind: str
    since: dt.date | None


@dataclass
class Company:
    """`values` holds only what the table says: field of `Partner` → value. What it leaves empty stays as it is."""

    line: int
    external_id: str
    number: str
    values: dict[str, Any] = field(default_factory=dict)
    domains: tuple[str, ...] = ()
    people: list[Person] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lacks_people: bool = False
    """Is a contact of the table left out, since its row is refused?"""

    @property
    def key(self) -> str:
        return self.external_id or self.number

    @property
    def label(self) -> str:
        return f"{self.values['name']} ({self.key})" if "name" in self.values else self.key
