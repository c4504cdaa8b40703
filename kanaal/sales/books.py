"""Which price books apply to an opportunity, which exist besides, and why those don't (D4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.catalogue.books import PriceList, catalogue
from kanaal.catalogue.policy import DiscountLevelsPolicy
from kanaal.catalogue.rules import Buyer, Miss, Why, misses
from kanaal.core import clock, formats
from kanaal.core.decisions import Finding, unmet
from kanaal.core.texts import Text, Words, name, say
from kanaal.pricing.queries import buyer_of, visible_lists
from kanaal.pricing.reasons import finding_of
from kanaal.programme import releases
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy
from kanaal.sales.models import Opportunity, OpportunityLine

VIP = "vip"


@dataclass(frozen=True)
class Closed:
    """A list that doesn't apply, with every reason."""

    list: PriceList
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Books:
    """What applies today; and of each other book the list with the fewest reasons against it."""

    applying: tuple[PriceList, ...]
    closed: tuple[Closed, ...]

    def get(self, key: str) -> PriceList | None:
        """One that applies, by `book/publication`."""
        return next((one for one in self.applying if one.key == key), None)

    def of_book(self, book: str) -> PriceList | None:
        return next((one for one in self.applying if one.book.key == book), None)


def books_of(opportunity: Opportunity) -> Books:
    """Judged for where the customer is, the opportunity's segment and currency, and the partner's level; today."""
    buyer, day = _buyer(opportunity), clock.today()
    judged = [(one, (*misses(one.terms, buyer, day), *_segment(one, opportunity))) for one in visible_lists()]
    applying = tuple(one for one, why in judged if not why)
    known = {one.book.key for one in applying}
    nearest: dict[str, tuple[PriceList, tuple[Miss, ...]]] = {}
    for one, why in judged:
        if one.book.key not in known and len(why) <= len(nearest.get(one.book.key, (one, why))[1]):
            nearest[one.book.key] = one, why
    closed = (Closed(one, tuple(_told(miss, one, opportunity) for miss in why)) for one, why in nearest.values())
    return Books(applying, tuple(closed))


def _buyer(opportunity: Opportunity) -> Buyer:
    """The partner at the customer's place. Its own market is asked apart, since a book opened by hand skips it."""
    country = opportunity.account.country
    region = policy(RegionsPolicy).of_country(country)
    ours = buyer_of(opportunity.partner)
    return replace(ours, country=country, region=region.key if region else ours.region, currency=opportunity.currency)


def _segment(one: PriceList, opportunity: Opportunity) -> tuple[Miss, ...]:
    if opportunity.segment in one.terms.segments:
        return ()
    return (Miss(Why.SEGMENT, tuple(sorted(one.terms.segments)), (opportunity.segment,)),)


def _told(miss: Miss, one: PriceList, opportunity: Opportunity) -> Finding:
    """The price lists' own words, but where it is the customer or the opportunity that doesn't fit."""
    names, regions = catalogue().segments, policy(RegionsPolicy)
    customer = name(opportunity.account.name)
    if miss.why is Why.SEGMENT and opportunity.segment not in miss.wanted:
        return unmet(
            _("it is for the market %(wanted)s, and this opportunity is in %(has)s"),
            wanted=_words([names.get(key, key) for key in miss.wanted]),
            has=_words([names.get(opportunity.segment, opportunity.segment)]),
            **_to_change(opportunity),
        )
    if miss.why is Why.REGION:
        wanted = [region.name for key in miss.wanted if (region := regions.get(key))]
        has = [region.name for key in miss.has if (region := regions.get(key))]
        says = _("it is for customers in %(wanted)s, and %(customer)s is in %(has)s")
        return unmet(says, wanted=_words(wanted), has=_words(has), customer=customer)
    if miss.why is Why.COUNTRY:
        wanted_in = name(", ".join(formats.country(code) for code in miss.wanted))
        says = _("it is for customers in %(wanted)s, and %(customer)s is in %(has)s")
        return unmet(says, wanted=wanted_in, has=name(formats.country(miss.has[0])), customer=customer)
    if miss.why is Why.CURRENCY:
        says = _("it is in %(wanted)s, and this opportunity is in %(has)s")
        return unmet(says, wanted=name(miss.wanted[0]), has=name(opportunity.currency), **_to_change(opportunity))
    return finding_of(miss, one)


def _to_change(opportunity: Opportunity) -> Mapping[str, Any]:
    """What stands in the opportunity itself, its owner can change."""
    link, remedy = reverse("edit-opportunity", args=[opportunity.number]), _("If it is not so, change the opportunity.")
    return {"remedy": say(remedy), "link": link, "label": say(_("Change the opportunity"))}


def _words(names: Sequence[Words | str]) -> Text:
    return name(", ".join(str(one) for one in names) or "–")


# --- prices


def follows_discount_level(one: PriceList) -> bool:
    """Does its price depend on the customer's discount level (P13)?"""
    return one.book.kind == VIP


def discount_levels() -> list[tuple[str, Words]]:
    return list(catalogue().level_names.items())


def level_for(quantity: int) -> str:
    """The discount level that an order of so many reaches by itself; where nothing else is known of the customer."""
    known = catalogue().pack
    levels = known.section(DiscountLevelsPolicy).discount_levels if known.has(DiscountLevelsPolicy) else ()
    reached = [one for one in levels if one.at_least <= quantity]
    return max(reached, key=lambda one: one.at_least).key if reached else (levels[0].key if levels else "")


def price_in(one: PriceList, sku: str, quantity: int, level: str) -> Decimal | None:
    """The price of one piece of so many: of the highest tier that the quantity reaches. None: it isn't in the list."""
    tiers = [tier for tier in _tiers(one).get(sku, ()) if tier <= quantity]
    if not tiers:
        return None
    prices = one.by_line[sku, max(tiers)]
    if not follows_discount_level(one):
        return prices[0]
    levels = one.catalogue.levels
    return prices[levels.index(level)] if level in levels else None


@lru_cache(maxsize=64)
def _tiers(one: PriceList) -> dict[str, list[int]]:
    """SKU → the quantities from which it has a price; made once for a list in memory."""
    found: dict[str, list[int]] = {}
    for sku, quantity in one.by_line:
        found.setdefault(sku, []).append(quantity)
    return found


def list_of(line: OpportunityLine) -> PriceList | None:
    """The list from which a line was quoted, as that release of the programme had it."""
    return catalogue(releases.with_id(line.release_id)).list(line.book, line.publication)


@dataclass(frozen=True)
class Now:
    """What a line would cost today. `list` None: its book applies no longer; `price` None: it isn't in it any more."""

    list: PriceList | None
    price: Decimal | None

    def differs(self, line: OpportunityLine) -> bool:
        return self.price is not None and self.price != line.unit_price


def now_of(line: OpportunityLine, books: Books) -> Now:
    found = books.of_book(line.book)
    return Now(found, price_in(found, line.sku, line.quantity, line.discount_level) if found else None)
