"""What every change of licences asks first: a whole number of something that is sold to this customer, with a price."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from kanaal.catalogue.books import Product, catalogue
from kanaal.core import formats
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, Words, name, say
from kanaal.licensing.models import Agreement
from kanaal.licensing.prices import SOLD, list_for, price_of

MOST_LICENCES = 100_000
"""Of one product at once; whoever types more has mistyped."""
MOST_PRODUCTS = 100


class NothingAsked(Refusal):
    status = 422

    def __init__(self) -> None:
        super().__init__(
            say(_("Nothing was asked for.")), remedy=say(_("Give a number from 1 on for one of them at least."))
        )


class NotSoMany(Refusal):
    """No number of licences that anybody could mean."""

    status = 422
    field = "quantity"

    def __init__(self, sku: str, quantity: int) -> None:
        super().__init__(
            say(_("%(quantity)s is no number of licences for %(sku)s."), quantity=quantity, sku=name(sku)),
            remedy=say(_("Give a whole number from 1 to %(most)s."), most=MOST_LICENCES),
        )


class NotSoldHere(Refusal):
    """The product can't be added to this agreement; it says why, and what can be instead."""

    def __init__(self, sku: str, why: Text, remedy: Text) -> None:
        super().__init__(say(_("%(product)s can't be added: %(why)s."), product=called(sku), why=why), remedy=remedy)


def called(sku: str) -> Words | Text:
    """A product as people call it; one that the catalogue has no longer, by its SKU."""
    found = catalogue().products.get(sku)
    return found.name if found else name(sku[:60])


def sound_wanted(wanted: Mapping[str, int]) -> dict[str, int]:
    """What is asked for, without what is zero. Raises NothingAsked or NotSoMany."""
    asked = {key: quantity for key, quantity in wanted.items() if quantity}
    if not asked or len(asked) > MOST_PRODUCTS:
        raise NothingAsked
    for key, quantity in asked.items():
        if not 1 <= quantity <= MOST_LICENCES:
            raise NotSoMany(key, quantity)
    return asked


def sound_product(agreement: Agreement, sku: str, day: dt.date) -> Product:
    """The product, if it is sold in the agreement's market on a day and has a price. Raises NotSoldHere."""
    found = catalogue().products.get(sku)
    if found is None or found.kind not in SOLD:
        raise NotSoldHere(sku, say(_("it is no licence of this programme")), say(_("Choose one of the list.")))
    if agreement.segment not in found.segments:
        market = catalogue().segments.get(agreement.segment, name(agreement.segment))
        raise NotSoldHere(
            sku,
            say(_("it is not sold to the customer's market segment, %(segment)s"), segment=market),
            say(_("Choose one of the list; it holds what is sold to this customer.")),
        )
    if found.since is not None and day < found.since:
        raise NotSoldHere(sku, say(_("it is sold from %(day)s on"), day=found.since), say(_("Come back on that day.")))
    if found.until is not None and day > found.until:
        raise NotSoldHere(sku, say(_("it was sold until %(day)s"), day=found.until), _instead(found))
    if price_of(agreement, sku, "", day) is None:
        raise NotSoldHere(sku, _no_price(agreement, day), _ask())
    return found


def _instead(product: Product) -> Text:
    if product.successor:
        return say(_("Choose %(product)s, which came in its place."), product=called(product.successor))
    return say(_("Choose another product of the list."))


def _no_price(agreement: Agreement, day: dt.date) -> Text:
    if list_for(agreement, day) is None:
        return say(
            _("the programme has no price list for %(segment)s customers in %(country)s on %(day)s"),
            segment=catalogue().segments.get(agreement.segment, name(agreement.segment)),
            country=name(formats.country(agreement.country)),
            day=day,
        )
    return say(_("it has no price in the list that holds for this customer"))


def _ask() -> Text:
    return say(_("Ask the helpdesk which list holds, and from when."))
