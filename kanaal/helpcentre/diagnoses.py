"""*Why can't I …*: the very permission that guards the door, asked for whoever reads (H3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from inspect import signature
from types import SimpleNamespace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from kanaal.cases.links import new_case
from kanaal.core.actors import Actor, Role
from kanaal.core.decisions import ALL, Decision
from kanaal.core.registry import lists
from kanaal.core.texts import Text, say
from kanaal.helpcentre.answers import PLACE
from kanaal.helpcentre.leads import Way, lead_of
from kanaal.helpcentre.library import Article
from kanaal.helpcentre.policy import place_meant
from kanaal.helpdesk import kinds
from kanaal.levels.permissions import Wish
from kanaal.licensing.models import Agreement
from kanaal.licensing.queries import agreements_seen_by
from kanaal.partners import doors, rooms
from kanaal.partners.models import Partner
from kanaal.partners.policy import LevelsPolicy, Place
from kanaal.partners.queries import company_of, latest_enrolment_of
from kanaal.people.models import Person
from kanaal.programme import releases
from kanaal.programme.policies import policy
from kanaal.sales import tab
from kanaal.sellthrough.reporters import reporter_of

REQUEST = "request"
"""In `why` of an article: whether one may ask for what its request is about."""


@dataclass(frozen=True)
class Asker:
    """Whoever wants to know, with the roles that they could act in; `known` is their company where it is in hand."""

    actor: Actor
    roles: Sequence[Role]
    known: Partner | None = None

    @cached_property
    def company(self) -> Partner | None:
        """The company for which they act here."""
        return self.known or company_of(self.actor)

    def explain_no_company(self) -> Decision:
        """Nobody's contact reads why the portal itself is shut (P7)."""
        return doors.explain_no_contact(self.actor, SimpleNamespace(roles=self.roles))


def _next_level(asker: Asker) -> Wish | None:
    partner, levels = asker.company, policy(LevelsPolicy)
    mine = levels.get(partner.level) if partner else None
    above = levels.above(mine) if mine else ()
    return Wish(partner, above[0]) if partner and above else None


def _agreement(asker: Asker) -> Agreement | None:
    """One that the asker administers, or the company's first customer: what may be done with one may be with all."""
    return agreements_seen_by(asker.actor).filter(state="live").order_by("name_key", "pk").first()


SUBJECTS: dict[str, Callable[[Asker], Any]] = {
    "Partner": lambda asker: asker.company,
    "Enrolment": lambda asker: latest_enrolment_of(asker.actor.person_id),
    "Person": lambda asker: Person.objects.filter(pk=asker.actor.person_id or 0).first(),
    "Wish": _next_level,
    "Agreement": _agreement,
    "Reporter": lambda asker: asker.known or reporter_of(asker.actor),
}
"""What conditions ask about (the type of their subject) → which one it would be for an actor."""
OF_PARTNERS = frozenset({"Partner", "Wish", "Reporter"})
"""Where nobody's contact reads that they are nobody's contact."""
WITHOUT = frozenset({"object", "Any"})
"""Subjects of conditions that look at the actor alone."""


BESIDES: dict[str, Callable[[Actor, Partner], Iterable[Text]]] = {"sales.enter_sales": tab.beside}
"""Permission → what else helps to find out why: whether somebody else meets the same (D2)."""
CASES: dict[str, Callable[[Actor, Partner | None, Decision], str]] = {"sales.enter_sales": tab.case_about_tab}
"""Permission → the case that is opened when nothing of it fails and it doesn't work all the same."""


def besides(article: Article, asker: Asker) -> list[Text]:
    more = BESIDES.get(article.entry.why)
    return list(more(asker.actor, asker.company)) if more and asker.company else []


def about(name: str) -> set[str]:
    """The types of what a permission's conditions ask about: `{"Partner"}`."""
    asked = (list(signature(one.ask).parameters.values())[1].annotation for one in ALL[name].conditions)
    return {str(kind).removesuffix(" | None") for kind in asked} - WITHOUT


def explain(article: Article, asker: Asker) -> Decision | None:
    """The decision of the article's own door for whoever asks; None where the article asks for none.

    What is done with agreements, somebody without any yet can't do: the door of the article's place says why.
    """
    entry = article.entry
    if entry.why == REQUEST:
        kind = kind_for(article, asker.actor)
        if kind is None or kind.subject_of(asker.actor) is not None:
            return kinds.decide(kind, asker.actor)[1] if kind else None
        return Decision(kind.may_ask.name, say(kind.may_ask.does), asker.explain_no_company().reasons)
    if entry.why == PLACE:
        return _of_place(entry.place, asker)
    found = explain_permission(entry.why, asker) if entry.why in ALL else None
    return found or (_of_place(entry.place, asker) if entry.why and entry.place else None)


def _of_place(meant: str, asker: Asker) -> Decision | None:
    place = place_meant(releases.current().pack, meant)
    return explain_place(place, asker) if place else None


def target_of(article: Article) -> str:
    """What an agent asks for, to see the same of somebody else (`kanaal why`)."""
    entry = article.entry
    if entry.why == REQUEST:
        return kinds.KINDS[entry.request].may_ask.name if entry.request in kinds.KINDS else ""
    place = place_meant(releases.current().pack, entry.place) if entry.why == PLACE else None
    return place.key if place else entry.why


def explain_place(place: Place, asker: Asker) -> Decision:
    """The door of a place of the programme."""
    partner = asker.company
    return rooms.decide(asker.actor, partner, place) if partner else asker.explain_no_company()


def explain_permission(name: str, asker: Asker) -> Decision | None:
    """A permission by name, about what it would be about for the asker; None where that can't be told."""
    asked = about(name)
    if not asked:
        return ALL[name].explain(asker.actor, None)
    if len(asked) > 1 or not asked <= SUBJECTS.keys():
        return None
    kind = asked.pop()
    subject = SUBJECTS[kind](asker)
    if subject is not None:
        return ALL[name].explain(asker.actor, subject)
    return asker.explain_no_company() if kind in OF_PARTNERS and asker.company is None else None


def ways(article: Article, decision: Decision, asker: Asker) -> list[Way]:
    """What helps, most of all first (H1, H2): the link of what fails first; else where it is done, or the request that
    does it. Last a case, with all that we know, for what no rule knows of.
    """
    asked = request_for(article, asker.actor)
    if decision.allowed:
        done = lead_of(article.entry)
        found = [asked, done] if article.entry.why == REQUEST else [done, asked]
    else:
        found = [_first_link(decision), asked]
    return [*[way for way in found if way], _case(article, decision, asker)]


def _first_link(decision: Decision) -> Way | None:
    linked = (finding for finding in decision.reasons if finding.link)
    return next((Way(str(f.link_label or gettext("What you can do")), f.link) for f in linked), None)


def _case(article: Article, decision: Decision, asker: Asker) -> Way:
    if article.entry.why in CASES:
        return Way(gettext("Ask the helpdesk"), CASES[article.entry.why](asker.actor, asker.company, decision))
    return case_about(article, decision)


def kind_for(article: Article, actor: Actor) -> kinds.RequestKind | None:
    """The kind of request that solves it: that for one's own, where the actor has something of their own."""
    own = kinds.KINDS.get(article.entry.own_request)
    return own if own and own.subject_of(actor) is not None else kinds.KINDS.get(article.entry.request)


def request_for(article: Article, actor: Actor) -> Way | None:
    """The request that the system carries out, for whoever may ask it."""
    kind = kind_for(article, actor)
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
