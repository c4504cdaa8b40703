"""*Why can't I …*: the very permission that guards the door, asked for whoever reads (H3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from inspect import signature
from types import SimpleNamespace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from kanaal.cases.links import new_case
from kanaal.core.actors import Actor, Role
from kanaal.core.decisions import ALL, Decision
from kanaal.core.registry import lists
from kanaal.helpcentre.answers import PLACE
from kanaal.helpcentre.library import Article
from kanaal.helpcentre.policy import place_meant
from kanaal.helpdesk import kinds
from kanaal.levels.permissions import Wish
from kanaal.partners import doors, rooms
from kanaal.partners.models import Contact, Partner
from kanaal.partners.policy import LevelsPolicy, Place
from kanaal.partners.queries import latest_enrolment_of, remember_contact
from kanaal.people.models import Person
from kanaal.programme import releases
from kanaal.programme.policies import policy

REQUEST = "request"
"""In `why` of an article: whether one may ask for what its request is about."""


@dataclass(frozen=True)
class Way:
    """The one button that helps."""

    label: str
    url: str


def company_of(actor: Actor) -> Partner | None:
    """The company for which the actor acts here."""
    if not actor.acts_as("contact") or actor.role is None or actor.person_id is None:
        return None
    found = Contact.objects.filter(pk=actor.role.id, person_id=actor.person_id, active=True)
    contact = found.select_related("partner").first()
    return remember_contact(contact) if contact else None


def _next_level(actor: Actor) -> Wish | None:
    partner, levels = company_of(actor), policy(LevelsPolicy)
    mine = levels.get(partner.level) if partner else None
    above = levels.above(mine) if mine else ()
    return Wish(partner, above[0]) if partner and above else None


SUBJECTS: dict[str, Callable[[Actor], Any]] = {
    "Partner": company_of,
    "Enrolment": lambda actor: latest_enrolment_of(actor.person_id),
    "Person": lambda actor: Person.objects.filter(pk=actor.person_id or 0).first(),
    "Wish": _next_level,
}
"""What conditions ask about (the type of their subject) → which one it would be for an actor."""
WITHOUT = frozenset({"object", "Any"})
"""Subjects of conditions that look at the actor alone."""


def about(name: str) -> set[str]:
    """The types of what a permission's conditions ask about: `{"Partner"}`."""
    asked = (list(signature(one.ask).parameters.values())[1].annotation for one in ALL[name].conditions)
    return {str(kind).removesuffix(" | None") for kind in asked} - WITHOUT


def explain(article: Article, actor: Actor, roles: Iterable[Role]) -> Decision | None:
    """The decision of the article's own door for this actor; None where the article asks for none."""
    entry = article.entry
    if entry.why == REQUEST:
        kind = kinds.KINDS.get(entry.request)
        return kinds.decide(kind, actor)[1] if kind else None
    if entry.why == PLACE:
        place = place_meant(releases.current().pack, entry.place)
        return explain_place(place, actor, roles) if place else None
    return explain_permission(entry.why, actor, roles) if entry.why in ALL else None


def target_of(article: Article) -> str:
    """What an agent asks for, to see the same of somebody else (`kanaal why`)."""
    entry = article.entry
    if entry.why == REQUEST:
        return kinds.KINDS[entry.request].may_ask.name if entry.request in kinds.KINDS else ""
    place = place_meant(releases.current().pack, entry.place) if entry.why == PLACE else None
    return place.key if place else entry.why


def explain_place(place: Place, actor: Actor, roles: Iterable[Role]) -> Decision:
    """The door of a place of the programme. Nobody's contact reads why the portal itself is shut (P7)."""
    partner = company_of(actor)
    return rooms.decide(actor, partner, place) if partner else _nobodys_contact(actor, roles)


def explain_permission(name: str, actor: Actor, roles: Iterable[Role]) -> Decision | None:
    """A permission by name, about what it would be about for this actor; None where that can't be told."""
    asked = about(name)
    if not asked:
        return ALL[name].explain(actor, None)
    if len(asked) > 1 or not asked <= SUBJECTS.keys():
        return None
    kind = asked.pop()
    subject = SUBJECTS[kind](actor)
    if subject is not None:
        return ALL[name].explain(actor, subject)
    of_a_company = kind in ("Partner", "Wish") and company_of(actor) is None
    return _nobodys_contact(actor, roles) if of_a_company else None


def _nobodys_contact(actor: Actor, roles: Iterable[Role]) -> Decision:
    return doors.explain_no_contact(actor, SimpleNamespace(roles=list(roles)))


def way_out(article: Article, decision: Decision, actor: Actor) -> Way:
    """What helps most: the link of what fails first, else the request that solves it, else a case (H1, H2). Where
    nothing fails, too: what was asked for, or a case for what no rule knows of.
    """
    for finding in decision.reasons:
        if finding.link:
            return Way(str(finding.link_label or gettext("What you can do")), finding.link)
    return request_for(article, actor) or case_about(article, decision)


def request_for(article: Article, actor: Actor) -> Way | None:
    """The request that the system carries out, for whoever may ask it."""
    kind = kinds.KINDS.get(article.entry.request)
    if kind is None or not kinds.decide(kind, actor)[1].allowed:
        return None
    return Way(gettext(kind.label), reverse("ask-request", args=[kind.key]))


def case_about(article: Article, decision: Decision | None = None) -> Way:
    """A case with what we know filled in, so that nobody has to tell it again."""
    found = [f"- {finding.says}" for finding in decision.findings] if decision else []
    text = "\n".join([str(decision.headline), *found, ""]) if decision else ""
    return Way(gettext("Ask the helpdesk"), new_case("", article.title[:120], text))


@lists("Subjects that the help centre finds")
def _subjects() -> Iterable[str]:
    return sorted(SUBJECTS)
