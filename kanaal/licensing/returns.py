"""Whether something can go back, in words: the rules' answer with every reason; and what comes back (V6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, IntegerField, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_noop as _

from kanaal.core.decisions import Finding, met, unmet
from kanaal.core.texts import Text, name, say, say_many
from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.models import Agreement, Assignment, Order, OrderLine, Return, ReturnLine
from kanaal.licensing.rules import orders as rules
from kanaal.licensing.rules.authorisations import State, open_in
from kanaal.licensing.rules.commitment import spare
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.holdings import holding
from kanaal.licensing.rules.money import share
from kanaal.licensing.rules.orders import NoReturn
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.sound import called

WENT_BACK = ("authorised", "credited", "passed_on")
"""States of a return whose licences are gone."""


@dataclass(frozen=True)
class Known:
    """All that decides about returns of an order: read once, for a page or an action. `lines` are `OrderLine`s, with
    what `known_of` has counted for each.
    """

    order: Order
    lines: tuple[Any, ...]
    returned: Mapping[int, int]
    facts: Facts | None
    terms: Terms
    today: dt.date
    free: Mapping[str, int]

    def left(self, line: OrderLine) -> int:
        """How many of a line were confirmed and did not go back."""
        return line.confirmed - self.returned.get(line.pk, 0)

    @property
    def all_left(self) -> dict[int, int]:
        """All that could go back, line by line: position → how many."""
        return {line.position: left for line in self.lines if (left := self.left(line))}

    @property
    def whole(self) -> bool:
        return self.terms.returning.whole_order


def known_of(order: Order, of: Return | None = None) -> Known:
    """With two questions, whatever the number of lines. `of`: a return of it, whose part of each line comes along
    (`back` and `credit` of the line).
    """
    agreement = order.agreement
    lines = tuple(_lines(order, of))
    facts, terms, today = facts_of(agreement), terms_of(agreement), today_of(agreement)
    used = {line.sku: line.given for line in lines}
    free = {sku: _free(facts, terms, sku, today, given) for sku, given in used.items()}
    return Known(order, lines, {line.pk: line.returned for line in lines}, facts, terms, today, free)


def _lines(order: Order, of: Return | None) -> Iterable[Any]:
    """The order's lines, each with how many went back, and how many licences of its product users have been given."""
    went = ReturnLine.objects.filter(order_line=OuterRef("pk"), of__state__in=WENT_BACK).order_by()
    given = Assignment.objects.filter(agreement=OuterRef("order__agreement"), sku=OuterRef("sku"), until=None)
    found = order.lines.select_related("addition").annotate(
        returned=_counted(went.values("order_line").annotate(n=Sum("quantity"))),
        given=_counted(given.order_by().values("sku").annotate(n=Count("pk"))),
    )
    if of is not None:
        mine = ReturnLine.objects.filter(order_line=OuterRef("pk"), of=of)
        found = found.annotate(back=Subquery(mine.values("quantity")), credit=Subquery(mine.values("credit")))
    return found.order_by("position")


def _counted(rows: Any) -> Coalesce:
    return Coalesce(Subquery(rows.values("n")), 0, output_field=IntegerField())


def _free(facts: Facts | None, terms: Terms, sku: str, today: dt.date, given: int) -> int:
    """Licences of a product that nobody uses: what goes back is out of use first."""
    return max(0, holding(facts, terms, sku, today).usable - given) if facts else 0


def users_in_the_way(
    agreement: Agreement, facts: Facts | None, terms: Terms, today: dt.date, wanted: Mapping[str, int]
) -> dict[str, int]:
    """How many users of a product have to do without, before all of these authorisations can be ordered and go back."""
    if facts is None:
        return {}
    cycle, used = facts.cycle(terms), given_out(agreement)
    left: dict[str, int] = {}
    for one in facts.additions:
        if not (quantity := wanted.get(one.number, 0)):
            continue
        left.setdefault(one.product, holding(facts, terms, one.product, today).usable)
        if not open_in(one, cycle, terms, today, State.SUSPENDED):  # what is suspended is not among the usable ones
            left[one.product] -= quantity
    return {sku: short for sku, usable in left.items() if (short := used.get(sku, 0) - usable) > 0}


def given_out(agreement: Agreement) -> dict[str, int]:
    """How many licences of each product users have been given."""
    current = agreement.assignments.filter(until=None).values("sku")
    return {row["sku"]: row["n"] for row in current.annotate(n=Count("pk")).order_by("sku")}


def ordered_on(order: Order, lines: Sequence[OrderLine], *, whole: bool) -> dt.date:
    """The day from which the time for a return counts.

    An order that goes back whole is complete with its last confirmation; of one that goes back in parts each line has
    its own day, and the first of those asked for decides.
    """
    days = [line.confirmed_on for line in lines if line.confirmed_on is not None]
    return (max if whole else min)(days, default=_local(order.asked_at, order.agreement.zone))


def return_until(known: Known, asked: Mapping[int, int] | None = None) -> dt.date:
    """The last day on which it can be asked for."""
    mine = [line for line in known.lines if line.confirmed and (asked is None or line.position in asked)]
    on = ordered_on(known.order, mine or known.lines, whole=known.whole)
    return rules.return_by(on, known.terms, known.order.anniversary)


def asked_day(asked: Return) -> dt.date:
    """The day on which it was asked for, in the agreement's own time zone: whoever asked in time is in time."""
    return _local(asked.asked_at, asked.order.agreement.zone)


