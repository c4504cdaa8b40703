"""Ordering a renewal: all that ends with the term, or a part of it, or with more on top where the terms allow (V7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, say
from kanaal.distributors.models import Distributor
from kanaal.licensing import permissions
from kanaal.licensing.actions.ordering import asked_fact, place, sound_distributor, write_lines
from kanaal.licensing.charging import Asked, Charge, check_seen, price_for, total_of
from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.models import Agreement, Order
from kanaal.licensing.rules.days import Span
from kanaal.licensing.rules.discounts import level_on
from kanaal.licensing.rules.facts import LICENCE
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.proration import Item, line, renewal_slice
from kanaal.licensing.rules.renewal import NoRenewal, Split, due, open_anniversary, renewal_misses, split
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.rules.windows import window
from kanaal.licensing.sound import sound_product, sound_wanted
from kanaal.licensing.waiting import Waiting, as_if_confirmed, waiting_of


class NoRenewalNow(Refusal):
    """The day is in no window: it says when the next one opens, or how the last one ended."""

    def __init__(self, agreement: Agreement, known: Facts | None, terms: Terms, today: dt.date) -> None:
        if known is None:
            says = say(_("There is nothing to renew: no licences were added yet."))
            remedy = say(_("Add licences first; they are renewed when their term ends."))
        else:
            span = window(known.cycle(terms).next_anniversary(today), terms.renewing)
            says = say(_("No renewal can be ordered today."))
            remedy = say(_("It can be ordered from %(first)s to %(last)s."), first=span.first, last=span.last)
        link, label = reverse("console-customer", args=[agreement.number]), say(_("See the customer"))
        super().__init__(says, remedy=remedy, link=link, label=label)


class NotToRenew(Refusal):
    """Every reason why this can't be renewed like this."""

    def __init__(self, why: tuple[NoRenewal, ...], rest: int) -> None:
        says, remedy = _words(why[0], rest)
        super().__init__(says, remedy=remedy)
        self.why = why


def _words(why: NoRenewal, rest: int) -> tuple[Text, Text]:
    return {
        NoRenewal.NOTHING_THERE: (
            say(_("There is nothing to renew at this anniversary: nothing was there before it.")),
            say(_("Add new licences instead.")),
        ),
        NoRenewal.NOTHING_LEFT: (
            say(_("All of it is renewed, or in an order that waits.")),
            say(_("Withdraw the order that waits if it is to be another.")),
        ),
        NoRenewal.REST_FIRST: (
            say(_("More licences can be added only when all of the others are renewed: %(rest)s are not."), rest=rest),
            say(_("Order the renewal of those first, in an order of its own.")),
        ),
        NoRenewal.MORE_THAN_THERE_WAS: (
            say(_("After the anniversary no more can be renewed than there were: %(rest)s are left."), rest=rest),
            say(_("Renew those, and add more licences afterwards.")),
        ),
    }.get(why, (say(_("Nothing was asked for.")), say(_("Give a number from 1 on for one of them at least."))))


@dataclass(frozen=True)
class RenewalAsked:
    """A renewal as it would be ordered: for which anniversary, what it renews and adds, what it comes to."""

    anniversary: dt.date
    parts: tuple[Split, ...]
    level: str
    charges: tuple[Charge, ...]


@transaction.atomic
def order_renewal(
    agreement: Agreement,
    *,
    wanted: Mapping[str, int],
    distributor: Distributor,
    reference: str,
    by: Actor,
    seen: str = "",
) -> Order:
    """Ask a distributor to renew so many (SKU → how many). They are renewed on the day of its confirmation, which has
    to lie in the window, too. `seen`: what was shown before it was confirmed.
    """
    agreement = Agreement.locked(agreement.pk)
    permissions.order_renewal.check(by, agreement)
    known, terms, today = facts_of(agreement), terms_of(agreement), today_of(agreement)
    sound_distributor(agreement, distributor)
    found = sound_renewal(agreement, known, terms, today, wanted)
    check_seen(agreement, today, total_of(found.charges, agreement.currency), seen)

    order = place(agreement, distributor, reference, by, "renewal", found.anniversary)
    write_lines(order, found.charges)
    quantity = sum(one.asked.quantity for one in found.charges)
    record(asked_fact(order, quantity), about=order, by=by)
    return order


def sound_renewal(
    agreement: Agreement,
    known: Facts | None,
    terms: Terms,
    today: dt.date,
    wanted: Mapping[str, int],
    waiting: Waiting | None = None,
) -> RenewalAsked:
    """What a renewal comes to: whole terms, at the level of the next one. Raises whatever stands against it.

    What another order asks for already counts as renewed here, so that nothing is renewed twice by mistake.
    """
    known, anniversary = renewal_open(agreement, known, terms, today)
    asked = sound_wanted(wanted)
    taken = as_if_confirmed(known, waiting or waiting_of(agreement), today)
    if why := renewal_misses(taken, terms, asked, today):
        raise NotToRenew(why, sum(one.left for one in due(taken, terms, anniversary, today)))
    parts = split(taken, terms, asked, today)
    for one in parts:
        if one.added:
            sound_product(agreement, one.product, today)
    level = next_level(known, terms, anniversary, sum(asked.values()), today)
    charged = tuple(
        _charge(agreement, known, terms, sku, quantity, anniversary, level, today)
        for sku, quantity in sorted(asked.items())
    )
    return RenewalAsked(anniversary, parts, level, charged)


def renewal_open(agreement: Agreement, known: Facts | None, terms: Terms, today: dt.date) -> tuple[Facts, dt.date]:
    """The anniversary for which a renewal can be ordered. Raises NoRenewalNow."""
    anniversary = open_anniversary(known.cycle(terms), terms.renewing, today) if known else None
    if known is None or anniversary is None:
        raise NoRenewalNow(agreement, known, terms, today)
    return known, anniversary


def next_level(known: Facts, terms: Terms, anniversary: dt.date, quantity: int, today: dt.date) -> str:
    """The key of the level at which so many are renewed in one order: the next term's, or what the order reaches."""
    found = level_on(known, terms, LICENCE, max(today, anniversary), order=quantity)
    return found.key if found else ""


def _charge(
    agreement: Agreement,
    known: Facts,
    terms: Terms,
    sku: str,
    quantity: int,
    anniversary: dt.date,
    level: str,
    today: dt.date,
) -> Charge:
    price = price_for(agreement, known, terms, sku, level, today)
    piece = renewal_slice(known.cycle(terms), anniversary)
    used = Span(piece.paid_from, piece.last)
    made = line(Item(sku, quantity, price), piece, used, agreement.currency)
    return Charge(Asked(sku, quantity, anniversary), price, (made,))
