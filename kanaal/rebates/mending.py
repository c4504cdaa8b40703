"""The work list of lines without a deal, and which deals one may belong to (R2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_noop as _

from kanaal.core.texts import Text, say
from kanaal.customers.rules import Company, compare
from kanaal.programme.policies import policy
from kanaal.rebates.forms import NOBODY
from kanaal.rebates.models import Match
from kanaal.rebates.policy import RebatesPolicy
from kanaal.sales.models import Opportunity, SalesOrder, order_key

MOST_CANDIDATES = 12


def lines(asked: Mapping[str, str]) -> QuerySet[Match]:
    """One region's lines, or those of resellers whom nobody knows; of one state, narrowed as asked."""
    region = "" if asked["region"] == NOBODY else asked["region"]
    rows = Match.objects.filter(region=region, how=asked["state"]).select_related("line", "partner", "proposed")
    if asked["reason"]:
        rows = rows.filter(reason=asked["reason"])
    if text := asked["q"]:
        key = order_key(text)
        named = Q(partner__name__icontains=text) | Q(line__reseller__icontains=text) | Q(line__customer__icontains=text)
        rows = rows.filter(named | (Q(line__order_key=key) | Q(line__po_key=key) if key else Q()))
    return rows


@dataclass(frozen=True)
class Candidate:
    """A deal that the line may belong to, and on what ground; the likeliest has the lowest `rank`."""

    deal: Opportunity
    why: Text
    rank: int

    @property
    def can_be_chosen(self) -> bool:
        return self.deal.state == "booked"


def candidates(match: Match) -> list[Candidate]:
    """The partner's deals that have the number, are with the same customer, or were closed near the day of the sale."""
    if match.partner_id is None:
        return []
    line, days = match.line, policy(RebatesPolicy).proposal_days
    keys = [key for key in (line.order_key, line.po_key) if key]
    near = Q(
        state="booked", closed_at__date__range=(line.sold_on - dt.timedelta(days), line.sold_on + dt.timedelta(days))
    )
    numbered = SalesOrder.objects.filter(opportunity=OuterRef("pk"), key__in=keys)
    fits = Q(pk=match.proposed_id) | Exists(numbered) | near
    if line.account_id:
        fits |= Q(account_id=line.account_id)
    rows = Opportunity.objects.filter(fits, partner_id=match.partner_id).select_related("account", "owner")
    found = [_candidate(deal, match) for deal in rows.annotate(numbered=Exists(numbered)).order_by("-pk")[:50]]
    return sorted(found, key=lambda one: (one.rank, -one.deal.pk))[:MOST_CANDIDATES]


def _candidate(deal: Any, match: Match) -> Candidate:
    line = match.line
    if deal.numbered:
        return Candidate(deal, say(_("has this number")), 0)
    if line.account_id and deal.account_id == line.account_id:
        return Candidate(deal, say(_("with the same customer")), 100)
    if line.customer and line.customer.casefold() == deal.account.name.casefold():
        return Candidate(deal, say(_("with a customer of this name")), 200)
    likeness = compare(
        Company((line.customer,), line.customer_country), Company((deal.account.name,), deal.account.country)
    )
    if likeness.verdict == "different":
        return Candidate(deal, say(_("closed near the day of the sale")), 400)
    return Candidate(deal, say(_("with a customer of a like name")), 400 - likeness.score)
