"""Workbooks: values as typed, days as days, formulas refused, bombs and halves turned away (R1)."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter

from kanaal.sellthrough.models import SaleLine
from kanaal.sellthrough.reading.workbook import plain_number
from tests import world
from tests.world_licences import SKU
from tests.world_reports import counts, day, fault, reasons, sent

pytestmark = pytest.mark.django_db
HEADS = ("Datum", "Lidnummer", "Artikel", "Aantal", "Bedrag", "Valuta", "Eindklant", "Ordernummer")


def book(*rows: tuple[Any, ...], **options: Any) -> bytes:
    """A workbook as Excel writes it; a text that begins with `=` is a formula, a date a date."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"default_date_format": "dd-mm-yyyy", **options})
    sheet = made.add_worksheet("Verkopen")
    for at, row in enumerate((HEADS, *rows)):
        sheet.write_row(at, 0, row)
    made.close()
    return out.getvalue()


def row(**said: Any) -> tuple[Any, ...]:
    values = {
        "day": dt.datetime.combine(day(), dt.time()), "id": world.lindeboom().number, "sku": SKU, "quantity": 5,
        "amount": 1713.8, "currency": "EUR", "customer": "Gemeente Waterrijk", "order": "DN-1",
    }  # fmt: skip
    return tuple((values | said).values())


def test_numbers_and_days_are_read_as_they_are() -> None:
    world.published()
    report = sent(data=book(row(), row(amount=1.234, order=70001), row(order="<&>é", amount="1.713,80")))
    assert counts(report) == (3, 0, 0)
    one, two, three = SaleLine.objects.order_by("line")
    assert (one.sold_on, one.quantity, one.amount) == (day(), 5, Decimal("1713.80"))
    assert (two.amount, two.order_number) == (Decimal("1.23"), "70001")
    assert (three.amount, three.order_number) == (Decimal("1713.80"), "<&>é")


def test_old_macs_count_days_otherwise() -> None:
    assert counts(sent(data=book(row(), date_1904=True))) == (1, 0, 0)
    assert SaleLine.objects.get().sold_on == day()


def test_formulas_are_refused_with_their_column() -> None:
    report = sent(
        data=book(row(amount="=D2*342.76"), row(order="DN-2"), row(customer='=WEBSERVICE("http://x")', order="3"))
    )
    assert counts(report) == (1, 0, 2)
    assert [(line, column) for line, column, _says in reasons(report)] == [(2, "Bedrag"), (4, "Eindklant")]


def test_empty_rows_and_cells_keep_their_places() -> None:
    report = sent(data=book((), row(), ("",) * 8, row(order="DN-2", customer="")))
    assert counts(report) == (1, 0, 1)
    assert reasons(report)[0][:2] == (5, "Eindklant")


def test_what_is_cut_locked_or_no_workbook_is_turned_away() -> None:
    whole = book(*(row(order=f"DN-{at}") for at in range(50)))
    for data in (whole[: len(whole) // 2], whole[:200], b"PK\x03\x04" + b"x" * 500, _damaged(whole)):
        assert fault(sent(data=data))
    assert not SaleLine.objects.exists()


def test_a_document_type_is_not_read() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>'
    assert fault(sent(data=_replaced(book(row()), "xl/worksheets/sheet1.xml", bomb)))


def test_a_part_that_unfolds_too_far_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kanaal.sellthrough.reading.workbook.MOST_UNPACKED", 1000)
    assert "too large" in fault(sent(data=book(*(row(order=str(at)) for at in range(30)))))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("5", "5"),
        ("1.234", "1.2340"),
        ("1E+3", "1000"),
        ("0.1", "0.1"),
        ("1713.8000000000002", "1713.8"),
        ("-2.50", "-2.5"),
    ],
)
def test_a_number_is_written_so_that_nobody_reads_another(number: str, text: str) -> None:
    assert plain_number(Decimal(number)) == text


def _damaged(data: bytes) -> bytes:
    """The sheet's bytes are not those of its checksum any more."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        at = packed.getinfo("xl/worksheets/sheet1.xml").header_offset + 80
    return data[:at] + bytes(255 - one for one in data[at : at + 60]) + data[at + 60 :]


def _replaced(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.namelist():
            new.writestr(one, content if one == name else old.read(one))
    return out.getvalue()
