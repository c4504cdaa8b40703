"""What licences come to for an agreement: at the customer's level, an order's own size included; and what was shown.

Indicative, as all prices here are (P13). An order keeps what it came to, so that returns bring back just that.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_noop as _

from kanaal.core import formats
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.licensing.models import Addition, Agreement, Order
from kanaal.licensing.prices import kind_of_product, level_of, price_of
from kanaal.licensing.rules.commitment import price_day
from kanaal.licensing.rules.days import Cycle
from kanaal.licensing.rules.facts import LICENCE
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.money import rounded
from kanaal.licensing.rules.proration import Item, Line, preview
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.sound import NotSoldHere


@dataclass(frozen=True)
class Asked:
    """So many of a product, paid for from the day on which they were, or are, added. `addition`: what they clear."""

    sku: str
    quantity: int
    added: dt.date
    addition: Addition | None = None


@dataclass(frozen=True)
class Charge:
    """A line of an order as it would be placed now. `price` is one licence's for a whole term."""

    asked: Asked
    price: Decimal
    lines: tuple[Line, ...]

    @property
    def amount(self) -> Decimal:
        return sum((one.amount for one in self.lines), Decimal(0))


def cycle_of(agreement: Agreement, known: Facts | None, terms: Terms, today: dt.date) -> Cycle:
    """Its terms; of an agreement to which nothing was added, as they are if it begins today."""
    return known.cycle(terms) if known else Cycle(today, terms.term_months, agreement.first_anniversary)


def order_level(known: Facts | None, terms: Terms, asked: Sequence[Asked], today: dt.date, kind: str = LICENCE) -> str:
    """The customer's level for an order of all of it: its own or what a single order of that size reaches."""
    return level_of(known, terms, today, order=_sizes(asked)[kind], kind=kind)


def charges(
    agreement: Agreement, known: Facts | None, terms: Terms, asked: Sequence[Asked], today: dt.date
) -> tuple[Charge, ...]:
    """What each comes to if all are ordered together today. Raises NotSoldHere for what has no price."""
    cycle = cycle_of(agreement, known, terms, today)
    levels = {kind: order_level(known, terms, asked, today, kind) for kind in _sizes(asked)}
    found = []
    for one in asked:
        kind = kind_of_product(one.sku)
        price = price_for(agreement, known, terms, one.sku, levels[kind], today)
        item = Item(one.sku, one.quantity, price, co_terminates=kind == LICENCE)
        lines = preview([item], cycle, one.added, terms.proration, agreement.currency).lines
        found.append(Charge(one, price, lines))
    return tuple(found)


def price_for(agreement: Agreement, known: Facts | None, terms: Terms, sku: str, level: str, today: dt.date) -> Decimal:
    """A whole term's price of one, today's or that of a commitment which is kept. Raises NotSoldHere without one."""
    days = {today} if known is None else {price_day(known, terms, today), today}
    for day in sorted(days):
        if (price := price_of(agreement, sku, level, day)) is not None:
            return price
    raise NotSoldHere(
        sku,
        say(_("it has no price in the list that holds for this customer")),
        say(_("Ask the helpdesk which list holds, and from when.")),
    )


def total_of(found: Sequence[Charge], currency: str) -> Decimal:
    return sum((one.amount for one in found), rounded(Fraction(0), currency))


def _sizes(asked: Sequence[Asked]) -> Counter[str]:
    sizes: Counter[str] = Counter()
    for one in asked:
        sizes[kind_of_product(one.sku)] += one.quantity
    return sizes


# --- what somebody saw before they confirmed it


class NotAsShown(Refusal):
    """Between looking and confirming a day passed, a price changed, or something else was added or ordered."""

    def __init__(self, says: Text) -> None:
        super().__init__(says, remedy=say(_("Nothing was done. Look at it as it is now, and confirm again.")))


def seen_of(agreement: Agreement, today: dt.date, total: Decimal) -> str:
    """What a page that shows a change carries along: its day, what it came to, and what was there last."""
    mine = Agreement.objects.filter(pk=agreement.pk)
    order, addition = mine.values_list(_last(Order), _last(Addition)).get()
    return f"{today.isoformat()}|{total}|{order or 0}.{addition or 0}"


def _last(model: type[Order] | type[Addition]) -> Subquery:
    """The last one of an agreement."""
    return Subquery(model.objects.filter(agreement=OuterRef("pk")).order_by("-pk").values("pk")[:1])


def check_seen(agreement: Agreement, today: dt.date, total: Decimal, seen: str) -> None:
    """Raises NotAsShown where what is to be done is not what was looked at. Without `seen` nothing was looked at."""
    if not seen or seen == (now := seen_of(agreement, today, total)):
        return
    (day, amount, last), (day_now, _amount, last_now) = _read(seen), now.split("|")
    if last != last_now:
        raise NotAsShown(say(_("Something was added or ordered for this customer since you looked.")))
    if day != day_now:
        raise NotAsShown(say(_("A new day has begun for this customer since you looked: it is %(day)s."), day=today))
    raise NotAsShown(
        say(
            _("It comes to %(now)s now, which is not the %(shown)s that you saw."),
            now=name(formats.money(total, agreement.currency)),
            shown=name(_money(amount, agreement.currency)),
        )
    )


def _read(seen: str) -> tuple[str, str, str]:
    parts = seen.split("|")
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else ("", "", "")


def _money(amount: str, currency: str) -> str:
    try:
        return formats.money(Decimal(amount), currency)
    except ArithmeticError:
        return "–"
