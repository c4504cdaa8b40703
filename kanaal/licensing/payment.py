"""Payment is required: which licences, who of the users does without them, what can be done, who was told when (V4, V6).

Both consoles show it (`licensing/_payment_required.html`), each for its reader. It changes nothing and alarms nobody:
what is here was announced, and each of the ways leads out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_noop as _

from kanaal.core.texts import Text, name, say, say_many
from kanaal.licensing import wordings
from kanaal.licensing.access import Known, known_of, without_on
from kanaal.licensing.charging import Asked, Charge, charges, total_of
from kanaal.licensing.models import Addition, Agreement, LicenceUser, Notice
from kanaal.licensing.prices import list_for
from kanaal.licensing.rules.authorisations import Deadlines, Owed, State, deadlines, owed
from kanaal.licensing.rules.kinds import Kind
from kanaal.licensing.rules.money import rounded
from kanaal.licensing.rules.orders import return_by
from kanaal.licensing.sound import NotSoldHere, called
from kanaal.licensing.waiting import waiting_of

NAMED = 20
"""So many users are named; of more, how many more there are."""


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
class Without:
    """Users of a product who can't use it: since when they can't, or from when on they won't."""

    product: object
    names: tuple[str, ...]
    more: int
    since: dt.date
    coming: bool

    @property
    def count(self) -> int:
        return len(self.names) + self.more


@dataclass(frozen=True)
class Way:
    """What can be done. `costs` and `clears` in words; `until` its last day; `page` who does it opens."""

    key: str
    title: Text
    text: Text
    costs: Text
    until: dt.date | None


@dataclass(frozen=True)
class Told:
    """Who was told of one of these licences, on which day, of what."""

    on: dt.date
    what: Text
    who: str
    late: bool


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
    def order_query(self) -> str:
        """What the order's page is opened with: all that is owed and in no order yet."""
        left = ((one.owed.number, one.owed.quantity - one.waiting) for one in self.pieces)
        return "&".join(f"q-{number}={quantity}" for number, quantity in left if quantity > 0)

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
            return say(_("These can't be used now; all others go on as before. Until they are ordered no more is added."))
        return say_many(
            "%(count)s of them can't be used now; all others go on as before. Until they are ordered no more is added.",
            "%(count)s of them can't be used now; all others go on as before. Until they are ordered no more is added.",
            self.suspended,
        )


def payment_of(agreement: Agreement, *, for_role: str, known: Known | None = None) -> Payment | None:
    """What the panel shows to a reader ("reseller", "customer", "desk"); None where no payment is required."""
    known = known or known_of(agreement)
    if known.facts is None or not agreement.is_live:
        return None
    found = owed(known.facts, known.terms, known.today)
    if not found:
        return None
    pieces = tuple(_pieces(known, found))
    charged = _charges(known, found)
    amount = total_of(charged, agreement.currency) if charged else None
    ways = tuple(_ways(known, pieces, for_role))
    prices = list_for(agreement, known.today) if for_role != "customer" else None
    return Payment(
        agreement=agreement,
        pieces=pieces,
        without=tuple(_without(known, pieces)),
        ways=ways,
        told=tuple(_told(known, pieces, for_role)),
        amount=amount if for_role != "customer" else None,
        indicative=prices.book.indicative if prices else "",
        today=known.today,
        for_role=for_role,
    )


def _pieces(known: Known, found: Sequence[Owed]) -> Iterable[Piece]:
    facts = {one.number: one for one in known.facts.additions} if known.facts else {}
    rows = {row.number: row.pk for row in Addition.objects.filter(number__in=[one.number for one in found])}
    waiting = waiting_of(known.agreement).additions
    for one in found:
        days = deadlines(facts[one.number], known.facts.cycle(known.terms), known.terms) if known.facts else None
        if days is not None:
            waits = min(one.quantity, waiting.get(rows.get(one.number, 0), 0))
            yield Piece(one, called(one.product), days, waits)


def _charges(known: Known, found: Sequence[Owed]) -> tuple[Charge, ...]:
    """All of it in one order; nothing where something of it has no price any more."""
    asked = [Asked(one.product, one.quantity, one.added) for one in found]
    try:
        return charges(known.agreement, known.facts, known.terms, asked, known.today)
    except NotSoldHere:
        return ()


# --- users


