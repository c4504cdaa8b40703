"""Numbers of dashboards: amounts in cents, whatever the database added them as."""

from __future__ import annotations

from decimal import Decimal

from kanaal.core.dashboards import Block


def test_sums_have_no_digits_behind_the_cents() -> None:
    row: list[str | int | Decimal | None] = ["May", 3, Decimal("469772.960000000"), Decimal("48.2"), None]
    assert Block("by-month", "By month", [], [row]).rows == [["May", 3, Decimal("469772.96"), Decimal("48.2"), None]]
    assert str(Block("a", "A", [], [[Decimal("0E-9")]]).rows[0][0]) == "0.00"
