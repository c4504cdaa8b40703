"""At the same moment: two colleagues, the reseller and the distributor, a yes and a no."""

from __future__ import annotations

import pytest
from django.db import connection

from kanaal.distribution.actions.answering import confirm_order, refuse_lines
from kanaal.distribution.actions.returning import authorise_return
from kanaal.licensing.actions.ordering import withdraw_order
from kanaal.licensing.actions.returning import ask_return, withdraw_return
from kanaal.licensing.models import AdditionPart, LineAnswer, Order, Return
from tests.threads import kinds, together
from tests.world_orders import anna, asked, confirmed, desk, dirk, return_requested

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="rows are locked one by one on PostgreSQL only"),
]


def numbers(order: Order) -> tuple[str, int, int]:
    order.refresh_from_db()
    line = order.lines.get()
    return order.state, line.confirmed, line.refused


def test_two_colleagues_confirm_the_same_line() -> None:
    order, by = asked(), dirk()
    raised = together(
        *(
            lambda number=number: confirm_order(order, quantities={1: 12}, order_number=number, by=by)
            for number in ("DN-1", "DN-2")
        )
    )
    assert len(kinds(raised)) == 1
    assert numbers(order) == ("answered", 12, 0)
    assert sum(AdditionPart.objects.values_list("quantity", flat=True)) == 12
    assert LineAnswer.objects.count() == 1


def test_the_same_button_twice() -> None:
    order, by = asked(), dirk()
    raised = together(*[lambda: confirm_order(order, quantities={1: 5}, order_number="DN-1", by=by)] * 2)
    assert len(kinds(raised)) == 1
    assert numbers(order) == ("asked", 5, 0)


def test_confirmed_while_the_reseller_withdraws() -> None:
    order, by, reseller = asked(), dirk(), anna()
    raised = together(
        lambda: confirm_order(order, quantities={1: 12}, order_number="DN-1", by=by),
        lambda: withdraw_order(order, by=reseller),
    )
    assert len(kinds(raised)) == 1
    state, done, _refused = numbers(order)
    assert (state, done) in {("answered", 12), ("withdrawn", 0)}
    assert sum(AdditionPart.objects.values_list("quantity", flat=True)) == done


def test_a_yes_and_a_no() -> None:
    order, by = asked(), dirk()
    raised = together(
        lambda: confirm_order(order, quantities={1: 12}, order_number="DN-1", by=by),
        lambda: refuse_lines(order, quantities={1: 12}, reason="credit", note="", by=by),
    )
    assert len(kinds(raised)) == 1
    _state, done, refused = numbers(order)
    assert done + refused == 12
    assert sum(AdditionPart.objects.values_list("quantity", flat=True)) == done


def test_two_returns_of_one_order() -> None:
    order, by = confirmed(), anna()
    raised = together(*[lambda: ask_return(order, lines={1: 12}, reason="", by=by)] * 2)
    assert len(kinds(raised)) == 1
    assert Return.objects.count() == 1


def test_authorised_while_it_is_withdrawn() -> None:
    made, by, reseller = return_requested(), desk(), anna()
    raised = together(lambda: authorise_return(made, by=by), lambda: withdraw_return(made, by=reseller))
    assert len(kinds(raised)) == 1
    made.refresh_from_db()
    gone = sum(AdditionPart.objects.filter(kind="returned").values_list("quantity", flat=True))
    assert (made.state, gone) in {("authorised", 12), ("withdrawn", 0)}
