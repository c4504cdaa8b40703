"""The places of the programme as doors (P9). Which places there are, and who may enter, is the pack's; the conditions
that a door is made of are ours. A place whose room is still to be built has a real door all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from babel.lists import format_list
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.decisions import Condition, Decision, DoorPermission, Finding, door, met, unmet
from kanaal.core.formats import locale_of
from kanaal.core.texts import Text, Words, name, say
from kanaal.partners import permissions
from kanaal.partners.models import Contact, Partner
from kanaal.partners.policy import ContactsPolicy, LevelsPolicy, Place, PlacesPolicy, Tab, TabsPolicy
from kanaal.partners.queries import contact_of, primary_of
from kanaal.programme.policies import policy

PORTAL = "partners"
"""The module whose room is where one stands when one looks at the others."""
ROOMS: dict[str, str] = {}
"""Module of a place → url name of its first page. A module that opens a room adds itself."""
SEAT_PAGES: list[str] = []
"""The url name of the page on which seats are given; the module that has it adds itself."""
APPOINTED: dict[str, Callable[[Contact], bool]] = {}
"""Module of a place → did the primary contact appoint somebody for whose kind of contact it isn't meant (V1)? A module
that keeps such appointments adds itself.
"""


@dataclass(frozen=True)
class Doorway:
    """A place, whether one may enter it, and where its link leads."""

    place: Place
    decision: Decision

    @property
    def url(self) -> str:
        """Into the room when it is open to one; else to the page that says why not, or not yet."""
        if self.decision.allowed and self.place.module in ROOMS:
            return reverse(ROOMS[self.place.module])
        return reverse("place", args=[self.place.key])

    @property
    def built(self) -> bool:
        """Is there a room behind the door yet? If not, the page says so."""
        return self.place.module in ROOMS


def door_of(place: Place) -> DoorPermission[Partner]:
    """The door of a place: membership, contact, level, kind of contact, seat; every condition says what it found."""
    conditions = [
        permissions.membership_in_force,
        permissions.contact_active,
        permissions.level_opens(place.key),
        audience_is(place.audience, place.module),
    ]
    made = door(_("open %(place)s"), *conditions, *([holds_seat] if place.needs_seat else []))
    made.name = f"partners.enter_{place.key.replace('-', '_')}"
    return made


def decide(actor: Actor, partner: Partner, place: Place) -> Decision:
    decision = door_of(place).explain(actor, partner)
    return Decision(decision.permission, say(_("open %(place)s"), place=place.name), decision.findings)


def door_into(module: str, actor: Actor, partner: Partner) -> tuple[Place, Decision] | None:
    """The programme's place that leads into a module's room, and whether it is open to a contact. Where there are
    several, any open one will do; None when the programme has none.
    """
    found = [(place, decide(actor, partner, place)) for place in policy(PlacesPolicy).places if place.module == module]
    return next((one for one in found if one[1].allowed), found[0] if found else None)


def as_the_door_says(place: Place, decision: Decision) -> Finding:
    """One finding of a whole door, for permissions that ask it beside other things: its first reason and way out."""
    if decision.allowed:
        return met(_("%(place)s is open to you"), place=place.name)
    first = decision.reasons[0]
    return Finding(
        False,
        say(_("%(place)s is not open to you: %(why)s"), place=place.name, why=first.says),
        first.remedy,
        first.link or reverse("place", args=[place.key]),
        first.link_label,
    )


def doorways(actor: Actor, partner: Partner) -> list[tuple[Tab, list[Doorway]]]:
    """All places under their tabs, each decided for the actor; no tab without a place, and not the portal itself."""
    tabs, places = policy(TabsPolicy).tabs, policy(PlacesPolicy)
    found = []
    for tab in tabs:
        under = [place for place in places.under(tab.key) if place.module != PORTAL]
        found.append((tab, [Doorway(place, decide(actor, partner, place)) for place in under]))
    return [(tab, doors) for tab, doors in found if doors]


def audience_is(kinds: tuple[str, ...], module: str = "") -> Condition[Partner]:
    """Is the place meant for the actor's kind of contact (`audience` of the pack), or were they appointed to it?"""

    def ask(actor: Actor, partner: Partner) -> Finding:
        rule, mine = policy(ContactsPolicy), contact_of(actor, partner)
        if mine is not None and mine.kind in kinds:
            return met(_("it is meant for your kind of contact, %(kind)s"), kind=rule.kind(mine.kind).name)
        appointed = APPOINTED.get(module)
        meant_for = _any_of([rule.kind(kind).name for kind in kinds])
        if appointed is None:
            return unmet(
                _("it is meant for the company's %(kind)s"),
                kind=meant_for,
                **permissions.via_primary(actor, partner),
            )
        if mine is not None and mine.active and appointed(mine):
            return met(_("you were appointed to it by your %(kind)s"), kind=_primary_kind())
        return unmet(
            _("it is meant for the company's %(kind)s, and for whom they appoint"),
            kind=meant_for,
            **permissions.to_be_appointed(actor, partner),
        )

    return Condition("audience", ask)


def _any_of(names: list[Words]) -> Words:
    """`primary or secondary contact`, as each of the programme's languages says *or*."""
    return Words(
        {code: format_list([n.in_(code) for n in names], style="or", locale=locale_of(code)) for code in names[0]}
    )


def _holds_seat(actor: Actor, partner: Partner) -> Finding:
    """P10: sales seats are counted; the primary contact needs none to come in and give them out."""
    mine = contact_of(actor, partner)
    if mine is not None and mine.active and mine.seat_since is not None:
        return met(_("you hold a sales seat"))
    if mine is not None and mine.kind == Contact.Kind.PRIMARY:
        return met(_("as %(kind)s you need no sales seat to enter"), kind=_primary_kind())
    return no_seat(actor, partner)


def no_seat(actor: Actor, partner: Partner) -> Finding:
    """Why somebody without a seat has none, and who gives one."""
    level, mine = policy(LevelsPolicy).get(partner.level), contact_of(actor, partner)
    if not level or not level.seats:
        return unmet(_("you hold no sales seat, and your level has none to give"), **_level_with_seats())
    if mine is None:
        return unmet(_("you hold no sales seat"))
    remedy, page = _seat_giver(partner, mine), next(iter(SEAT_PAGES), "")
    return unmet(
        _("you hold no sales seat"),
        remedy=remedy,
        link=reverse(page) if page else "",
        label=say(_("See who holds a seat")),
    )


def _level_with_seats() -> Mapping[str, Any]:
    """The lowest level that has seats is the way out, where there is one."""
    lowest = next((level for level in policy(LevelsPolicy).by_rank if level.seats), None)
    if lowest is None:
        return {}
    link, label = f"{reverse('levels')}#level-{lowest.key}", say(_("What %(needed)s needs"), needed=lowest.name)
    return {"remedy": say(_("Read what %(needed)s needs of you."), needed=lowest.name), "link": link, "label": label}


def _seat_giver(partner: Partner, mine: Contact) -> Text:
    primary = primary_of(partner)
    if primary is None:
        return say(_("Your %(kind)s gives seats out, in the company profile."), kind=_primary_kind())
    if primary.pk == mine.pk:
        return say(_("You give seats out yourself, in the company profile; give yourself one, too."))
    return say(
        _("%(name)s, your %(kind)s, gives seats out, in the company profile."),
        name=name(str(primary)),
        kind=_primary_kind(),
    )


def _primary_kind() -> Words:
    return policy(ContactsPolicy).kind(Contact.Kind.PRIMARY).name


holds_seat: Condition[Partner] = Condition("holds_seat", _holds_seat)
