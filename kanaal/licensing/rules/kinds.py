"""What can stand in an agreement's timeline."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What happens on a day: what somebody did, the last day for something, or what a day does by itself."""

    # what somebody did
    BEGAN = "began"
    ADDED = "added"
    ORDERED = "ordered"
    REMOVED = "removed"
    RETURNED = "returned"
    RENEWED = "renewed"
    # the last day on which something can still be done
    REMOVE_BY = "remove-by"
    ORDER_BY = "order-by"
    RETURN_BY = "return-by"
    COUNTS_BY = "counts-by"
    SETTINGS_BY = "settings-by"
    RENEW_BY = "renew-by"
    ACCEPT_BY = "accept-by"
    FULFIL_BY = "fulfil-by"
    # what a day does, though nobody does anything
    OVERDUE = "overdue"
    SUSPENDED = "suspended"
    LAPSES = "lapses"
    UPCOMING = "upcoming"
    WINDOW_OPENS = "window-opens"
    TERM_BEGINS = "term-begins"
    RENEWS_ITSELF = "renews-itself"
    PAST_DUE = "past-due"
    GOES = "goes"
    DATE_MOVES = "date-moves"
    COMMITMENT_ENDS = "commitment-ends"


DONE = frozenset({Kind.BEGAN, Kind.ADDED, Kind.ORDERED, Kind.REMOVED, Kind.RETURNED, Kind.RENEWED})
LAST_DAYS = frozenset(
    {
        Kind.REMOVE_BY, Kind.ORDER_BY, Kind.RETURN_BY, Kind.COUNTS_BY, Kind.SETTINGS_BY, Kind.RENEW_BY, Kind.ACCEPT_BY,
        Kind.FULFIL_BY,
    }
)  # fmt: skip
"""They still lie ahead on the day itself; all others have come with it."""
