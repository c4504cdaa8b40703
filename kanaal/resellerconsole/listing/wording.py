"""What of a customer presses, and what comes next: a badge for each list, and one sentence for the first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.utils.translation import gettext as _

from kanaal.core import formats
from kanaal.licensing.models import Agreement
from kanaal.licensing.rules.lists import Listed

DAY = dt.timedelta(days=1)
TONES = {
    Listed.PAYMENT_REQUIRED: "bad",
    Listed.PAST_DUE: "bad",
    Listed.READY: "warn",
    Listed.PENDING: "info",
    Listed.UPCOMING: "info",
    Listed.NO_PRODUCTS: "neutral",
}


def badges() -> dict[Listed, str]:
    """What a badge says, in the reader's language."""
    return {
        Listed.PAYMENT_REQUIRED: _("payment required"),
        Listed.PAST_DUE: _("past due"),
        Listed.READY: _("ready for renewal"),
        Listed.PENDING: _("to be ordered"),
        Listed.UPCOMING: _("renewal is coming"),
        Listed.NO_PRODUCTS: _("no products"),
    }


def what_next(one: Agreement, lists: tuple[Listed, ...], today: dt.date) -> str:
    """What comes next, and when: of what presses most."""
    if not one.is_live:
        return _("Cancelled on %(day)s.") % {"day": _day(one.cancelled_on)}
    if lists:
        return _SAYS[lists[0]](one, today)
    if one.anniversary:
        return _("The term runs until %(day)s.") % {"day": _day(one.anniversary - DAY)}
    return ""


def _payment(one: Agreement, today: dt.date) -> str:
    return _("An order is overdue since %(day)s; until it comes nothing can be added.") % {"day": _day(one.owes_on)}


def _past_due(one: Agreement, today: dt.date) -> str:
    until = {"day": _day(one.closes_on - DAY if one.closes_on else None)}
    if one.goes_on and one.goes_on <= today:
        return _("The term has ended. It can be renewed until %(day)s.") % until
    return _("The term has ended. Renew by %(day)s, or the licences go.") % until


def _ready(one: Agreement, today: dt.date) -> str:
    return _("Can be renewed now; the term runs until %(day)s.") % {"day": _before(one.past_due_on)}


def _pending(one: Agreement, today: dt.date) -> str:
    first = one.owes_on - DAY if one.owes_on and one.owes_on > today else one.pending_until
    return _("Order what was added by %(day)s.") % {"day": _day(first)}


def _upcoming(one: Agreement, today: dt.date) -> str:
    return _("Can be renewed from %(day)s on.") % {"day": _day(one.opens_on)}


def _no_products(one: Agreement, today: dt.date) -> str:
    return _("There are no licences. Add some to begin.")


_SAYS: dict[Listed, Callable[[Agreement, dt.date], str]] = {
    Listed.PAYMENT_REQUIRED: _payment,
    Listed.PAST_DUE: _past_due,
    Listed.READY: _ready,
    Listed.PENDING: _pending,
    Listed.UPCOMING: _upcoming,
    Listed.NO_PRODUCTS: _no_products,
}


def _day(day: dt.date | None) -> str:
    return formats.date(day, "medium") if day else ""


def _before(day: dt.date | None) -> str:
    return _day(day - DAY if day else None)
