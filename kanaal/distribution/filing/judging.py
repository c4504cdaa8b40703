"""Is what a row says sound, as things are now? Every fault at once, each with its column and what to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_noop as _

from kanaal.catalogue.books import catalogue
from kanaal.core import clock, numbers
from kanaal.core.importing.columns import Layout, plain
from kanaal.core.importing.values import Unreadable as NoDate
from kanaal.core.importing.values import date
from kanaal.core.texts import Text, Words, name, say
from kanaal.distribution.filing import licence_orders
from kanaal.distribution.filing.kinds import RETURNS, FileKind
from kanaal.distribution.filing.reading import Raw
from kanaal.distribution.sizes import LONGEST
from kanaal.distributors.models import Distributor
from kanaal.distributors.policy import About, RefuseReasonsPolicy
from kanaal.licensing.models import Agreement, LineAnswer, Order, OrderLine, Return
from kanaal.programme.policies import policy

Faults = list[tuple[str, Text]]
"""Column of ours, and what is wrong with its cell."""
MOST = 100_000
"""Licences in a row; whoever types more has mistyped."""


class Judge:
    """Judges the rows of one file, batch by batch; remembers what earlier rows of it said."""

    def __init__(self, kind: FileKind, distributor: Distributor, layout: Layout) -> None:
        self.kind, self.distributor, self.layout = kind, distributor, layout
        self.met: dict[tuple[str, ...], int] = {}
        self.left: dict[int, int] = {}
        self.looked_up: dict[tuple[str, str], Text | None] = {}
        self.today = clock.today()
        about: About = "return" if kind is RETURNS else "order"
        self.reasons = _reasons(about)

    def batch(self, rows: Sequence[Raw]) -> Iterator[tuple[Raw, str, Faults]]:
        """Each row with its state (sound, faulty, already) and its faults, columns as the file calls them."""
        ways = {"answers": self._answers, "returns": self._returns, "stock": self._stock, "orders": self._orders_of}
        judge = ways[self.kind.key]
        for row, state, faults in judge([row for row in rows if not row.faults]):
            named = [(self.layout.heading(key) if key else "", says) for key, says in faults]
            yield row, "faulty" if faults else state, named
        for row in rows:
            if row.faults:
                yield row, "faulty", row.faults

    # --- answers to orders

    def _answers(self, rows: Sequence[Raw]) -> Iterator[tuple[Raw, str, Faults]]:
        orders = _by_number(self._orders(), (row.values["order"] for row in rows))
        lines = [line for order in orders.values() for line in order.lines.all()]
        known = _known_answers(lines)
        for row in rows:
            faults: Faults = []
            order = self._named(row, "order", orders, faults)
            line = self._line(row, order, faults) if order is not None else None
            answer, quantity = self._answer(row, faults), _quantity(row, faults)
            self._said(row, answer, "confirm", "order_number", faults)
            self._once(row, faults)
            if faults or order is None or line is None:
                yield row, "faulty", faults or [("", say(_("This row can't be understood.")))]
                continue
            if _key_of(row, line, quantity, answer) in known:
                yield row, "already", []
                continue
            yield row, "sound", self._waits(order, line, quantity)

    def _orders(self) -> Any:
        found = Order.objects.filter(distributor=self.distributor)
        return found.prefetch_related(Prefetch("lines", OrderLine.objects.order_by("position")))

    def _line(self, row: Raw, order: Order, faults: Faults) -> OrderLine | None:
        lines, said = list(order.lines.all()), row.values.get("order_line", "")
        if not said and len(lines) == 1:
            row.values["order_line"] = str(lines[0].position)
            return lines[0]
        found = next((line for line in lines if str(line.position) == said), None)
        if found is None:
            says = _("%(order)s has lines 1 to %(last)s. Say which one.")
            faults.append(("order_line", say(says, order=name(order.number), last=len(lines))))
        return found

    def _waits(self, order: Order, line: OrderLine, quantity: int) -> Faults:
        if order.state != "asked":
            says = _("The order is: %(state)s. Nothing of it waits for an answer any more.")
            return [("order", say(says, state=order.state_label))]
        left = self.left.setdefault(line.pk, line.open)
        if quantity > left:
            says = _("Only %(open)s of this line wait, with the rows above taken off. Give so many, or fewer.")
            return [("quantity", say(says, open=left))]
        self.left[line.pk] -= quantity
        return []

    # --- returns

    def _returns(self, rows: Sequence[Raw]) -> Iterator[tuple[Raw, str, Faults]]:
        found = Return.objects.filter(order__distributor=self.distributor)
        known = _by_number(found, (row.values["return"] for row in rows))
        for row in rows:
            faults: Faults = []
            one, answer = self._named(row, "return", known, faults), self._answer(row, faults)
            self._said(row, answer, "credit", "credit_number", faults)
            self._once(row, faults)
            if faults or one is None:
                yield row, "faulty", faults
                continue
            state = STANDS[answer].get(one.state, "")
            says = say(_("The return is: %(state)s. This can't be done with it now."), state=one.state_label)
            yield row, state or "faulty", [] if state else [("return", says)]

    # --- stock reports

    def _stock(self, rows: Sequence[Raw]) -> Iterator[tuple[Raw, str, Faults]]:
        found = Agreement.objects.filter(orders__distributor=self.distributor).distinct()
        known = _by_number(found, (row.values["agreement"] for row in rows))
        for row in rows:
            faults: Faults = []
            self._named(row, "agreement", known, faults)
            if row.values["sku"] not in catalogue().products:
                faults.append(
                    ("sku", say(_("The programme has no product of this number. Write it as the price list does.")))
                )
            _quantity(row, faults, least=0)
            self._day(row, faults)
            self._once(row, faults)
            yield row, "sound", faults

    def _day(self, row: Raw, faults: Faults) -> None:
        try:
            day = date(row.values["reported_on"])
        except NoDate:
            faults.append(
                (
                    "reported_on",
                    say(
                        _("This is no day. Write year-month-day, for instance %(day)s."),
                        day=name(self.today.isoformat()),
                    ),
                )
            )
            return
        if not self.today - dt.timedelta(days=3660) <= day <= self.today:
            faults.append(("reported_on", say(_("A report tells of a day that was, not of %(day)s."), day=day)))
        row.values["reported_on"] = day.isoformat()

    # --- licence orders

    def _orders_of(self, rows: Sequence[Raw]) -> Iterator[tuple[Raw, str, Faults]]:
        for row, state, faults in licence_orders.judge(rows, self.distributor, self.looked_up):
            if state == "sound":
                self._once(row, faults)
            yield row, state, faults

    # --- what all ask

    def _named(self, row: Raw, key: str, known: Mapping[str, Any], faults: Faults) -> Any:
        said = row.values[key].upper()
        row.values[key] = said
        if found := known.get(said):
            return found
        if said and numbers.is_well_formed(said):
            faults.append((key, say(UNKNOWN[key])))
        else:
            faults.append(
                (key, say(_("A digit or letter of this number is wrong or missing. Copy it from your list.")))
            )
        return None

    def _answer(self, row: Raw, faults: Faults) -> str:
        answer = self.kind.answers.get(plain(row.values["answer"]), "")
        if not answer:
            words = ", ".join(dict.fromkeys(self.kind.answers.values()))
            faults.append(("answer", say(_("Write one of these: %(words)s."), words=name(words))))
        row.values["answer"] = answer
        return answer

    def _said(self, row: Raw, answer: str, numbered: str, column: str, faults: Faults) -> None:
        """A yes has a number of theirs, a no has a reason of the programme's."""
        if answer == numbered:
            number = " ".join(row.values.get(column, "").split())
            if not 0 < len(number) <= LONGEST:
                faults.append((column, say(_("Your own number is missing. It stands on the invoice or credit."))))
            row.values[column] = number
        if answer != "refuse":
            return
        reason = self.reasons.get(plain(row.values.get("reason", "")), None)
        if reason is None:
            keys = ", ".join(dict.fromkeys(one.key for one in self.reasons.values()))
            faults.append(("reason", say(_("Write one of these reasons: %(reasons)s."), reasons=name(keys))))
            return
        row.values["reason"] = reason.key
        if reason.note and not row.values.get("note"):
            faults.append(("note", say(_("This reason says nothing by itself. Write why, and what can be done."))))

    def _once(self, row: Raw, faults: Faults) -> None:
        """A row that says just what an earlier one of the same file said is a slip, whichever of them was meant."""
        said = tuple(row.values.get(key, "") for key in COMPARED[self.kind.key])
        if (first := self.met.setdefault(said, row.line)) != row.line:
            faults.append(("", say(_("Line %(line)s says the same already. Leave one of them."), line=first)))


