"""Products of an opportunity, at the prices of the book that applies (D4)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.catalogue.books import PriceList, catalogue, product
from kanaal.core import clock, formats
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.programme import releases
from kanaal.sales import permissions
from kanaal.sales.books import books_of, discount_levels, follows_discount_level, list_of, now_of, price_in
from kanaal.sales.events import LineAdded, LineChanged, LineRemoved, NewPricesTaken
from kanaal.sales.hooks import check_edit
from kanaal.sales.models import Opportunity, OpportunityLine
from kanaal.sales.sound import sound_amount

MOST_LINES = 200
MOST_PIECES = 1_000_000


class BookGone(Refusal):
    """The list was withdrawn, or its last day passed, between showing and saving. What is on the opportunity stays."""

    field = "book"

    def __init__(self) -> None:
        super().__init__(
            say(_("This price list doesn't apply to the opportunity any more.")),
            remedy=say(_("Nothing was changed. Choose the product in one of the lists that apply now.")),
        )


class NotInBook(Refusal):
    field = "sku"

    def __init__(self, sku: str) -> None:
        super().__init__(
            say(_("%(sku)s has no price in this list for so many."), sku=name(sku[:60])),
            remedy=say(_("Look for it in another list, or take another quantity.")),
        )


class PriceMoved(Refusal):
    """It cost something else when it was shown."""

    field = "quantity"

    def __init__(self, sku: str, price: str) -> None:
        super().__init__(
            say(_("%(sku)s costs %(price)s now, which is not what was shown."), sku=name(sku), price=name(price)),
            remedy=say(_("Nothing was changed. Add it again if that is right.")),
        )


class LevelMissing(Refusal):
    field = "level"

    def __init__(self) -> None:
        super().__init__(
            say(_("The price of this list depends on the customer's discount level.")),
            remedy=say(_("Choose the level that the customer has, or will reach with this order.")),
        )


class OnItAlready(Refusal):
    field = "sku"

    def __init__(self, sku: str) -> None:
        super().__init__(
            say(_("%(sku)s is on the opportunity already."), sku=name(sku)),
            remedy=say(_("Change its quantity there.")),
        )


class QuantityUnsound(Refusal):
    field = "quantity"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            say(_("This is no quantity that can be ordered.")), remedy=say(_("Give a whole number from 1 on."))
        )


class TooManyLines(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("An opportunity holds %(most)s products at most."), most=MOST_LINES),
            remedy=say(_("Open another one for the rest.")),
        )


@transaction.atomic
def add_line(
    opportunity: Opportunity,
    *,
    book: str,
    sku: str,
    quantity: int,
    by: Actor,
    level: str = "",
    shown: Decimal | None = None,
) -> OpportunityLine:
    """Put a product on it. `book` is `book/publication` of a list that applies; `shown` the price that was seen.

    Raises BookGone, NotInBook, LevelMissing, PriceMoved, OnItAlready.
    """
    opportunity = Opportunity.locked(opportunity.pk)
    permissions.add_line.check(by, opportunity)
    opportunity.step("edit")
    lines = list(opportunity.lines.all())
    found = books_of(opportunity).get(book)
    if found is None:
        raise BookGone
    price = _price(found, sku, quantity, level)
    if shown is not None and shown != price:
        raise PriceMoved(sku, formats.money(price, opportunity.currency))
    if len(lines) >= MOST_LINES:
        raise TooManyLines
    if any((one.sku, one.book, one.discount_level) == (sku, found.book.key, level) for one in lines):
        raise OnItAlready(sku)
    line = _line(opportunity, found, sku, quantity, price, level)
    line.position = max((one.position for one in lines), default=0) + 1
    _check(opportunity, [*lines, line], by)

    line.save(force_insert=True)
    _resum(opportunity, [*lines, line])
    fact = LineAdded(opportunity_id=opportunity.pk, number=opportunity.number, sku=sku, quantity=quantity)
    record(fact, about=opportunity, by=by, person_id=opportunity.owner_id)
    return line


@transaction.atomic
def change_line(opportunity: Opportunity, *, position: int, quantity: int, by: Actor) -> OpportunityLine:
    """Another quantity, at the tier of the list from which it was quoted: a quote keeps its prices."""
    opportunity = Opportunity.locked(opportunity.pk)
    permissions.change_line.check(by, opportunity)
    opportunity.step("edit")
    lines = list(opportunity.lines.all())
    line = _on(lines, position)
    if quantity == line.quantity:
        return line
    quoted = list_of(line)
    if quoted is None:
        raise BookGone
    line.unit_price, line.quantity = _price(quoted, line.sku, quantity, line.discount_level), quantity
    _check(opportunity, lines, by)

    line.save(update_fields=["quantity", "unit_price"])
    _resum(opportunity, lines)
    fact = LineChanged(opportunity_id=opportunity.pk, number=opportunity.number, sku=line.sku, quantity=quantity)
    record(fact, about=opportunity, by=by, person_id=opportunity.owner_id)
    return line


@transaction.atomic
def remove_line(opportunity: Opportunity, *, position: int, by: Actor) -> Opportunity:
    """Take a product off. With the last one gone, amount and families stay as an estimate."""
    opportunity = Opportunity.locked(opportunity.pk)
    permissions.remove_line.check(by, opportunity)
    opportunity.step("edit")
    lines = list(opportunity.lines.all())
    line = _on(lines, position)
    rest = [one for one in lines if one is not line]
    _check(opportunity, rest, by)

    line.delete()
    _resum(opportunity, rest)
    fact = LineRemoved(opportunity_id=opportunity.pk, number=opportunity.number, sku=line.sku)
    record(fact, about=opportunity, by=by, person_id=opportunity.owner_id)
    return opportunity


@transaction.atomic
def take_new_prices(opportunity: Opportunity, *, by: Actor) -> int:
    """Every line whose book has another price today takes that one; answers how many did."""
    opportunity = Opportunity.locked(opportunity.pk)
    permissions.take_new_prices.check(by, opportunity)
    opportunity.step("edit")
    lines, books = list(opportunity.lines.all()), books_of(opportunity)
    before, moved = opportunity.amount, []
    for line in lines:
        now = now_of(line, books)
        if now.list is not None and now.price is not None and now.differs(line):
            line.unit_price, line.publication = now.price, now.list.publication.key
            line.release_id = releases.current().pk
            moved.append(line)
    if not moved:
        return 0
    _check(opportunity, lines, by)

    OpportunityLine.objects.bulk_update(moved, ["unit_price", "publication", "release_id"])
    _resum(opportunity, lines)
    fact = NewPricesTaken(
        opportunity_id=opportunity.pk,
        number=opportunity.number,
        lines=len(moved),
        from_amount=str(before),
        to_amount=str(opportunity.amount),
    )
    record(fact, about=opportunity, by=by, person_id=opportunity.owner_id)
    return len(moved)


def _price(found: PriceList, sku: str, quantity: int, level: str) -> Decimal:
    if not 1 <= quantity <= MOST_PIECES:
        raise QuantityUnsound
    if follows_discount_level(found) and level not in dict(discount_levels()):
        raise LevelMissing
    price = price_in(found, sku, quantity, level)
    if price is None:
        raise NotInBook(sku)
    return price


def _line(
    opportunity: Opportunity, found: PriceList, sku: str, quantity: int, price: Decimal, level: str
) -> OpportunityLine:
    known = product(sku)
    return OpportunityLine(
        opportunity=opportunity,
        sku=sku,
        family=known.family if known else "",
        quantity=quantity,
        unit_price=price,
        book=found.book.key,
        publication=found.publication.key,
        release_id=releases.current().pk,
        discount_level=level if follows_discount_level(found) else "",
    )


def _on(lines: Sequence[OpportunityLine], position: int) -> OpportunityLine:
    """The line at a place; NotInBook's sister for one that somebody took off meanwhile."""
    found = next((one for one in lines if one.position == position), None)
    if found is None:
        raise LineGone
    return found


