"""Pricing's section of the pack."""

from __future__ import annotations

from dataclasses import dataclass

from kanaal.programme.fields import Count, Positive
from kanaal.programme.sections import section


@section("pricing", optional=True)
@dataclass(frozen=True)
class PricingPolicy:
    """`visible_days`, `announce_days`: so long before it begins a list can be seen, and is told by mail.

    `grant_months`: so long a list stays open that the helpdesk opened for a partner.
    """

    visible_days: Count
    announce_days: Count
    grant_months: Positive
