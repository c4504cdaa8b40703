"""Licence orders as a file: whole orders, each once; a faulty line keeps its own order out, and no other."""

from __future__ import annotations

import pytest

from kanaal.contracts.models import ContractOrder
from tests import world
from tests.world_contracts import ADMIN, PRO, affiliate, contract, days, group, joined
from tests.world_files import carried_out, faults, sent, states

pytestmark = pytest.mark.django_db


def row(order: str, *, quantity: object = 4, amount: object = "400.00", sku: str = PRO, **more: str) -> str:
    said = {"contract": "", "customer": "", "reseller": "", "ordered_by": ADMIN, "ordered_on": days(0).isoformat()}
    said |= {"po_number": ""} | more
    return ",".join((order, *said.values(), sku, str(quantity), str(amount)))


class TestOrdersByFile:
    def test_orders_with_and_without_a_contract_each_whole_and_once(self) -> None:
        mine = contract(ago=5)
        joined(mine)
        free = {"customer": group().number, "reseller": world.lindeboom().number}
        rows = (
            row("DN-2", contract=mine.number), row("DN-2", contract=mine.number, sku="AC-02-UPG"),
            row("DN-3", **free), row("DN-4", contract=mine.number, customer=affiliate().number, amount='"1.234,50"'),
            row("DN-1", contract=mine.number),
        )  # fmt: skip
        file = carried_out(sent("orders", *rows))
        assert states(file) == [(2, "done"), (3, "done"), (4, "done"), (5, "done"), (6, "already")]
        two, three, four = ContractOrder.objects.order_by("pk")[1:]
        assert (two.points, two.lines.count(), two.contract) == (1_400, 2, mine)
        assert three.is_transactional
        assert (four.account, str(four.amount)) == (affiliate(), "1234.50")
        again = carried_out(sent("orders", *rows, row("DN-5", **free)))
        assert [state for _line, state in states(again)] == ["already"] * 5 + ["done"]
        assert ContractOrder.objects.count() == 5

    def test_a_faulty_line_keeps_its_whole_order_and_no_other(self) -> None:
        mine = contract(ago=5)
        file = sent(
            "orders",
            row("DN-2", contract=mine.number), row("DN-2", contract=mine.number, quantity="vier"),
            row("DN-3", contract=mine.number), row("DN-4", contract="CLP-100001-9"), row("DN-5"),
            row("DN-6", contract=mine.number, amount="1.234"), row("DN-7", contract=mine.number, ordered_by="wim"),
            row("DN-8", contract=mine.number, ordered_on="soon"), row("DN-9", contract=mine.number, sku="NOTHING"),
            row("DN-10", contract=mine.number, quantity=-1),
        )  # fmt: skip
        found = faults(file)
        assert set(found) == {2, 3, 5, 6, 7, 8, 9, 10, 11}
        for line, column in {3: "quantity", 5: "contract", 6: "customer", 7: "amount", 8: "ordered_by"}.items():
            assert column in found[line]
        carried_out(file)
        assert list(ContractOrder.objects.order_by("pk").values_list("distributor_number", flat=True)) == [
            "DN-1",
            "DN-3",
        ]

    def test_what_is_refused_as_a_whole_leaves_all_its_rows(self) -> None:
        mine = contract(ago=5)
        other = {"contract": mine.number, "customer": affiliate().number}
        file = carried_out(sent("orders", row("DN-2", **other), row("DN-2", **other, sku="AC-02-UPG")))
        assert [state for _line, state in states(file)] == ["faulty", "faulty"]
        differ = carried_out(
            sent(
                "orders",
                row("DN-3", contract=mine.number),
                row("DN-3", contract=mine.number, po_number="X", sku="AC-02-UPG"),
            )
        )
        assert "po_number" in faults(differ)[2]
        assert ContractOrder.objects.count() == 1
