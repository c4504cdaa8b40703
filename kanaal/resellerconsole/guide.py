"""The guide to the console (V14): chapters with the numbers of the programme in force, so that none gets old.

A pack may say a chapter in its own words (`guide/KEY.LANGUAGE.md`), and may bring chapters of its own in that folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from kanaal.core import markdown
from kanaal.licensing.policy import AgreementTerms, AgreementTermsPolicy
from kanaal.licensing.prices import level_name
from kanaal.licensing.rules.facts import LICENCE
from kanaal.programme import releases
from kanaal.programme.pack import Pack
from kanaal.programme.policies import policy

FOLDER = "guide"
CHAPTERS = (
    ("inviting", _("Inviting a customer"), "mail"),
    ("names", _("The customer's name and market segment"), "building-2"),
    ("authorising", _("Adding licences"), "circle-plus"),
    ("ordering", _("Ordering, prices and discount levels"), "shopping-cart"),
    ("payment", _("Payment required"), "circle-alert"),
    ("removing", _("Removing what was added"), "circle-minus"),
    ("renewing", _("Renewing, and the date that moves"), "refresh-cw"),
    ("returns", _("Sending an order back"), "undo-2"),
    ("contact", _("Who looks after a customer"), "user-round"),
    ("moving", _("A customer comes or goes"), "arrow-right-left"),
    ("users", _("Who uses the licences"), "users-round"),
)


@dataclass(frozen=True)
class Chapter:
    """`own`: the programme's own words, where it has some."""

    key: str
    title: str
    icon: str
    own: SafeString | None = None

    @property
    def template(self) -> str:
        return f"resellerconsole/guide/{self.key}.html"


def kinds() -> tuple[AgreementTerms, ...]:
    """The kinds of agreement that resellers invite customers to."""
    return policy(AgreementTermsPolicy).for_use("resale")


def chapters() -> list[Chapter]:
    """In their order, in the reader's language; what only the programme has stands last."""
    pack, language = releases.current().pack, get_language() or ""
    known = {key for key, _title, _icon in CHAPTERS}
    mine = [_chapter(pack, key, gettext(title), icon, language) for key, title, icon in CHAPTERS]
    return [*mine, *_own(pack, known, language)]


def _chapter(pack: Pack, key: str, title: str, icon: str, language: str) -> Chapter:
    if f"{FOLDER}/{key}" not in pack.stems(FOLDER):
        return Chapter(key, title, icon)
    own, text = _written(pack, key, language)
    return Chapter(key, own, icon, text)


def _own(pack: Pack, known: set[str], language: str) -> Iterator[Chapter]:
    for stem in pack.stems(FOLDER):
        key = stem.partition("/")[2]
        if key not in known:
            title, text = _written(pack, key, language)
            yield Chapter(key, title, "book-open", text)


def _written(pack: Pack, key: str, language: str) -> tuple[str, SafeString]:
    """Title and text of a chapter in the programme's words, its values filled in."""
    title, _sep, body = pack.markdown(f"{FOLDER}/{key}", language).strip().partition("\n")
    return title.lstrip("# ").strip(), markdown.to_html(body)


def ladder_of(kind: AgreementTerms) -> list[tuple[object, int]]:
    """Names of the discount levels of licences, and from how many on each is reached."""
    ladder = kind.rules.ladder(LICENCE)
    return [(level_name(step.key), step.at_least) for step in ladder.steps] if ladder else []