def _without(known: Known, pieces: Sequence[Piece]) -> Iterable[Without]:
    """Who can't use a product now; and who will not be able to, from the day on which more of it is suspended."""
    for sku in dict.fromkeys(one.owed.product for one in pieces):
        mine = [one for one in pieces if one.owed.product == sku]
        now = without_on(known, sku, known.today)
        gone = [one.days.suspended_on for one in mine if one.suspended]
        if now:
            yield _named(sku, now, max(gone, default=known.today), coming=False)
        coming = min((one.days.suspended_on for one in mine if not one.suspended), default=None)
        if coming is not None and (more := [pk for pk in without_on(known, sku, coming) if pk not in now]):
            yield _named(sku, more, coming, coming=True)


def _named(sku: str, ids: list[int], since: dt.date, *, coming: bool) -> Without:
    rows = {row.pk: str(row) for row in LicenceUser.objects.filter(pk__in=ids[:NAMED])}
    names = tuple(rows[pk] for pk in ids[:NAMED] if pk in rows)
    return Without(called(sku), names, max(0, len(ids) - NAMED), since, coming)


# --- ways


def _ways(known: Known, pieces: Sequence[Piece], for_role: str) -> Iterable[Way]:
    """To order them; and for those that nobody wants any more the two ways out, always both (V6)."""
    reseller = name(known.agreement.partner.name)
    charged = _charges(known, [one.owed for one in pieces])
    total = total_of(charged, known.agreement.currency) if charged else None
    last = min(one.days.lapses_on for one in pieces) - dt.timedelta(days=1)
    gone = max(one.days.lapses_on for one in pieces)
    back = return_by(known.today, known.terms)
    yield Way(
        "order",
        say(_("Order them")),
        say(_("They are cleared on the day on which the distributor confirms the order; whoever lost access has it back.")),
        _price(known, total, for_role),
        last,
    )
    yield Way(
        "leave",
        say(_("Leave them until the end of the term")),
        say(
            _("They go on %(day)s with all that is not renewed. Until then no more can be added, nor used of these."),
            day=gone,
        ),
        say(_("Nothing")),
        last,
    )
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
        _comes_back(known, total, nothing, for_role, reseller),
        last,
    )


def _price(known: Known, total: Decimal | None, for_role: str) -> Text:
    if for_role == "customer":
        return say(_("What %(reseller)s asks for them"), reseller=name(known.agreement.partner.name))
    if total is None:
        return say(_("There is no price for them at the moment; ask the helpdesk"))
    return say(_("%(amount)s, until the end of the term"), amount=_money(known, total))


def _comes_back(known: Known, total: Decimal | None, nothing: Decimal, for_role: str, reseller: Text) -> Text:
    if for_role == "customer" or total is None:
        return say(_("Nothing in the end: what is charged is credited"))
    return say(
        _("%(nothing)s in the end: %(amount)s is charged, and credited"),
        nothing=_money(known, nothing),
        amount=_money(known, total),
    )


def _money(known: Known, amount: Decimal) -> Any:
    from kanaal.core.formats import money  # noqa: PLC0415

    return name(money(amount, known.agreement.currency))


# --- who was told


ABOUT = (Kind.OVERDUE, Kind.SUSPENDED, Kind.LAPSES)


def _told(known: Known, pieces: Sequence[Piece], for_role: str) -> Iterable[Told]:
    """Every announcement of these licences, the first one first."""
    numbers = {one.owed.number for one in pieces}
    rows = Notice.objects.filter(agreement=known.agreement, about__in=ABOUT).order_by("on", "pk")
    for notice in rows.prefetch_related("to"):
        if notice.key.split(":")[1] in numbers:
            yield Told(notice.on, _what(notice), ", ".join(_whom(notice, for_role)), notice.late)


def _what(notice: Notice) -> Text:
    about, count, day = Kind(notice.about), notice.quantity, notice.happens_on
    if about is Kind.OVERDUE:
        one, many = "%(count)s licence overdue from %(day)s on", "%(count)s licences overdue from %(day)s on"
        return say_many(one, many, count, day=day)
    if about is Kind.SUSPENDED:
        return say_many(
            "%(count)s licence not usable from %(day)s on", "%(count)s licences not usable from %(day)s on", count, day=day
        )
    return say_many("%(count)s licence goes on %(day)s", "%(count)s licences go on %(day)s", count, day=day)


def _whom(notice: Notice, for_role: str) -> list[str]:
    """Names with what they are here. A customer reads of its own people by name; of others, what they are."""
    found = []
    for who in notice.to.all():
        role = str(wordings.role_name(who.role))
        own = for_role != "customer" or who.role in ("customer", "administrators")
        reached = who.name or who.email
        found.append(f"{reached} ({role})" if own and reached and who.email else role)
    return list(dict.fromkeys(found))
