"""How articles are laid out on pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from kanaal.helpcentre import diagnoses
from kanaal.helpcentre.leads import public_lead_of
from kanaal.helpcentre.library import OWN, Article, Library
from kanaal.helpcentre.search import Found
from kanaal.helpcentre.situations import situation
from kanaal.partners.queries import remember_contact

CATEGORIES = {
    "begin": (_("Beginning and signing in"), "log-in"),
    "people": (_("Your company and its people"), "users"),
    "level": (_("Membership and level"), "badge-check"),
    "sales": (_("Selling and prices"), "tags"),
    "training": (_("Training and certificates"), "graduation-cap"),
    "licences": (_("Licences for customers"), "key-round"),
    "contracts": (_("Contracts and serial numbers"), "file-text"),
    "rebates": (_("Rebates and sales reports"), "banknote"),
    "helpdesk": (_("The helpdesk"), "life-buoy"),
    OWN: (_("More about this programme"), "book-open"),
}
RELATED, OPEN = 4, 5
"""So many articles stand beside one, and so many of a category stand open."""


@dataclass(frozen=True)
class Category:
    """`first` stands open, `more` is unfolded."""

    label: str
    icon: str
    articles: list[Article]

    @property
    def first(self) -> list[Article]:
        return self.articles[:OPEN] if len(self.articles) > OPEN + 1 else self.articles

    @property
    def more(self) -> list[Article]:
        return self.articles[len(self.first) :]


@dataclass(frozen=True)
class Result:
    """An article that was found, and the piece of it that fits, its words marked."""

    article: Article
    piece: SafeString


def categories(mine: Library) -> list[Category]:
    """Those that have articles, in their order."""
    made = [
        Category(gettext(label), icon, [a for a in mine.articles if a.entry.category == key])
        for key, (label, icon) in CATEGORIES.items()
    ]
    return [category for category in made if category.articles]


def results(found: list[tuple[Article, Found]]) -> list[Result]:
    return [Result(article, _marked(one)) for article, one in found]


def _marked(found: Found) -> SafeString:
    parts = ((format_html("<mark>{}</mark>", text) if mark else text,) for text, mark in found.piece)
    return format_html_join("", "{}", parts)


def _asker(request: Any) -> diagnoses.Asker:
    known = remember_contact(request.subject) if request.actor.acts_as("contact") else None
    return diagnoses.Asker(request.actor, request.roles, known)


def article(found: Article, mine: Library, request: Any) -> dict[str, Any]:
    """The article; and for whoever has signed in their own case, and the one button that helps."""
    actor = request.actor
    staff = actor.acts_as("staff")
    asker = _asker(request)
    own = situation(found.key, asker) if actor.signed_in and not staff else None
    asks = bool(found.entry.why)
    decision = diagnoses.explain(found, asker) if asks and actor.signed_in and not staff else None
    if own and decision and not decision.allowed and not actor.acts_as("contact"):
        decision = None  # a customer's own answer is no door of a partner's
    ways = diagnoses.ways(found, decision, asker) if decision else ()
    return {
        "article": found,
        "decision": decision,
        "ways": ways,
        "lead": public_lead_of(found.entry) if not decision and not staff else None,
        "situation": own,
        "besides": diagnoses.besides(found, asker) if decision else (),
        "case": diagnoses.case_about(found, decision) if actor.signed_in and not staff else None,
        "may_sign_in": asks and not actor.signed_in,
        "look_at": diagnoses.target_of(found) if staff and asks else "",
        "near": mine.near(found)[:RELATED],
        "category": gettext(CATEGORIES[found.entry.category][0]),
    }
