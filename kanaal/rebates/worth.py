"""What a partner's rebates of the last twelve months would have been with another level under another release (C5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.db.models import F, Sum
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.levels.worth import SOURCES, Source, Worth
from kanaal.programme.models import Release
from kanaal.programme.policies import policy
from kanaal.rebates.models import Entry
from kanaal.rebates.policy import RebateRatesPolicy
from kanaal.rebates.queries import cent
from kanaal.rebates.rules.rates import Sale, part, rate_of
from kanaal.rebates.why import unit_of

YEAR = dt.timedelta(days=365)


def rebates_then(levels: Mapping[int, str], release: Release) -> Mapping[int, Worth]:
    """What was given for each partner's sales of a year, and what the rates of a release give for the same sales.

    Caps are left as they were: what they took off is taken off in proportion.
    """
    rates = policy(RebateRatesPolicy, release).rates if release.pack.has(RebateRatesPolicy) else ()
    rows = Entry.objects.filter(partner_id__in=list(levels), kind="earned", sold_on__gt=clock.today() - YEAR)
    sums = rows.values_list(
        "partner_id", "cycle__region", "cycle__currency", "tariff__family", "tariff__deal_type", "tariff__of_registered"
    ).annotate(base=Sum("base"), earned=Sum("earned"), whole=Sum(F("amount") + F("held")))
    found: dict[int, Worth] = {}
    for pk, region, currency, family, deal_type, registered, base, earned, whole in sums:
        rate = rate_of(rates, Sale(region, levels[pk], family, deal_type, registered))
        then = part(cent(base), rate.percent, unit_of(currency)) if rate else Decimal(0)
        if earned and whole < earned:
            then = cent(then * whole / earned)
        known = found.get(pk, Worth(Decimal(0), Decimal(0), currency))
        found[pk] = Worth(known.now + cent(whole), known.then + then, currency)
    return found


SOURCES.append(Source(_("rebates of the last twelve months"), rebates_then))
