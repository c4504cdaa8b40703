"""Numbers that people read to each other on the telephone: a prefix, a running number, and a check digit."""

from __future__ import annotations

import re

from django.db import transaction
from stdnum import luhn

from kanaal.core.models import NumberSeries

FIRST = 100_001
"""Where a series begins: its numbers are long enough for a check digit to be worth its place."""


@transaction.atomic
def next_number(series: str, prefix: str) -> str:
    """The next number of a series, for instance `LP-100042-7`. Two at once never get the same."""
    row = hold(series)
    number = take(row, prefix)
    row.save(update_fields=["next"])
    return number


def hold(series: str) -> NumberSeries:
    """The series, locked until the transaction ends: for whoever takes many numbers and then saves `next` once."""
    row, _ = NumberSeries.objects.select_for_update().get_or_create(name=series, defaults={"next": FIRST})
    return row


def take(row: NumberSeries, prefix: str) -> str:
    """The next number of a held series; the caller saves the row.

    The last digit is Luhn's, so that one wrong or two swapped digits are noticed when it is typed.
    """
    digits = str(row.next)
    row.next += 1
    return f"{prefix}-{digits}-{luhn.calc_check_digit(digits)}"


def is_well_formed(number: str) -> bool:
    """Does the check digit fit? Spaces, case and missing dashes are forgiven."""
    digits = "".join(c for c in number if c.isdigit())
    return len(digits) > 1 and bool(luhn.is_valid(digits))


_SIGNS = re.compile(r"[\W_]+")


def order_key(number: str) -> str:
    """As numbers of orders are compared, whoever gave them: capitals, without spaces and signs, 60 at most."""
    return _SIGNS.sub("", number.upper())[:60]
