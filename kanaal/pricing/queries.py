"""Which price lists a partner has, and which it has not, with the reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from kanaal.catalogue.books import PriceList, catalogue
from kanaal.catalogue.rules import DATES, Buyer, Miss, misses
from kanaal.core import clock
from kanaal.partners.models import Contact, Partner
from kanaal.partners.policy import MembershipPolicy
from kanaal.pricing.models import PriceListGrant
from kanaal.pricing.policy import PricingPolicy
from kanaal.programme import releases
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy


@dataclass(frozen=True)
class Judged:
    """A list and why it does not apply today; `open` when only its days can stand in the way."""

    list: PriceList
    misses: tuple[Miss, ...]

    @property
    def open(self) -> bool:
        return all(miss.why in DATES for miss in self.misses)

    @property
    def state(self) -> str:
        """`now`, `coming` or `past`; of one that isn't for the partner: `closed`."""
        if not self.open:
            return "closed"
        return self.misses[0].why.value if self.misses else "now"


def buyer_of(partner: Partner) -> Buyer:
    """The partner as the rule wants it; one query, for the lists that were opened by hand."""
    region = policy(RegionsPolicy).get(partner.region)
    return Buyer(
        region=partner.region,
        country=partner.country,
        currency=region.currency if region else "",
        level=partner.level,
        segments=catalogue().everybodys_segments,
        granted=frozenset(grants_in_force(partner).values_list("book", flat=True)),
    )


def grants_in_force(partner: Partner) -> QuerySet[PriceListGrant]:
    return PriceListGrant.objects.filter(partner=partner, revoked_at=None, until__gte=clock.today())


def judged_for(partner: Partner) -> list[Judged]:
    """Every list that is out, and those that soon will be, each judged for the partner."""
    buyer, day = buyer_of(partner), clock.today()
    return [Judged(one, misses(one.terms, buyer, day)) for one in visible_lists()]


def visible_lists() -> list[PriceList]:
    """All lists that have begun, or begin within the days that the programme shows ahead."""
    if not releases.exists() or not releases.current().pack.has(PricingPolicy):
        return []
    ahead = clock.today() + dt.timedelta(days=policy(PricingPolicy).visible_days)
    return [one for one in catalogue().lists if one.terms.valid_from <= ahead]


def readers_of(one: PriceList, day: dt.date) -> QuerySet[Partner]:
    """The partners in force with a primary contact whose list this is: the rule, said to the database."""
    terms, region = one.terms, policy(RegionsPolicy).get(one.terms.region)
    granted = PriceListGrant.objects.filter(partner=OuterRef("pk"), book=terms.book, revoked_at=None, until__gte=day)
    primary = Contact.objects.filter(partner=OuterRef("pk"), kind=Contact.Kind.PRIMARY, active=True)
    theirs = Q(region=terms.region)
    if terms.countries:
        theirs &= Q(country__in=terms.countries)
    if terms.levels:
        theirs &= Q(level__in=terms.levels)
    if region is None or region.currency != terms.currency or not terms.segments & catalogue().everybodys_segments:
        theirs = Q(pk__in=[])
    since = day - dt.timedelta(days=policy(MembershipPolicy).window_after_days)
    found = Partner.objects.filter(Exists(primary), state="active", term_ends__gte=since)
    return found.filter(theirs | Exists(granted))
