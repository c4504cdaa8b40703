"""Of licences that are owed: what can be done, what it costs, until when (V4, V6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_noop as _

from kanaal.core import formats
from kanaal.core.texts import Text, name, say
from kanaal.licensing.access import Known
from kanaal.licensing.rules.authorisations import Deadlines, Owed, State
from kanaal.licensing.rules.money import rounded
from kanaal.licensing.rules.orders import return_by


@dataclass(frozen=True)
class Piece:
    """An authorisation of which licences are owed. `waiting`: so many are in an order that is not confirmed."""

    owed: Owed
    product: object
    days: Deadlines
    waiting: int

    @property
    def suspended(self) -> bool:
        return self.owed.state is State.SUSPENDED


@dataclass(frozen=True)
class Way:
    """What can be done. `until`: its last day; `url` is where its reader does it, if they do."""

    key: str
    title: Text
    text: Text
    costs: Text
    until: dt.date | None
    url: str = ""
    button: Text | None = None

    @property
    def icon(self) -> str:
        return ICONS[self.key]


ICONS = {"order": "shopping-cart", "leave": "calendar-x", "order-and-return": "undo-2"}


def ways_of(known: Known, pieces: Sequence[Piece], total: Decimal | None, for_role: str) -> Iterable[Way]:
    """To order them; and for those that nobody wants any more the two ways out, always both (V6)."""
    last = min(one.days.lapses_on for one in pieces) - dt.timedelta(days=1)
    gone = max(one.days.lapses_on for one in pieces)
    back = return_by(known.today, known.terms)
    yield _ordering(known, pieces, _price(known, total, for_role), last, for_role)
    yield Way("leave", say(_("Leave them until the end of the term")), _left(pieces, gone), say(_("Nothing")), last)
    nothing = rounded(Fraction(0), known.agreement.currency)
    yield Way(
        "order-and-return",
        say(_("Order them, and have them returned at once")),
        say(
            _(
                "The agreement is clear once it is confirmed, and more can be added. The licences must be out of use "
                "first. Ordered today, the return is asked for by %(back)s."
            ),
            back=back,
        ),
        _comes_back(known, total, nothing, for_role),
        last,
        _to("console-return-at-once", known) if for_role == "reseller" else "",
        say(_("Order and return them")),
    )


def _ordering(known: Known, pieces: Sequence[Piece], price: Text, last: dt.date, for_role: str) -> Way:
    """To order them; where all are in orders already, that the distributors are waited for."""
    clears = say(
        _("They are cleared on the day on which the distributor confirms it; whoever lost access has it back.")
    )
    ours = for_role == "reseller"
    if all(one.waiting >= one.owed.quantity for one in pieces):
        url = _to("console-customer-orders", known) if ours else ""
        return Way(
            "order", say(_("They are asked of the distributor")), clears, price, last, url, say(_("See the order"))
        )
    url = _to("console-order", known, pieces) if ours else ""
    return Way("order", say(_("Order them")), clears, price, last, url, say(_("Order them")))


def _left(pieces: Sequence[Piece], gone: dt.date) -> Text:
    """What becomes of them if nobody does anything."""
    coming = min((one.days.suspended_on for one in pieces if not one.suspended), default=None)
    if coming is None:
        says = _("They go on %(day)s with all that is not renewed. Until then no more can be added, nor used of these.")
        return say(says, day=gone)
    says = _(
        "From %(coming)s on they can't be used, and on %(day)s they go with all that is not renewed. Until then no "
        "more can be added."
    )
    return say(says, coming=coming, day=gone)


def _to(page: str, known: Known, pieces: Sequence[Piece] = ()) -> str:
    """The page on which it is done, with all that is in no order yet filled in."""
    left = ((one.owed.number, one.owed.quantity - one.waiting) for one in pieces)
    query = urlencode({f"{FILLED}{number}": quantity for number, quantity in left if quantity > 0})
    return reverse(page, args=[known.agreement.number]) + (f"?{query}" if query else "")


FILLED = "q-"
"""Before the number of an authorisation: how many of it are filled in on the order's page."""


def _price(known: Known, total: Decimal | None, for_role: str) -> Text:
    if for_role == "customer":
        return say(_("What %(reseller)s asks for them"), reseller=name(known.agreement.partner.name))
    if total is None:
        return say(_("There is no price for them at the moment; ask the helpdesk"))
    return say(_("%(amount)s, until the end of the term"), amount=_money(known, total))


def _comes_back(known: Known, total: Decimal | None, nothing: Decimal, for_role: str) -> Text:
    if for_role == "customer" or total is None:
        return say(_("Nothing in the end: what is charged is credited"))
    return say(
        _("%(nothing)s in the end: %(amount)s is charged, and credited"),
        nothing=_money(known, nothing),
        amount=_money(known, total),
    )


def _money(known: Known, amount: Decimal) -> Text:
    return name(formats.money(amount, known.agreement.currency))
