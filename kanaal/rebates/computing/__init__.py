"""Computing a cycle: everything it held is replaced, in one transaction, by what the rows say now."""

from __future__ import annotations

import datetime as dt

from kanaal.core.jobs.progress import progress
from kanaal.rebates.computing import amending, bounding, closing, dialect, earning, returning, unmatched
from kanaal.rebates.computing.frame import Frame, lay_tariffs
from kanaal.rebates.models import Cycle, DealTotal, Entry, Statement, Tariff

STEPS = 8


def compute(frame: Frame, now: dt.datetime) -> None:
    """Called with the cycle locked, in a transaction: it is all there at its end, or as it was before."""
    dialect.prepare()
    clear(frame.cycle)
    lay_tariffs(frame.cycle)
    dialect.learn(Tariff._meta.db_table)
    for done, step in enumerate(
        [
            lambda: earning.earn(frame),
            lambda: dialect.learn(Entry._meta.db_table),
            lambda: bounding.bound(frame),
            lambda: returning.take_back(frame),
            lambda: returning.release(frame),
            lambda: amending.amend(frame.cycle),
            lambda: unmatched.note(frame, now),
            lambda: closing.close(frame, now),
        ]
    ):
        progress(done, STEPS, "steps")
        step()


def clear(cycle: Cycle) -> None:
    """Take away what a cycle holds that isn't frozen. What is large goes without being read."""
    for model in (Entry, DealTotal, Statement, Tariff):
        rows = model._default_manager.filter(cycle=cycle)
        rows._raw_delete(rows.db)