STANDS = {
    "request": {"asked": "sound"} | dict.fromkeys(("requested", "authorised", "credited", "passed_on"), "already"),
    "refuse": {"asked": "sound", "refused": "already"},
    "credit": {"credited": "sound", "passed_on": "already"},
}  # fmt: skip
"""What an answer does to a return in a state; what is not here can't be done."""
UNKNOWN = {
    "order": _("You were asked for no order of this number. Look it up in your list."),
    "return": _("You were asked for no return of this number. Look it up in your list."),
    "agreement": _("You know no customer of this number: no order of theirs was asked of you."),
}
COMPARED = {
    "answers": ("order", "order_line", "answer", "quantity", "order_number", "reason"),
    "returns": ("return",),
    "stock": ("agreement", "sku", "reported_on"),
    "orders": ("order", "sku", "quantity", "amount"),
}
"""Two rows that are alike in these say the same, or gainsay each other: two quantities of one product on one day."""


def _by_number(rows: Any, said: Iterator[str] | Any) -> dict[str, Any]:
    return {one.number: one for one in rows.filter(number__in={number.upper() for number in said})}


def _quantity(row: Raw, faults: Faults, least: int = 1) -> int:
    said = row.values["quantity"]
    if said.isascii() and said.isdigit() and least <= int(said[:9]) <= MOST:
        row.values["quantity"] = str(int(said))
        return int(said)
    faults.append(
        ("quantity", say(_("This is no number of licences. Write a whole number from %(least)s on."), least=least))
    )
    return 0


def _known_answers(lines: Sequence[OrderLine]) -> set[tuple[Any, ...]]:
    rows = LineAnswer.objects.filter(order_line__in=[line.pk for line in lines])
    return set(rows.values_list("order_line", "kind", "quantity", "order_number", "reason"))


def _key_of(row: Raw, line: OrderLine, quantity: int, answer: str) -> tuple[Any, ...]:
    if answer == "confirm":
        return (line.pk, "confirmed", quantity, row.values["order_number"], "")
    return (line.pk, "refused", quantity, "", row.values["reason"])


def _reasons(about: About) -> dict[str, Any]:
    """By key, and by what they are called in any language."""
    found: dict[str, Any] = {}
    for one in policy(RefuseReasonsPolicy).of(about):
        label: Words = one.label
        for word in (one.key, *label.values()):
            found[plain(word)] = one
    return found
