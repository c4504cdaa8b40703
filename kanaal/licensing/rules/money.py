"""Amounts: exact until the end, rounded once, and divided so that the parts make the whole."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from babel.numbers import get_currency_precision


def rounded(amount: Fraction | Decimal, currency: str, more: int = 0) -> Decimal:
    """An amount in the decimals of its currency (ISO 4217), and `more` of them; half a cent goes away from zero."""
    places = get_currency_precision(currency) + more
    scaled = Fraction(amount) * 10**places
    whole = int(abs(scaled) + Fraction(1, 2))  # of whole numbers, so that nothing is rounded twice
    return Decimal(whole if scaled >= 0 else -whole).scaleb(-places)


def share(amount: Decimal, before: int, part: int, whole: int, currency: str) -> Decimal:
    """What `part` of `whole` pieces is of an amount, when `before` pieces had their share already.

    However the whole is divided, and in whichever order, all shares together make the amount. Raises ValueError for
    more pieces than there are.
    """
    if min(before, part) < 0 or whole < 1 or before + part > whole:
        raise ValueError("There are not so many pieces.")
    exact = Fraction(amount)
    until = rounded(exact * (before + part) / whole, currency)
    return until - rounded(exact * before / whole, currency)
