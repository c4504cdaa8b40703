"""XLSX, row by row: values as they were typed or, for a formula, the word that there is one. Nothing is evaluated.

An own reader, since a workbook is a stranger's file: it is read in constant memory but for its shared texts, its parts
may not be larger unpacked than we say, and no document type is read.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

from django.utils.translation import gettext_noop as _

from kanaal.core.importing.reading import Record
from kanaal.core.texts import say
from kanaal.sellthrough.reading.columns import Unreadable

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MOST_UNPACKED = 1_500_000_000
MOST_TEXTS = 200_000_000
"""Bytes of a part, unpacked. The largest sheet that there can be, of twelve columns, has about 900 million."""
_PROLOG = 65_536
FORMULA = "=…"
"""What stands for a formula: a cell that begins so is refused, wherever it comes from."""
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_CELL = re.compile(r"([A-Z]{1,3})\d+")


class Workbook:
    """The first sheet of a file. `records()` are its rows; the line of each is that of the sheet."""

    encoding = "xlsx"

    def __init__(self, packed: zipfile.ZipFile, size: int) -> None:
        self.packed, self.size = packed, size
        self.done = 0
        self.texts = list(self._shared())
        self.date_styles = self._date_styles()
        self.epoch = self._epoch()
        self.sheet = self._first_sheet()
        self._rows = self._read()
        head = self._next()
        self.header = [cell.strip() for cell in head.cells] if head is not None else []

    def records(self) -> Iterator[Record]:
        while (record := self._next()) is not None:
            yield record

    def _next(self) -> Record | None:
        """The next row that says anything. Raises Unreadable where the file is damaged further on."""
        with _undamaged():
            return next((record for record in self._rows if any(cell.strip() for cell in record.cells)), None)

    # --- rows

    def _read(self) -> Iterator[Record]:
        number = 0
        with self._open(self.sheet, MOST_UNPACKED) as part:
            for element in _elements(part, "row"):
                number = int(element.get("r") or number + 1)
                self.done = min(self.size, int(part.tell() * self.size / max(1, self._length(self.sheet))))
                yield Record(number, self._cells(element))
                element.clear()

    def _cells(self, row: Any) -> list[str]:
        cells: list[str] = []
        for cell in row:
            place = _place(cell.get("r", ""), len(cells))
            if place > 500:
                break
            cells.extend([""] * (place - len(cells)))
            cells.append(self._value(cell))
        return cells

    def _value(self, cell: Any) -> str:
        kind, value, text = cell.get("t", "n"), "", ""
        for child in cell:
            tag = child.tag.rpartition("}")[2]
            if tag == "f":
                return FORMULA
            if tag == "v":
                value = child.text or ""
            elif tag == "is":
                text = _text_of(child)
        if kind == "s":
            return self.texts[int(value)] if value.isdigit() and int(value) < len(self.texts) else ""
        if kind == "inlineStr":
            return text
        if kind in ("n", "") and value:
            return self._number(value, cell.get("s", ""))
        return value

    def _number(self, value: str, style: str) -> str:
        try:
            number = Decimal(value)
        except InvalidOperation:
            return value
        if style.isdigit() and int(style) in self.date_styles and 0 < number < 2_958_466:
            return (self.epoch + dt.timedelta(days=int(number))).isoformat()
        return plain_number(number)

    # --- the parts beside the sheet

    def _shared(self) -> Iterator[str]:
        if "xl/sharedStrings.xml" not in self.packed.namelist():
            return
        with self._open("xl/sharedStrings.xml", MOST_TEXTS) as part:
            for element in _elements(part, "si"):
                yield _text_of(element)
                element.clear()

    def _date_styles(self) -> frozenset[int]:
        if "xl/styles.xml" not in self.packed.namelist():
            return frozenset()
        with self._open("xl/styles.xml", MOST_TEXTS) as part:
            root = ET.parse(part).getroot()  # noqa: S314
        own = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in root.iter() if _is(one, "numFmt")}
        dates = _DATE_FORMATS | {pk for pk, code in own.items() if re.search("[dy]", _QUOTED.sub("", code).lower())}
        formats = next((one for one in root.iter() if _is(one, "cellXfs")), ())
        return frozenset(at for at, one in enumerate(formats) if int(one.get("numFmtId", "0")) in dates)

    def _book(self) -> Any:
        with self._open("xl/workbook.xml", MOST_TEXTS) as part:
            return ET.parse(part).getroot()  # noqa: S314

    def _epoch(self) -> dt.date:
        """Day 0 of its calendar; that of 1900 has a 29 February that never was, which this passes over."""
        settings = next((one for one in self._book().iter() if _is(one, "workbookPr")), None)
        old_mac = settings is not None and settings.get("date1904") in ("1", "true")
        return dt.date(1904, 1, 1) if old_mac else dt.date(1899, 12, 30)

    def _first_sheet(self) -> str:
        sheet = next((one for one in self._book().iter() if _is(one, "sheet")), None)
        wanted = sheet.get(f"{LINKS}id") if sheet is not None else None
        if wanted is not None and "xl/_rels/workbook.xml.rels" in self.packed.namelist():
            with self._open("xl/_rels/workbook.xml.rels", MOST_TEXTS) as part:
                for link in ET.parse(part).getroot():  # noqa: S314
                    if link.get("Id") == wanted:
                        target = str(link.get("Target", "")).lstrip("/")
                        return target if target.startswith("xl/") else f"xl/{target}"
        return "xl/worksheets/sheet1.xml"

    def _length(self, part: str) -> int:
        return self.packed.getinfo(part).file_size

    def _open(self, part: str, most: int) -> IO[bytes]:
        if self._length(part) > most:
            raise Unreadable(say(_("The workbook is too large. Save the table as CSV (UTF-8), and send that.")))
        with self.packed.open(part) as opened_part:
            _without_doctype(opened_part.read(_PROLOG))
        return self.packed.open(part)


@contextmanager
def opened(path: Path) -> Iterator[Workbook]:
    """Open a workbook. Raises Unreadable for what is none, is locked by a password, or arrived in part."""
    with _undamaged():
        packed = zipfile.ZipFile(path)
    with packed:
        with _undamaged():
            book = Workbook(packed, path.stat().st_size)
        yield book


@contextmanager
def _undamaged() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, ET.ParseError, expat.ExpatError) as fault:
        raise Unreadable(DAMAGED) from fault
    except (KeyError, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as fault:
        raise Unreadable(DAMAGED) from fault


DAMAGED = say(
    _("The workbook can't be opened: it is damaged, locked, or arrived in part. Save it anew, and send it again.")
)


def plain_number(number: Decimal) -> str:
    """As nobody can read it in two ways: no exponent, and never just three decimals (`1.234` → `1.2340`)."""
    number = round(number, 10)
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    whole, point, decimals = text.partition(".")
    return f"{whole}.{decimals}0" if point and len(decimals) == 3 else text


def _place(name: str, otherwise: int) -> int:
    """`C7` → 2."""
    found = _CELL.fullmatch(name)
    if not found:
        return otherwise
    place = 0
    for letter in found[1]:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _text_of(element: Any) -> str:
    """Its runs put together, without the reading aids of Japanese."""
    parts = []
    for child in element:
        if _is(child, "t"):
            parts.append(child.text or "")
        elif _is(child, "r"):
            parts.extend(one.text or "" for one in child if _is(one, "t"))
    return "".join(parts)


def _is(element: Any, tag: str) -> bool:
    return element.tag in (MAIN + tag, STRICT + tag)


def _elements(part: IO[bytes], tag: str) -> Iterator[Any]:
    depth: list[Any] = []
    for event, element in ET.iterparse(part, events=("start", "end")):  # noqa: S314 - see _without_doctype
        if event == "start":
            depth.append(element)
            continue
        depth.pop()
        if _is(element, tag):
            yield element
            if depth:
                depth[-1].clear()


def _without_doctype(start: bytes) -> None:
    """Where there is no document type, no entity can be declared that unfolds; it stands before the first element."""
    root: list[str] = []

    def refuse(*_said: object) -> None:
        raise ValueError("a document type")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, _attributes: root.append(name)
    parser.Parse(start)
    if not root:
        raise ValueError("no element where it should begin")
