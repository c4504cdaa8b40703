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
from kanaal.licensing.rules.discounts import Outlook, WhyLevel, level_on, outlook
from kanaal.licensing.rules.facts import LICENCE, Addition, Part
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.ladders import step_for
from kanaal.licensing.rules.renewal import due
from kanaal.licensing.rules.terms import Step

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


@dataclass(frozen=True)
class Ahead:
    """The level of the next term, if all `renewing` licences that there are then are renewed in one order.

    `by_count`: the level of what was bought by the day on which that is counted, however it is renewed then.
    """

    outlook: Outlook
    renewing: int
    by_count: Step

    @property
    def key(self) -> str:
        return self.outlook.next.key


def ahead_of(facts: Facts, known: Known) -> Ahead | None:
    """None where licences have no levels."""
    ladder = known.terms.ladder(LICENCE)
    if ladder is None:
        return None
    renewing = sum(one.renewable for one in due(facts, known.terms, known.anniversary, known.today))
    found = outlook(facts, known.terms, ladder, known.today, renewing)
    return Ahead(found, renewing, step_for(ladder, found.counted))


def level_rows(known: Known, asked: Sequence[Asked]) -> list[Row]:
    """The level now, with this order, and in the next term: what this order changes of it, and until when it counts."""
    size = sum(one.quantity for one in asked if kind_of_product(one.sku) == LICENCE)
    ahead = ahead_of(if_ordered(known, asked), known)
    now = level_on(known.as_is, known.terms, LICENCE, known.today)
    reached = level_on(known.as_is, known.terms, LICENCE, known.today, order=size)
    if ahead is None or now is None or reached is None:
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
    before = ahead_of(known.as_is, known)
    return [
        (say(_("Discount level now")), said),
        (say(_("Discount level of the next term")), next_level(ahead, before)),
    ]


def next_level(ahead: Ahead, before: Ahead | None = None) -> Text:
    """One sentence: which level the next term will have, what it comes from, and what is missing to a better one.

    `before`: without the change that is looked at.
    """
    found, level, then = ahead.outlook, level_name(ahead.key), ahead.outlook.anniversary
    if found.why is WhyLevel.COMMITMENT:
        return say(_("%(level)s, held by the commitment"), level=level)
    if found.why is WhyLevel.RENEWAL_SIZE:
        return say(
            _("%(level)s from %(then)s on, if all %(count)s licences are renewed in one order"),
            level=level,
            then=then,
            count=ahead.renewing,
        )
    if found.decided:
        return say(_("%(level)s, decided by what was ordered by %(day)s"), level=level, day=found.counts_until)
    if before is not None and ahead.key != before.key:
        return say(
            _("%(level)s instead of %(before)s from %(then)s on, if confirmed by %(day)s: %(count)s licences count"),
            level=level,
            before=level_name(before.key),
            then=then,
            day=found.counts_until,
            count=found.counted,
        )
    if found.better is None or found.missing < 1:
        return say(
            _("%(level)s from %(then)s on: %(count)s licences count"), level=level, then=then, count=found.counted
        )
    return say_many(
        "%(level)s from %(then)s on; %(count)s more licence reaches %(better)s",
        "%(level)s from %(then)s on; %(count)s more licences reach %(better)s",
        found.missing,
        level=level,
        then=then,
        better=level_name(found.better.key),
    )


def level_note(known: Known, asked: Sequence[Asked]) -> list[tuple[str, Text]]:
    """A better level that is sure only if the order is confirmed within days: that must not be missed."""
    before, after = ahead_of(known.as_is, known), ahead_of(if_ordered(known, asked), known)
    if before is None or after is None or after.outlook.counts_until is None or after.outlook.decided:
        return []
    days = (after.outlook.counts_until - known.today).days
    if after.by_count.at_least <= before.by_count.at_least or days > SOON:
        return []
    says = say_many(
        "Confirmed by %(day)s, which is tomorrow, these make %(counted)s licences: the next term is at %(level)s, "
        "however they are renewed. Confirmed later, that takes a renewal of all %(renewing)s in one order.",
        "Confirmed by %(day)s, in %(count)s days, these make %(counted)s licences: the next term is at %(level)s, "
        "however they are renewed. Confirmed later, that takes a renewal of all %(renewing)s in one order.",
        days,
        day=after.outlook.counts_until,
        counted=after.outlook.counted,
        level=level_name(after.by_count.key),
        renewing=after.renewing,
    )
    if days == 0:
        says = say(
            _(
                "Confirmed today, these make %(counted)s licences: the next term is at %(level)s, however they are "
                "renewed. Confirmed later, that takes a renewal of all %(renewing)s in one order."
            ),
            counted=after.outlook.counted,
            level=level_name(after.by_count.key),
            renewing=after.renewing,
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
