"""The portal's tabs and the places below them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from kanaal.partners.policy.contacts import ContactKind
from kanaal.programme.fields import Key, Words, key_of, once
from kanaal.programme.sections import section


@dataclass(frozen=True)
class Tab:
    """A heading of the portal. `text` says in a line what is found there."""

    key: Annotated[Key, once("tab")]
    name: Words
    text: Words
    icon: Key


@section("tabs")
@dataclass(frozen=True)
class TabsPolicy:
    tabs: Annotated[tuple[Tab, ...], Field(min_length=1)]

    def get(self, key: str) -> Tab | None:
        return next((tab for tab in self.tabs if tab.key == key), None)


@dataclass(frozen=True)
class Place:
    """Where a contact can stand. `audience`: the kinds of contact that may enter; `needs_seat`: only with a sales
    seat; `module`: the room of the house that fills it, empty where the place is only announced.
    """

    key: Annotated[Key, once("place")]
    name: Words
    summary: Words
    tab: Annotated[str, key_of("tabs")]
    audience: Annotated[tuple[ContactKind, ...], Field(min_length=1)]
    needs_seat: bool
    module: str
    icon: Key


@section("places")
@dataclass(frozen=True)
class PlacesPolicy:
    places: Annotated[tuple[Place, ...], Field(min_length=1)]

    def get(self, key: str) -> Place | None:
        return next((place for place in self.places if place.key == key), None)

    def under(self, tab: str) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.tab == tab)
