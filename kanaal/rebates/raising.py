"""What a partner can do to earn more in the running cycle, each with what it is worth and where it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from kanaal.core import formats
from kanaal.partners.models import Partner
from kanaal.partners.policy import LevelsPolicy
from kanaal.programme.policies import policy
from kanaal.rebates import queries_partner as queries
from kanaal.rebates.models import REASONS, Statement
from kanaal.rebates.payment.gathering import unit_of
from kanaal.rebates.policy import RebateRatesPolicy
from kanaal.rebates.rules import raising
from kanaal.rebates.rules.raising import Sold

REMEDIES = {
    "no-number": gettext_noop("Ask the distributor to report your orders with their numbers."),
    "number-unknown": gettext_noop("Put the order number on the deal that you won, with its kind."),
    "proposed": gettext_noop("Put the order number on the deal that you won, with its kind."),
    "other-kind": gettext_noop("Correct the kind of the order number on your deal."),
    "not-won": gettext_noop("Close the deal as booked; then its sales count."),
    "several-deals": gettext_noop("Take the order number off the deals to which it does not belong."),
}
DESK = gettext_noop("The vendor's desk looks into it; you need do nothing.")


@dataclass(frozen=True)
class Step:
    """`title` is what to do, `text` why and what it is worth. As `steps_next` shows it."""

    title: str
    text: str
    url: str
    button: str
    icon: str
    tone: str = "info"


def steps(partner: Partner, forecast: Statement | None, sold: list[Sold]) -> list[Step]:
    """The nearest first: what was sold and does not count, then what would count for more."""
    found = [*_unmatched(partner), *_unreported(partner, forecast)]
    return found + (list(_rates(partner, forecast, sold)) if forecast is not None else [])


def _unmatched(partner: Partner) -> Iterator[Step]:
    for one in queries.unmatched_of(partner):
        title = ngettext(
            "%(count)s reported sale counts for nothing yet",
            "%(count)s reported sales count for nothing yet",
            one.count,
        ) % {"count": formats.number(one.count)}
        why, remedy = _(REASONS[one.reason]), _(REMEDIES.get(one.reason, DESK))
        ask = reverse("ask-request", args=["rebate_missing"])
        yield Step(title, f"{why} {remedy}", ask, _("Name the deal"), "scan-search", "warn")


def _unreported(partner: Partner, forecast: Statement | None) -> Iterator[Step]:
    """To the primary contact, who does not see colleagues' deals (D3): whose it is, and the way to ask for its sale."""
    if forecast is None:
        return
    for deal in queries.unreported_of(partner, forecast.cycle.starts):
        title = _("%(deal)s is won, and no sale of it was reported") % {"deal": deal.number}
        text = _(
            "For %(customer)s, won by %(owner)s. Is its order number right, and of the right kind? Distributors report "
            "once a month."
        ) % {"customer": deal.account.name, "owner": deal.owner}
        ask = reverse("ask-request", args=["rebate_missing"])
        yield Step(title, text, f"{ask}?deal={deal.number}", _("Ask for its sale"), "search", "warn")


def _rates(partner: Partner, forecast: Statement, sold: list[Sold]) -> Iterator[Step]:
    unit = unit_of(forecast.currency)
    rates, levels = policy(RebateRatesPolicy).rates, policy(LevelsPolicy)
    more = raising.more_registered(sold, rates, region=partner.region, level=partner.level, unit=unit)
    if more:
        text = _("Had all deals of this cycle been registered beforehand, they would give %(more)s more.")
        yield _step(_("Register deals before you sell"), text, more, forecast, "opportunities", "shield-check")
    mine = levels.get(partner.level)
    for level in levels.above(mine) if mine else ():
        more = raising.more_at_level(sold, rates, region=partner.region, level=level.key, unit=unit)
        if more:
            text = _("What you have sold in this cycle would give %(more)s more there, before caps.")
            yield _step(_("Reach %(level)s") % {"level": level.name}, text, more, forecast, "my-level", "trending-up")
            return


def _step(title: str, text: str, more: Decimal, forecast: Statement, page: str, icon: str) -> Step:
    said = text % {"more": formats.money(more, forecast.currency)}
    return Step(title, said, reverse(page), _("Look how"), icon)