def misses(known: Known, asked: Mapping[int, int], day: dt.date) -> tuple[NoReturn, ...]:
    """What the rules find against it. `day`: the one on which it was asked for."""
    lines = [one for one in known.lines if one.confirmed or one.open] or list(known.lines)
    mine = [one for one in lines if one.position in asked]
    order = rules.Order(
        number=known.order.number,
        kind=rules.OrderKind(known.order.kind),
        on=ordered_on(known.order, lines if known.whole else mine, whole=known.whole),
        lines=tuple(_line(known, one) for one in lines),
        anniversary=known.order.anniversary,
    )
    kept = spare(known.facts, known.terms, known.today) if known.facts else None
    return rules.return_misses(order, asked, known.terms, day, free=known.free, spare=kept)


def findings(known: Known, asked: Mapping[int, int], day: dt.date) -> tuple[Finding, ...]:
    """Every reason why it can't go back, with what to do about each; or why it can."""
    found = tuple(_said(known, asked, why) for why in misses(known, asked, day))
    return found or (met(_("it can go back until %(day)s"), day=return_until(known, asked)),)


def credit_of(known: Known, line: OrderLine, quantity: int) -> Decimal:
    """What comes back for so many of a line, at the price that was paid; indicative, as that price was."""
    return rules.credit(_line(known, line), quantity, known.order.currency)


def _line(known: Known, line: OrderLine) -> rules.OrderLine:
    """As the rules take it: what was confirmed is what was ordered, and paid."""
    ordered = line.confirmed or line.quantity
    return rules.OrderLine(
        number=line.position,
        product=line.sku,
        quantity=ordered,
        amount=share(line.amount, 0, ordered, line.quantity, known.order.currency),
        returned=known.returned.get(line.pk, 0),
        processing=line.open > 0 and known.order.state == "asked",
        failed=not line.confirmed,
    )


def _local(moment: dt.datetime, zone: str) -> dt.date:
    return moment.astimezone(ZoneInfo(zone)).date()


# --- in words


def _said(known: Known, asked: Mapping[int, int], why: NoReturn) -> Finding:
    if why is NoReturn.TOO_LATE:
        return _too_late(known, asked)
    if why is NoReturn.IN_USE:
        return _in_use(known, asked)
    if why is NoReturn.ONLY_WHOLE:
        return unmet(
            _("under these terms only a whole order goes back"),
            remedy=say(_("Ask for all of it to go back: %(what)s."), what=_listed(known, known.all_left)),
        )
    if why is NoReturn.NOT_COMPLETE:
        return _not_complete(known)
    says, remedy = SAYS[why]
    return unmet(says, remedy=say(remedy))


SAYS = {
    NoReturn.SWITCHED: (
        _("the order came from a move to other terms, and those orders don't go back"),
        _("A move can be undone in its own time; ask the helpdesk."),
    ),
    NoReturn.NO_SUCH_LINE: (
        _("nothing of it was named"),
        _("Say how many of which line go back."),
    ),
    NoReturn.TOO_MANY: (
        _("more was named than is left of a line"),
        _("Name at most what was confirmed and has not gone back yet."),
    ),
    NoReturn.CONSUMED: (
        _("a part of it was used up"),
        _("What was used up can't go back; name the rest, where the terms allow parts."),
    ),
    NoReturn.COMMITTED: (
        _("the customer has committed to more licences than would be left"),
        _("Let so many stay that the commitment is kept."),
    ),
}


def _too_late(known: Known, asked: Mapping[int, int]) -> Finding:
    until = return_until(known, asked)
    return unmet(
        _("it could go back until %(day)s"),
        day=until,
        remedy=say(
            _("It stays until its term ends on %(ends)s: leave it out of the renewal then."), ends=_term_ends(known)
        )
        if known.facts
        else None,
    )


def _term_ends(known: Known) -> dt.date:
    assert known.facts is not None  # noqa: S101 - asked where there are facts
    return known.facts.cycle(known.terms).next_anniversary(known.today)


def _not_complete(known: Known) -> Finding:
    if known.order.state == "withdrawn":
        return unmet(_("the order was withdrawn, so there is nothing to return"))
    if known.order.state == "answered":
        return unmet(_("nothing of the order is left that could go back"))
    return unmet(
        _("the distributor has not answered all of the order"),
        remedy=say(_("Withdraw what still waits, or wait for the answer; then ask for the return.")),
    )


def _in_use(known: Known, asked: Mapping[int, int]) -> Finding:
    """Which products, how many users have to do without first."""
    wanted: dict[str, int] = {}
    for line in known.lines:
        if line.position in asked:
            wanted[line.sku] = wanted.get(line.sku, 0) + asked[line.position]
    short = {sku: quantity - known.free.get(sku, 0) for sku, quantity in wanted.items()}
    missing = [
        say_many(
            "%(product)s: %(count)s licence is in use", "%(product)s: %(count)s licences are in use", number,
            product=called(sku),
        )
        for sku, number in short.items()
        if number > 0
    ]  # fmt: skip
    return unmet(
        _("what goes back is out of use first; %(missing)s"),
        missing=_joined(missing),
        remedy=say(_("Ask the customer's administrator to take these licences back from their users. Then ask again.")),
    )


def _listed(known: Known, quantities: Mapping[int, int]) -> Text:
    lines = {line.position: line for line in known.lines}
    return name(", ".join(f"{number} × {called(lines[at].sku)}" for at, number in quantities.items()))


def _joined(texts: Sequence[Text]) -> Text:
    """Several sentences' parts as one, each still in the reader's language."""
    if len(texts) == 1:
        return texts[0]
    return say(_("%(one)s; %(rest)s"), one=texts[0], rest=_joined(texts[1:])) if texts else name("")
