"""Orders and returns as all who are concerned see them: reseller, distributor, desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kanaal.core import formats, tables
from kanaal.core.texts import Text, name, say, say_many
from kanaal.distributors.policy import RefuseReason, RefuseReasonsPolicy
from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.models import Agreement, Order, OrderLine, Return, ReturnLine
from kanaal.licensing.rules.authorisations import State, state
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.sound import called
from kanaal.people import history
from kanaal.programme.policies import policy

TONES = {"asked": "warn", "answered": "ok", "withdrawn": "neutral"}
RETURN_TONES = {
    "asked": "warn", "requested": "warn", "authorised": "info", "credited": "info", "passed_on": "ok", "refused": "bad",
    "withdrawn": "neutral",
}  # fmt: skip
STANDING = {
    State.PENDING: ("info", gettext_noop("pending")),
    State.OVERDUE: ("warn", gettext_noop("overdue")),
    State.SUSPENDED: ("bad", gettext_noop("suspended")),
    State.LAPSED: ("neutral", gettext_noop("ended with its term")),
    State.ORDERED: ("ok", gettext_noop("ordered")),
    State.REMOVED: ("neutral", gettext_noop("removed")),
    State.RETURNED: ("neutral", gettext_noop("returned")),
}
"""Where an authorisation stands, with its tone."""


def order_states() -> dict[str, tuple[str, str]]:
    return {key: (TONES[key], str(Text(label))) for key, label in Order.lifecycle.choices()}


def return_states() -> dict[str, tuple[str, str]]:
    return {key: (RETURN_TONES[key], str(Text(label))) for key, label in Return.lifecycle.choices()}


def kind_label(order: Order) -> Text:
    """What is asked for, in a word."""
    if order.returns_at_once:
        return Text(gettext_noop("order, and return at once"))
    return Text(dict(Order._meta.get_field("kind").choices or [])[order.kind])


def reason_of(key: str) -> RefuseReason | None:
    """As the programme words it now; None where it has no such reason any more, or the reseller took the rest back."""
    return policy(RefuseReasonsPolicy).get(key) if key else None


# --- the lines of an order


@dataclass(frozen=True)
class Standing:
    """Where the authorisation stands that a line clears, on the agreement's own day."""

    facts: Facts | None
    terms: Terms
    today: dt.date

    @classmethod
    def of(cls, agreement: Agreement) -> Standing:
        return cls(facts_of(agreement), terms_of(agreement), today_of(agreement))

    def state_of(self, number: str) -> State | None:
        one = self._addition(number)
        return state(one, self.facts.cycle(self.terms), self.terms, self.today) if one and self.facts else None

    def open_of(self, number: str) -> int:
        one = self._addition(number)
        return one.open(self.today) if one else 0

    def _addition(self, number: str) -> Any:
        found = self.facts.additions if self.facts else ()
        return next((one for one in found if one.number == number), None)


def lines_table(order: Order, lines: Sequence[OrderLine], standing: Standing | None = None) -> tables.Table:
    """What was asked for, what became of it, and what it comes to. `standing`: also how its authorisation stands."""
    columns = [
        tables.text(_("Product"), lambda line: called(line.sku), under=_position, strong=True),
        tables.text(_("What it is for"), lambda line: _clears(order, line)),
    ]
    if standing is not None and any(line.addition_id for line in lines):
        columns.append(tables.part(_("Stands"), lambda line: _standing_badge(standing, line)))
    columns += [
        tables.number(_("Asked"), "quantity"),
        tables.number(_("Confirmed"), "confirmed"),
        tables.number(_("Refused"), "refused"),
        tables.number(_("Waits"), lambda line: line.open if order.state == "asked" else 0),
        tables.money(_("A whole term"), "price", currency=order.currency),
        tables.money(_("Comes to"), "amount", currency=order.currency),
    ]
    asked, confirmed, refused = (
        sum(getattr(line, one) for line in lines) for one in ("quantity", "confirmed", "refused")
    )
    waits = sum(line.open for line in lines) if order.state == "asked" else 0
    total = formats.money(sum((line.amount for line in lines), Decimal(0)), order.currency)
    numbers = [formats.number(one) for one in (asked, confirmed, refused, waits)]
    foot = [_("Together"), *[""] * (len(columns) - 7), *numbers, "", total]
    return tables.Table(caption=_("Lines of the order"), columns=columns, rows=lines, foot=foot)


def _position(line: OrderLine) -> str:
    return _("line %(line)s · %(sku)s") % {"line": line.position, "sku": line.sku}


def _clears(order: Order, line: OrderLine) -> str:
    if line.addition is not None:
        return str(line.addition.number)
    if order.anniversary is not None:
        return _("renewal of %(day)s") % {"day": formats.date(order.anniversary)}
    return _("new licences")


def _standing_badge(standing: Standing, line: OrderLine) -> SafeString:
    found = standing.state_of(line.addition.number) if line.addition else None
    if found is None:
        return format_html('<span class="muted">{}</span>', "–")
    tone, word = STANDING[found]
    return format_html('<span class="badge is-{}">{}</span>', tone, _(word))


def cleared(order: Order, lines: Iterable[tuple[OrderLine, int]]) -> list[Text]:
    """What confirming so many of these lines did, a sentence each: *clears 8 of the 12 licences of PA-…* (V6)."""
    standing = Standing.of(order.agreement)
    return [_cleared(order, line, quantity, standing) for line, quantity in lines]