class LineGone(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("This product is not on the opportunity any more.")),
            remedy=say(_("It was taken off in another window, perhaps. Look at it as it is now.")),
        )


def totals(opportunity: Opportunity, lines: Sequence[OpportunityLine]) -> tuple[Decimal, list[str]]:
    """Amount and families as the lines make them; as they are where there are none. Raises Unsound, of an amount."""
    if not lines:
        return opportunity.amount, list(opportunity.families)
    amount = sound_amount(sum((one.total for one in lines), start=Decimal(0)), opportunity.currency)
    on_it = {one.family for one in lines}
    known = [key for key in catalogue().families if key in on_it]
    return amount, known or sorted(on_it)


def _check(opportunity: Opportunity, lines: Sequence[OpportunityLine], by: Actor) -> None:
    """Ask other modules before anything changes: about the lines, and about what they make of the whole."""
    amount, families = totals(opportunity, lines)
    asked = ["lines"]
    asked += ["change.amount"] if amount != opportunity.amount else []
    asked += ["change.families"] if set(families) != set(opportunity.families) else []
    check_edit(opportunity, by, *asked)


def _resum(opportunity: Opportunity, lines: Sequence[OpportunityLine]) -> None:
    opportunity.amount, opportunity.families = totals(opportunity, lines)
    opportunity.touched_at = clock.now()
    opportunity.save(update_fields=["amount", "families", "touched_at"])
