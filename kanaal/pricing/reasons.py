"""Why a list does not apply, in words: the rule's reasons as findings that a page, a refusal and the API can show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from babel.lists import format_list
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.catalogue.books import PriceList, catalogue
from kanaal.catalogue.rules import Miss, Why
from kanaal.core import formats
from kanaal.core.decisions import Finding, unmet
from kanaal.core.texts import Text, Words, name, say
from kanaal.partners.policy import LevelsPolicy
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy

Told = Callable[[Miss, PriceList], Finding]


def finding_of(miss: Miss, one: PriceList) -> Finding:
    return _TOLD[miss.why](miss, one)


def ask_link(one: PriceList) -> str:
    """The request that opens this list."""
    return f"{reverse('ask-request', args=['price_list_access'])}?book={one.book.key}"


def _region(miss: Miss, one: PriceList) -> Finding:
    return unmet(
        _("it is for %(wanted)s, and your company is in %(has)s"), wanted=_regions(miss.wanted), has=_regions(miss.has)
    )


def _country(miss: Miss, one: PriceList) -> Finding:
    return unmet(
        _("it is for companies in %(wanted)s, and yours is in %(has)s"),
        wanted=_countries(miss.wanted),
        has=_countries(miss.has),
    )


def _currency(miss: Miss, one: PriceList) -> Finding:
    return unmet(
        _("it is in %(wanted)s, and your region trades in %(has)s"),
        wanted=name(miss.wanted[0]),
        has=name(miss.has[0] or "–"),
    )


def _level(miss: Miss, one: PriceList) -> Finding:
    levels = policy(LevelsPolicy).by_rank
    return unmet(
        _("it is for %(wanted)s, and your level is %(has)s"),
        wanted=_any([level.name for level in levels if level.key in miss.wanted]),
        has=_any([level.name for level in levels if level.key in miss.has]),
        remedy=say(_("Read what the other levels need of you.")),
        link=reverse("levels"),
        label=say(_("Levels and what they need")),
    )


def _segment(miss: Miss, one: PriceList) -> Finding:
    names = catalogue().segments
    return unmet(
        _("it is for the market %(wanted)s, which has not been opened for your company"),
        wanted=_any([names[key] for key in miss.wanted]),
        remedy=say(_("If you sell in that market, ask the helpdesk to open the list.")),
        link=ask_link(one),
        label=say(_("Ask for this list")),
    )


def _coming(miss: Miss, one: PriceList) -> Finding:
    return unmet(_("it begins on %(day)s"), day=dt.date.fromisoformat(miss.wanted[0]))


def _past(miss: Miss, one: PriceList) -> Finding:
    return unmet(_("it ended on %(day)s"), day=dt.date.fromisoformat(miss.wanted[0]))


_TOLD: dict[Why, Told] = {
    Why.REGION: _region,
    Why.COUNTRY: _country,
    Why.CURRENCY: _currency,
    Why.LEVEL: _level,
    Why.SEGMENT: _segment,
    Why.COMING: _coming,
    Why.PAST: _past,
}


def _regions(keys: Sequence[str]) -> Words | Text:
    regions = policy(RegionsPolicy)
    return _any([region.name for key in keys if (region := regions.get(key))])


def _countries(codes: Sequence[str]) -> Text:
    return name(", ".join(formats.country(code) for code in codes))


def _any(names: Sequence[Words]) -> Words | Text:
    """`Gold or Platinum`, as each language of the programme says *or*."""
    if not names:
        return name("–")
    locale = formats.locale_of
    return Words({c: format_list([n.in_(c) for n in names], style="or", locale=locale(c)) for c in names[0]})
