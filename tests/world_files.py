"""Files of many answers in tests."""

from __future__ import annotations

from kanaal.distribution import work
from kanaal.distribution.actions.files import carry_out_file, take_in_file
from kanaal.distribution.models import DistributorFile
from kanaal.licensing.models import Order
from tests.world_licences import distributor
from tests.world_orders import dirk

HEADS = {
    "answers": "order,order_line,quantity,answer,order_number,reason,note",
    "returns": "return,answer,credit_number,reason,note",
    "stock": "agreement,sku,quantity,reported_on",
    "orders": "order,contract,customer,reseller,ordered_by,ordered_on,po_number,sku,quantity,amount",
}


def table(kind: str, *rows: str, end: str | None = None) -> bytes:
    """A file as its sender would save it; `end` instead of the right last row, or none where it is empty."""
    last = f"END,{len(rows)}" if end is None else end
    return "\r\n".join([HEADS[kind], *rows, *([last] if last else []), ""]).encode()


def sent(kind: str, *rows: str, end: str | None = None) -> DistributorFile:
    """Taken in, read and judged."""
    by = dirk()
    file = take_in_file(distributor(), kind=kind, called=f"{kind}.csv", data=table(kind, *rows, end=end), by=by)
    work.read_file(file.pk)
    file.refresh_from_db()
    return file


def carried_out(file: DistributorFile, *, sure: bool = False) -> DistributorFile:
    carry_out_file(file, sure=sure, by=dirk())
    work.carry_out_file_now(file.pk)
    file.refresh_from_db()
    return file


def states(file: DistributorFile) -> list[tuple[int, str]]:
    return list(file.all_rows.order_by("line").values_list("line", "state"))


def faults(file: DistributorFile) -> dict[int, str]:
    """Line → what is wrong with it, as its sender reads it."""
    from kanaal.core.texts import Text

    return {
        row.line: " | ".join(f"{column}: {Text.from_data(says)}" for column, says in row.faults)
        for row in file.all_rows.filter(state="faulty")
    }


def confirm(order: Order, quantity: int, number: str = "DN-1") -> str:
    return f"{order.number},1,{quantity},confirm,{number},,"