def _cleared(order: Order, line: OrderLine, quantity: int, standing: Standing) -> Text:
    if line.addition is None:
        says = gettext_noop("%(quantity)s × %(product)s are ordered from today on.")
        if order.anniversary is not None:
            says = gettext_noop("%(quantity)s × %(product)s are renewed.")
        return say(says, quantity=quantity, product=called(line.sku))
    number, left = line.addition.number, standing.open_of(line.addition.number)
    if not left:
        return say_many(
            "This clears the %(count)s licence of %(number)s that was open; nothing of it is owed any more.",
            "This clears the %(count)s licences of %(number)s that were open; nothing of it is owed any more.",
            quantity,
            number=name(number),
        )
    stands = STANDING[standing.state_of(number) or State.PENDING][1]
    return say(
        gettext_noop("This clears %(quantity)s of the %(all)s licences of %(number)s; %(left)s remain %(state)s."),
        quantity=quantity, all=line.addition.quantity, number=name(number), left=left, state=Text(stands),
    )  # fmt: skip


# --- what the distributor said


@dataclass(frozen=True)
class Said:
    """One answer, with what the reseller can do about a no."""

    at: dt.datetime
    confirmed: bool
    what: list[Text]
    number: str = ""
    reason: Any = ""
    remedy: Any = ""
    note: str = ""


def answers_of(order: Order, lines: Iterable[OrderLine], entries: Iterable[history.Entry]) -> list[Said]:
    """All that the distributor said to the order, the latest first: from what happened to it."""
    products = {str(line.position): called(line.sku) for line in lines}
    return [_said(one, products) for one in entries if one.name in ("OrderConfirmed", "LinesRefused")]


def _said(entry: history.Entry, products: Mapping[str, Any]) -> Said:
    what = [
        say(
            gettext_noop("%(quantity)s × %(product)s (line %(line)s)"),
            quantity=n,
            product=products.get(at, ""),
            line=at,
        )
        for at, n in entry.data.get("lines", {}).items()
    ]
    if entry.name == "OrderConfirmed":
        return Said(entry.at, True, what, number=entry.data.get("order_number", ""))
    reason = reason_of(entry.data.get("reason", ""))
    words = {"reason": reason.text, "remedy": reason.remedy} if reason else {"reason": entry.data.get("reason", "")}
    return Said(entry.at, False, what, note=entry.data.get("note", ""), **words)


@dataclass(frozen=True)
class Back:
    """A return of an order, as what happened to the order tells of it."""

    number: str
    state_label: Text
    tone: str


AFTER = {
    "ReturnAsked": "asked",
    "ReturnRequested": "requested",
    "ReturnAuthorised": "authorised",
    "ReturnCredited": "credited",
    "CreditPassedOn": "passed_on",
    "ReturnRefused": "refused",
    "ReturnWithdrawn": "withdrawn",
}
"""In which state a return is after a fact."""


def returns_of(entries: Iterable[history.Entry]) -> list[Back]:
    """An order's returns with their states, the latest first; `entries` are what happened to it, the latest first."""
    found: dict[str, Back] = {}
    for one in entries:
        state, number = AFTER.get(one.name, ""), str(one.data.get("number", ""))
        if state and number not in found:
            found[number] = Back(number, Return.lifecycle.label(state), RETURN_TONES[state])
    return list(found.values())


# --- returns


@dataclass(frozen=True)
class Stage:
    """A step of the way, for the part `stepper`."""

    label: str
    state: str
    url: str = ""


WAY = ("asked", "requested", "authorised", "credited", "passed_on")


def way_of(asked: Return) -> list[Stage]:
    """From asking to the reseller's credit: what is done, whose turn it is, what is still to come."""
    labels = [
        _("Asked by the reseller"),
        _("Requested by the distributor"),
        _("Authorised by the vendor"),
        _("Credited to the distributor"),
        _("Credited to the reseller"),
    ]
    if asked.state in ("refused", "withdrawn"):
        done = 2 if asked.requested_at else 1
        last = Stage(str(asked.state_label), "current")
        return [*(Stage(label, "done") for label in labels[:done]), last]
    at = WAY.index(asked.state) + 1
    return [
        Stage(label, "done" if place < at else "current" if place == at else "coming")
        for place, label in enumerate(labels)
    ]


def return_lines_table(order: Order, rows: Sequence[Any]) -> tables.Table:
    """What goes back: rows of `ReturnLine`, each with its line."""
    total = formats.money(sum((row.credit for row in rows), Decimal(0)), order.currency)
    return tables.Table(
        caption=_("What goes back"),
        columns=[
            tables.text(
                _("Product"),
                lambda row: called(row.order_line.sku),
                under=lambda row: _position(row.order_line),
                strong=True,
            ),
            tables.text(_("Order number of the distributor"), "order_line.order_number"),
            tables.number(_("Licences"), "quantity"),
            tables.money(_("Comes back"), "credit", currency=order.currency),
        ],
        rows=rows,
        foot=[_("Together"), "", formats.number(sum(row.quantity for row in rows)), total],
    )


def lines_back(asked: Return) -> list[ReturnLine]:
    return list(asked.lines.select_related("order_line").order_by("order_line__position"))


def return_facts(asked: Return) -> list[tuple[str, object]]:
    """Its numbers and days, as far as there are any."""
    pairs: list[tuple[str, object]] = [
        (_("Return"), asked.number),
        (_("Order"), asked.order.number),
        (_("Asked"), formats.moment(asked.asked_at)),
        (_("Requested of the vendor"), formats.moment(asked.requested_at) if asked.requested_at else ""),
        (_("Return authorisation (RMA)"), asked.rma_number),
        (_("Licences gone since"), formats.date(asked.authorised_on) if asked.authorised_on else ""),
        (_("Vendor's credit"), asked.credit_number),
        (_("Distributor's credit"), asked.passed_on_number),
    ]
    return [(label, value) for label, value in pairs if value]
