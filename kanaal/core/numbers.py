"""Numbers that people read to each other on the telephone: a prefix, a running number, and a check digit."""

from __future__ import annotations

from django.db import transaction
from stdnum import luhn

from kanaal.core.models import NumberSeries


@transaction.atomic
def next_number(series: str, prefix: str) -> str:
    """The next number of a series, for instance `LP-100042-7`. Two at once never get the same.

    The last digit is Luhn's, so that one wrong or two swapped digits are noticed when it is typed.
    """
    row, _ = NumberSeries.objects.select_for_update().get_or_create(name=series, defaults={"next": 100001})
    digits = str(row.next)
    row.next += 1
    row.save(update_fields=["next"])
    return f"{prefix}-{digits}-{luhn.calc_check_digit(digits)}"


def is_well_formed(number: str) -> bool:
    """Does the check digit fit? Spaces, case and missing dashes are forgiven."""
    digits = "".join(c for c in number if c.isdigit())
    return len(digits) > 1 and bool(luhn.is_valid(digits))
