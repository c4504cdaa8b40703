"""What must always hold, asked of the rules and of the tokens, which know nothing of each other."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

from bench.simulate.story import Broken, Story
from bench.simulate.tokens import Tokens
from kanaal.licensing.rules.announcements import Told
from kanaal.licensing.rules.days import DAY
from kanaal.licensing.rules.facts import Agreement
from kanaal.licensing.rules.happenings import Timeline
from kanaal.licensing.rules.holdings import holding
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.rules.timeline import timeline


def same_account(story: Story, known: Agreement, terms: Terms, tokens: Tokens, day: dt.date) -> None:
    """No licence is used beyond its right and none is lost: both accounts have the same, product by product."""
    for product in known.products:
        held = holding(known, terms, product, day)
        mine = (held.usable, held.suspended, held.past_due)
        theirs = tokens.count(product, day)
        if mine != theirs:
            raise Broken(
                story, day, f"{product}: the rules say {mine} usable, suspended, past due; one by one {theirs}"
            )


def totals_add_up(story: Story, known: Agreement, tokens: Tokens, day: dt.date) -> None:
    """What was added is open, ordered, removed, and nothing else; so says every addition, and so say the tokens."""
    found = Counter(
        (one.addition, "removed" if one.gone == "removed" else "open" if one.waits else "ordered") for one in tokens.all
    )
    for addition in known.additions:
        left, ordered = addition.open(day), addition.ordered(day)
        says = {"open": left, "ordered": ordered, "removed": addition.quantity - ordered - left}
        counted = {key: found[addition.number, key] for key in says}
        if counted != says:
            raise Broken(story, day, f"{addition.number}: {says} by the facts, {counted} one by one")


def was_told(
    story: Story,
    seen: Timeline,
    known: Agreement,
    terms: Terms,
    told: Mapping[str, Iterable[tuple[dt.date, int]]],
    day: dt.date,
) -> None:
    """What happens by itself today was told before, for as many as could be foreseen the day before."""
    announced = [one for one in seen.happenings if one.on == day and one.kind in terms.announced]
    if not announced or day <= known.begins:
        return
    before = timeline(known, terms, day - DAY, day, day).happenings
    foreseen = {one.key: one.quantity for one in before}
    for one in announced:
        wanted = min(foreseen.get(one.key, 0), one.quantity)
        heard = max((quantity for on, quantity in told.get(one.key, ()) if on < day), default=0)
        if heard < wanted:
            raise Broken(story, day, f"{one.key} for {one.quantity}: told of {heard} before, {wanted} were foreseen")


def told_pairs(told: Iterable[tuple[dt.date, Told]]) -> dict[str, list[tuple[dt.date, int]]]:
    found: dict[str, list[tuple[dt.date, int]]] = {}
    for on, one in told:
        found.setdefault(one.key, []).append((on, one.quantity))
    return found
