"""What all previews share: lines with what they cost, what follows for the level and the renewal, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext_noop as _

from kanaal.core.texts import Text, say, say_many
from kanaal.licensing.access import Known
from kanaal.licensing.charging import Asked, Charge, seen_of, total_of
from kanaal.licensing.prices import kind_of_product, level_name, list_for
from kanaal.licensing.rules.discounts import Outlook, level_on, outlook
from kanaal.licensing.rules.facts import LICENCE, Addition, Part
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.renewal import due

Row = tuple[Text, object]


@dataclass(frozen=True)
class Foreseen:
    """A change as it would be made now. `rows`: what follows, by its name; `notes`: what must not be missed."""

    known: Known
    charges: tuple[Charge, ...] = ()
    rows: tuple[Row, ...] = ()
    notes: tuple[tuple[str, Text], ...] = field(default=())

    @property
    def total(self) -> Decimal:
        return total_of(self.charges, self.known.agreement.currency)

    @cached_property
    def seen(self) -> str:
        """What the page carries along to the action that it confirms."""
        return seen_of(self.known.agreement, self.known.today, self.total)

    @property
    def quantity(self) -> int:
        return sum(one.asked.quantity for one in self.charges)

    @property
    def indicative(self) -> object:
        """The words of the price book that say whose prices these are (P13)."""
        found = list_for(self.known.agreement, self.known.today)
        return found.book.indicative if found else ""


def if_ordered(known: Known, asked: Sequence[Asked]) -> Facts:
    """The facts as they would be if all of it were ordered today, in one order."""
    now = known.as_is
    additions = {one.number: one for one in now.additions}
    for place, one in enumerate(asked):
        part = Part(known.today, one.quantity, "this order")
        if one.addition is not None:
            before = additions[one.addition.number]
            additions[before.number] = replace(before, orders=(*before.orders, part))
        else:
            made = Addition(
                f"new {place}", one.sku, one.quantity, known.today, orders=(part,), kind=kind_of_product(one.sku)
            )
            additions[made.number] = made
    return replace(now, additions=tuple(additions.values()))


def outlook_of(facts: Facts, known: Known) -> Outlook | None:
    """The level of the next term if all that there is then is renewed in one order; None where there are no levels."""
    ladder = known.terms.ladder(LICENCE)
    if ladder is None:
        return None
    renewing = sum(one.renewable for one in due(facts, known.terms, known.anniversary, known.today))
    return outlook(facts, known.terms, ladder, known.today, renewing)


def level_rows(known: Known, asked: Sequence[Asked]) -> list[Row]:
    """The level now, with this order, and in the next term: what this order changes of it, and until when it counts."""
    size = sum(one.quantity for one in asked if kind_of_product(one.sku) == LICENCE)
    before, after = outlook_of(known.as_is, known), outlook_of(if_ordered(known, asked), known)
    now = level_on(known.as_is, known.terms, LICENCE, known.today)
    reached = level_on(known.as_is, known.terms, LICENCE, known.today, order=size)
    if before is None or after is None or now is None or reached is None:
        return []
    if reached.key != now.key:
        said = say(
            _("%(reached)s instead of %(now)s from now until the anniversary: one order of %(size)s reaches it"),
            reached=level_name(reached.key),
            now=level_name(now.key),
            size=size,
        )
    else:
        said = say(
            _("%(now)s, as before; this order of %(size)s changes nothing of it"), now=level_name(now.key), size=size
        )
    return [
        (say(_("Discount level now")), said),
        (say(_("Discount level of the next term")), next_level(before, after)),
    ]


def next_level(before: Outlook, after: Outlook) -> Text:
    """One sentence: which level the next term will have, why, and what is missing to a better one."""
    level, then = level_name(after.next.key), after.anniversary
    if after.decided:
        return say(_("%(level)s, decided by what was ordered by %(day)s"), level=level, day=after.counts_until)
    if after.next.key != before.next.key and after.counts_until:
        return say(
            _("%(level)s instead of %(before)s from %(then)s on, if confirmed by %(day)s: %(count)s licences count"),
            level=level,
            before=level_name(before.next.key),
            then=then,
            day=after.counts_until,
            count=after.counted,
        )
    if after.better is None or after.missing < 1:
        return say(
            _("%(level)s from %(then)s on: %(count)s licences count"), level=level, then=then, count=after.counted
        )
    return say_many(
        "%(level)s from %(then)s on; %(count)s more licence reaches %(better)s",
        "%(level)s from %(then)s on; %(count)s more licences reach %(better)s",
        after.missing,
        level=level,
        then=then,
        better=level_name(after.better.key),
    )


def level_note(known: Known, asked: Sequence[Asked]) -> list[tuple[str, Text]]:
    """A better level that is lost if the order is not confirmed within days: that must not be missed."""
    before, after = outlook_of(known.as_is, known), outlook_of(if_ordered(known, asked), known)
    if before is None or after is None or after.counts_until is None or after.decided:
        return []
    days = (after.counts_until - known.today).days
    if after.next.key == before.next.key or days > SOON:
        return []
    says = say_many(
        "Only an order that is confirmed by %(day)s counts for %(level)s in the next term: that is today.",
        "Only an order that is confirmed by %(day)s, %(count)s days from now, counts for %(level)s in the next term.",
        days,
        day=after.counts_until,
        level=level_name(after.next.key),
    )
    if days == 0:
        says = say(
            _("Only an order that is confirmed today counts for %(level)s in the next term."),
            level=level_name(after.next.key),
        )
    return [("warn", says)]


SOON = 30
"""So many days ahead a last day is worth a note of its own."""


def renewal_row(known: Known, facts: Facts) -> Row:
    """What there is to renew at the coming anniversary, with this."""
    there = due(facts, known.terms, known.anniversary, known.today)
    count, days = sum(one.renewable for one in there), (known.anniversary - known.today).days
    says = say_many(
        "They end with all others on %(day)s, in %(days)s days: then %(count)s licence is to be renewed",
        "They end with all others on %(day)s, in %(days)s days: then %(count)s licences are to be renewed",
        count,
        day=known.anniversary,
        days=days,
    )
    return say(_("Renewal")), says
