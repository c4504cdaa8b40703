"""Agreements for properties: days over decades, additions, orders, removals and renewals that could be real."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st

from kanaal.licensing.rules.authorisations import deadlines
from kanaal.licensing.rules.days import DAY, Cycle, Span
from kanaal.licensing.rules.facts import Addition, Agreement, Part, Renewal, Setting
from kanaal.licensing.rules.holdings import unrenewed
from kanaal.licensing.rules.renewal import as_it_goes
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.rules.windows import window

days = st.one_of(
    st.dates(dt.date(2015, 1, 1), dt.date(2045, 12, 31)),
    st.sampled_from([dt.date(2024, 2, 29), dt.date(2028, 2, 29), dt.date(2027, 1, 31), dt.date(2026, 12, 31)]),
    st.dates(dt.date(2024, 2, 25), dt.date(2024, 3, 2)),
)


@st.composite
def _cycles(draw) -> Cycle:
    begins = draw(days)
    months = draw(st.sampled_from([12, 12, 12, 24, 1]))
    longer = draw(st.one_of(st.none(), st.none(), st.integers(1, 1100)))
    return Cycle(begins, months, begins + dt.timedelta(days=longer) if longer else None)


cycles = _cycles()


def _addition(draw, terms: Terms, cycle: Cycle, number: int) -> Addition:
    """Added on some day of four years; ordered at once, or in parts, or never; some of it removed or returned."""
    added = cycle.begins + draw(st.integers(0, 1400)) * DAY
    product, quantity = draw(st.sampled_from(["CC", "PDF"])), draw(st.integers(1, 60))
    one = Addition(f"PA-{number}", product, quantity, added)
    found = deadlines(one, cycle, terms)
    if found is None:
        one = replace(one, orders=(Part(added, quantity, f"O-{number}"),))
    else:
        for part in range(draw(st.integers(0, 2))):
            on = added + draw(st.integers(0, 130)) * DAY
            some = draw(st.integers(0, quantity))
            if 0 < some <= one.open(dt.date.max) and on < found.lapses_on:
                one = replace(one, orders=(*one.orders, Part(on, some, f"O-{number}-{part}")))
        on = added + draw(st.integers(0, 30)) * DAY
        some = draw(st.integers(0, 4))
        if 0 < some <= one.open(dt.date.max) and on <= found.remove_by:
            one = replace(one, removals=(Part(on, some),))
    if one.orders and draw(st.booleans()):
        first = one.orders[0]
        back = first.on + draw(st.integers(0, terms.returning.order_days)) * DAY
        one = replace(one, returns=(Part(back, draw(st.integers(1, first.quantity)), f"R-{number}"),))
    return one


def _with_renewals(draw, agreement: Agreement, terms: Terms) -> Agreement:
    cycle = agreement.cycle(terms)
    for number in range(1, draw(st.integers(1, 4))):
        for product in agreement.products:
            span = window(cycle.anniversary(number), terms.renewing)
            on = max(span.first, cycle.begins) + draw(st.integers(0, 60)) * DAY
            there = unrenewed(agreement, terms, number - 1, product, on)
            if on not in span or not there or draw(st.booleans()):
                continue
            one = Renewal(f"V-{number}-{product}", product, cycle.anniversary(number), on, draw(st.integers(1, there)))
            back = on + draw(st.integers(0, 14)) * DAY
            if draw(st.integers(0, 3)) == 0:
                one = replace(one, returns=(Part(back, draw(st.integers(1, one.quantity))),))
            agreement = replace(agreement, renewals=(*agreement.renewals, one))
    return agreement


@st.composite
def agreements(draw, terms: Terms) -> Agreement:
    """An agreement of some years whose facts could have happened under its terms."""
    begins = draw(days)
    cycle = Cycle(begins, terms.term_months)
    additions = [_addition(draw, terms, cycle, number) for number in range(draw(st.integers(1, 4)))]
    switch = st.booleans()
    settings = tuple(
        Setting(product, draw(switch), draw(st.one_of(st.none(), st.integers(1, 40))))
        for product in ("CC", "PDF")
        if terms.renewing.automatic and draw(switch)
    )
    return _with_renewals(draw, Agreement(begins, tuple(additions), settings=settings), terms)


def as_it_went(agreement: Agreement, terms: Terms, until: dt.date) -> Agreement:
    """With what renewed by itself written down on each anniversary, as the clock does."""
    return as_it_goes(agreement, terms, Span(agreement.begins, until))
