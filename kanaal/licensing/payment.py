"""Payment is required: which licences, who does without them, what can be done, who was told when (V4, V6).

Both consoles show it (`licensing/_payment_required.html`), each for its reader. It changes nothing and alarms nobody:
what is here was announced, and each of the ways leads out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from kanaal.core import tables
from kanaal.core.texts import Text, say, say_many
from kanaal.licensing.access import Known, known_of
from kanaal.licensing.charging import Asked, Charge, charges, total_of
from kanaal.licensing.models import Agreement
from kanaal.licensing.payment_people import Told, Without, told_of, without_of
from kanaal.licensing.payment_ways import Piece, Way, ways_of
from kanaal.licensing.prices import list_for
from kanaal.licensing.rules.authorisations import Owed, State, deadlines, owed
from kanaal.licensing.sound import NotSoldHere, called
from kanaal.licensing.waiting import Waiting, waiting_of


@dataclass(frozen=True)
class Payment:
    """Everything that the panel shows. `amount`: what ordering all of it comes to; None where that is not known."""

    agreement: Agreement
    pieces: tuple[Piece, ...]
    without: tuple[Without, ...]
    ways: tuple[Way, ...]
    told: tuple[Told, ...]
    amount: Decimal | None
    indicative: object
    today: dt.date
    for_role: str

    @property
    def quantity(self) -> int:
        return sum(one.owed.quantity for one in self.pieces)

    @property
    def waiting(self) -> int:
        return sum(one.waiting for one in self.pieces)

    @property
    def suspended(self) -> int:
        return sum(one.owed.quantity for one in self.pieces if one.suspended)

    @property
    def users(self) -> int:
        return sum(one.count for one in self.without)

    @property
    def table(self) -> tables.Table:
        """The licences one by one, each with its days."""
        return tables.Table(
            caption=gettext("Licences that were not ordered in time"),
            columns=[
                tables.text(gettext("Licences"), _licences, under="owed.number", strong=True),
                tables.date(gettext("Added"), "owed.added"),
                tables.date(gettext("To be ordered by"), "days.order_by"),
                tables.date(gettext("Not usable from"), "days.suspended_on"),
                tables.badge(gettext("State"), "owed.state", STATES),
            ],
            rows=self.pieces,
        )

    @property
    def headline(self) -> Text:
        return say_many(
            "%(count)s licence was not ordered in time", "%(count)s licences were not ordered in time", self.quantity
        )

    @property
    def means(self) -> Text:
        """What it means now, in a sentence."""
        if not self.suspended:
            return say(_("All licences can still be used. Until these are ordered no more can be added."))
        if self.suspended == self.quantity:
            return say(
                _("These can't be used now; all others go on as before. Until they are ordered no more is added.")
            )
        return say_many(
            "%(count)s of them can't be used now; all others go on as before. Until they are ordered no more is added.",
            "%(count)s of them can't be used now; all others go on as before. Until they are ordered no more is added.",
            self.suspended,
        )


STATES = {
    State.OVERDUE: ("warn", say(_("overdue, and usable"))),
    State.SUSPENDED: ("bad", say(_("suspended"))),
}


def _licences(piece: Piece) -> str:
    return f"{piece.owed.quantity} × {piece.product}"


def payment_of(
    agreement: Agreement, *, for_role: str, known: Known | None = None, waiting: Waiting | None = None
) -> Payment | None:
    """What the panel shows to a reader ("reseller", "customer", "desk"); None where no payment is required.

    With four questions at most; fewer where facts and what waits are known already.
    """
    known = known or known_of(agreement)
    if known.facts is None or not agreement.is_live:
        return None
    found = owed(known.facts, known.terms, known.today)
    if not found:
        return None
    pieces = tuple(_pieces(known, found, waiting or waiting_of(agreement)))
    charged = _charges(known, found)
    amount = total_of(charged, agreement.currency) if charged else None
    ways = tuple(ways_of(known, pieces, amount, for_role))
    prices = list_for(agreement, known.today) if for_role != "customer" else None
    return Payment(
        agreement=agreement,
        pieces=pieces,
        without=tuple(without_of(known, pieces)),
        ways=ways,
        told=tuple(told_of(known, pieces, for_role)),
        amount=amount if for_role != "customer" else None,
        indicative=prices.book.indicative if prices else "",
        today=known.today,
        for_role=for_role,
    )


def _pieces(known: Known, found: Sequence[Owed], waiting: Waiting) -> Iterable[Piece]:
    facts = {one.number: one for one in known.facts.additions} if known.facts else {}
    for one in found:
        days = deadlines(facts[one.number], known.facts.cycle(known.terms), known.terms) if known.facts else None
        if days is not None:
            waits = min(one.quantity, waiting.additions.get(one.number, 0))
            yield Piece(one, called(one.product), days, waits)


def _charges(known: Known, found: Sequence[Owed]) -> tuple[Charge, ...]:
    """All of it in one order; nothing where something of it has no price any more."""
    asked = [Asked(one.product, one.quantity, one.added) for one in found]
    try:
        return charges(known.agreement, known.facts, known.terms, asked, known.today)
    except NotSoldHere:
        return ()
