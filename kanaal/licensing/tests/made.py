"""Agreements for properties: days over decades, additions, orders, removals and renewals that could be real."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from kanaal.licensing.rules.days import Cycle

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
