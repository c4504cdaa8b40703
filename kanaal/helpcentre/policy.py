"""What the help centre asks of the programme: which of its places the articles mean, and blocks that name them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Annotated

from babel.lists import format_list

from kanaal.core import markdown
from kanaal.core.formats import locale_of
from kanaal.helpcentre import numbers, numbers_money  # noqa: F401 - they bring more blocks
from kanaal.partners.policy import ContactsPolicy, LevelsPolicy, Place, PlacesPolicy, TabsPolicy
from kanaal.programme.fields import key_of
from kanaal.programme.filling import Rules, block
from kanaal.programme.sections import section

PlaceKey = Annotated[str, key_of("places")]


@section("help", optional=True)
@dataclass(frozen=True)
class HelpPolicy:
    """The programme's own place for what articles are about. One that it hasn't got is left out, and so are they.

    `sales`: where deals are registered; `prices`: the price lists; `training`: courses and certificates; `console`:
    where licences are sold to customers; `own`: licences for partners' own use; `contracts`: customers' contracts;
    `licences`: what was ordered with somebody's own ID, with its serial numbers; `rebates`: what partners earn.
    """

    sales: PlaceKey | None = None
    prices: PlaceKey | None = None
    training: PlaceKey | None = None
    console: PlaceKey | None = None
    own: PlaceKey | None = None
    contracts: PlaceKey | None = None
    licences: PlaceKey | None = None
    rebates: PlaceKey | None = None


MEANT = tuple(field.name for field in fields(HelpPolicy))


def place_meant(pack: Rules, meant: str) -> Place | None:
    """The programme's place for what an article is about; None where it has none."""
    key = getattr(pack.section(HelpPolicy), meant) if pack.has(HelpPolicy) else None
    return pack.section(PlacesPolicy).get(key) if key else None


Saying = Callable[[Rules, Place, str], str]


def _name(pack: Rules, place: Place, language: str) -> str:
    return place.name.in_(language)


def _tab(pack: Rules, place: Place, language: str) -> str:
    tab = pack.section(TabsPolicy).get(place.tab)
    return tab.name.in_(language) if tab else ""


def _levels(pack: Rules, place: Place, language: str) -> str:
    opening = pack.section(LevelsPolicy).opening(place.key)
    return format_list([lv.name.in_(language) for lv in opening], style="or", locale=locale_of(language))


def _audience(pack: Rules, place: Place, language: str) -> str:
    kinds = [pack.section(ContactsPolicy).kind(key).name.in_(language) for key in place.audience]
    return format_list(kinds, style="standard", locale=locale_of(language))


SAYINGS: dict[str, Saying] = {"": _name, ".tab": _tab, ".levels": _levels, ".audience": _audience}


def _register(meant: str, ending: str, says: Saying) -> None:
    """`{{place.sales}}`, `{{place.sales.levels}}`: within a sentence, since what they make is a few words."""

    @block(f"place.{meant}{ending}")
    def _said(pack: Rules, language: str) -> str:
        place = place_meant(pack, meant)
        return markdown.quote(says(pack, place, language)) if place else ""


for _meant in MEANT:
    for _ending, _says in SAYINGS.items():
        _register(_meant, _ending, _says)


@block("kind.primary")
def primary(pack: Rules, language: str) -> str:
    """What the programme calls whoever speaks for a company."""
    return markdown.quote(pack.section(ContactsPolicy).kind("primary").name.in_(language))


@block("contacts.kinds")
def kinds(pack: Rules, language: str) -> str:
    """Each kind of contact and what it is for."""
    return "\n".join(
        f"- **{markdown.quote(kind.name.in_(language))}** – {markdown.quote(kind.summary.in_(language))}"
        for kind in pack.section(ContactsPolicy).kinds
    )
