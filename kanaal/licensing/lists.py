"""The console's lists, asked of the database: which agreements stand in each on a day, by the kept columns alone.

`rules.lists.listed` says the same of one agreement's facts; `tests/test_lists.py` holds that both agree on every day.
Each list walks an index of its own from the first row on, so that it costs the same among fifty thousand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from kanaal.licensing.models import Agreement
from kanaal.licensing.rules.lists import Listed


@dataclass(frozen=True)
class Ways:
    """A list: who stands in it on a day, for the database and for a row in hand; and its order, what presses first."""

    where: Callable[[dt.date], Q]
    holds: Callable[[Agreement, dt.date], bool]
    by: tuple[str, ...]


def _between(first: str, last: str) -> Ways:
    """From one kept day on until the day before another; the day that has come first stands first."""

    def holds(row: Agreement, today: dt.date) -> bool:
        since, until = getattr(row, first), getattr(row, last)
        return since is not None and until is not None and since <= today < until

    return Ways(lambda today: Q(**{f"{first}__lte": today, f"{last}__gt": today}), holds, (first, last, "id"))


WAYS: Mapping[Listed, Ways] = {
    Listed.PAYMENT_REQUIRED: Ways(
        lambda today: Q(owes_on__lte=today),
        lambda row, today: row.owes_on is not None and row.owes_on <= today,
        ("owes_on", "id"),
    ),
    Listed.PAST_DUE: _between("past_due_on", "closes_on"),
    Listed.READY: _between("opens_on", "past_due_on"),
    Listed.PENDING: Ways(
        lambda today: Q(pending_until__gte=today),
        lambda row, today: row.pending_until is not None and row.pending_until >= today,
        ("pending_until", "id"),
    ),
    Listed.UPCOMING: _between("upcoming_on", "opens_on"),
    Listed.NO_PRODUCTS: Ways(
        lambda today: Q(licences=0), lambda row, today: row.licences == 0, ("licences", "-id"),
    ),
}  # fmt: skip


def standing_in(one: Listed, today: dt.date) -> Q:
    """Agreements in force that stand in a list on a day. Say whose, too: the indexes begin with the partner."""
    return Q(state="live") & WAYS[one].where(today)


def lists_of(agreement: Agreement, today: dt.date) -> tuple[Listed, ...]:
    """The lists in which an agreement in hand stands, what presses most first; none asks the database."""
    return tuple(one for one, ways in WAYS.items() if ways.holds(agreement, today)) if agreement.is_live else ()
