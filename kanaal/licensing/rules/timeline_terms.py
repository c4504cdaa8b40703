"""What happens around the anniversary at which a term ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from kanaal.licensing.rules.authorisations import Act, Option
from kanaal.licensing.rules.days import DAY
from kanaal.licensing.rules.discounts import counted, looks_back_on
from kanaal.licensing.rules.facts import LICENCE, Agreement
from kanaal.licensing.rules.happenings import Happening, before
from kanaal.licensing.rules.holdings import renewable, renewed_for, unrenewed
from kanaal.licensing.rules.kinds import Kind
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.rules.windows import goes_on, moves_on, upcoming_on, window


def at_anniversary(ahead: Agreement, terms: Terms, number: int, today: dt.date) -> Iterator[Happening]:
    """All about the end of term `number`. `ahead` holds what will renew by itself; other facts lie up to today.

    Nothing at all for a term in which there was nothing.
    """
    known = {one: day for one in ahead.products if (day := _known_from(ahead, terms, number, one)) is not None}
    if not known:
        return
    yield from _whole(ahead, terms, number, known, today)
    for product, day in known.items():
        yield from _of_product(ahead, terms, number, product, day, today)


def _known_from(ahead: Agreement, terms: Terms, number: int, product: str) -> dt.date | None:
    """The first day on which there was something of a product at a term's end: ordered in it, carried in, or brought by
    the renewal itself, which may be for more than there was.
    """
    cycle = ahead.cycle(terms)
    term = cycle.term(number)
    days = [part.on for one in ahead.additions_of(product) if one.added in term for part in one.orders]
    if number:
        days += [one.ordered for one in ahead.renewals_for(term.first, product)]
    days += [one.ordered for one in ahead.renewals_for(cycle.anniversary(number + 1), product)]
    return min(days, default=None)


def _whole(
    ahead: Agreement, terms: Terms, number: int, products: Mapping[str, dt.date], today: dt.date
) -> Iterator[Happening]:
    """What concerns the agreement as a whole. `products`: with the days from which they were known."""
    cycle, says = ahead.cycle(terms), terms.renewing
    anniversary = cycle.anniversary(number + 1)
    known = min(products.values())

    def left(day: dt.date) -> int:
        return sum(unrenewed(ahead, terms, number, one, day) for one in products)

    first = window(anniversary, says).first
    for on, kind in ((upcoming_on(anniversary, says), Kind.UPCOMING), (first, Kind.WINDOW_OPENS)):
        if some := left(min(today, on)):
            yield Happening(on, kind, "", some, known)
    looks = looks_back_on(cycle, terms, number)
    if looks is not None and looks >= known and terms.ladder(LICENCE):
        count = counted(ahead, cycle, number, LICENCE, min(today, looks))
        yield Happening(looks, Kind.COUNTS_BY, "", count, known)
    if says.date_waits:
        moves = moves_on(anniversary, says)
        if renewed := sum(renewed_for(ahead, anniversary, one, moves) for one in products):
            yield Happening(moves, Kind.DATE_MOVES, "", renewed, known)


def _of_product(
    ahead: Agreement, terms: Terms, number: int, product: str, known: dt.date, today: dt.date
) -> Iterator[Happening]:
    """What concerns a product: how many go on, by hand or by themselves, and how many end."""
    says = terms.renewing
    anniversary = ahead.cycle(terms).anniversary(number + 1)
    automatic = sum(one.quantity for one in ahead.renewals_for(anniversary, product) if one.automatic)
    by_hand = renewed_for(ahead, anniversary, product, anniversary) - automatic
    settings = anniversary - dt.timedelta(days=says.settings_days)
    gone, last = goes_on(anniversary, says), window(anniversary, says).last
    there = renewable(ahead, terms, number, product, anniversary)
    planned = (
        (settings, Kind.SETTINGS_BY, automatic if settings >= known else 0),
        (anniversary, Kind.TERM_BEGINS, max(0, by_hand)),
        (anniversary, Kind.RENEWS_ITSELF, automatic),
        (anniversary, Kind.PAST_DUE, unrenewed(ahead, terms, number, product, anniversary) if says.usable_after else 0),
        (last, Kind.RENEW_BY, unrenewed(ahead, terms, number, product, last) if there else 0),
        (gone, Kind.GOES, unrenewed(ahead, terms, number, product, gone)),
    )
    for on, kind, quantity in planned:
        if quantity:
            can_do = _options(terms, anniversary, kind, quantity, today) if on > today else ()
            yield Happening(on, kind, product, quantity, known, product, before(can_do, on))


def _options(terms: Terms, anniversary: dt.date, kind: Kind, quantity: int, today: dt.date) -> tuple[Option, ...]:
    """What keeps licences from ending, or from renewing by themselves, as long as there is time for it."""
    says = terms.renewing
    found = []
    if kind in (Kind.PAST_DUE, Kind.GOES):
        span = window(anniversary, says)
        found.append(Option(Act.RENEW, span.last, quantity, since=span.first))
    settings = min(anniversary - dt.timedelta(days=says.settings_days), anniversary - DAY)
    if says.automatic and kind in (Kind.RENEWS_ITSELF, Kind.PAST_DUE, Kind.GOES) and today <= settings:
        found.append(Option(Act.CHANGE_SETTING, settings, quantity))
    return tuple(found)
