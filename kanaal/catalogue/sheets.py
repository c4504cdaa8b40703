"""Tables of a pack: CSV with commas and a header, one row a line, so that a fault has a line and a column."""

from __future__ import annotations

import csv
import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from babel.numbers import get_currency_precision

from kanaal.programme.faults import Fault
from kanaal.programme.fields import did_you_mean

SKU = re.compile(r"[A-Z0-9][A-Z0-9.-]{2,39}")
_PRICE = re.compile(r"\d{1,10}(?:\.(\d+))?")
_QUANTITY = re.compile(r"[1-9]\d{0,6}")


@dataclass
class Sheet:
    """A file while it is read; what is wrong gathers in `faults`."""

    file: str
    text: str
    required: Sequence[str]
    optional: Sequence[str] = ()
    faults: list[Fault] = field(default_factory=list)
    header: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        """Its rows. With a faulty header there are none; a faulty row is left out."""
        lines = self.text.removeprefix("\ufeff").splitlines()
        self.header = self._cells(1, lines[0]) or [] if lines else []
        if not self._header_is_sound():
            return
        for number, line in enumerate(lines[1:], 2):
            if not line.strip():
                continue
            cells = line.split(",") if '"' not in line else self._cells(number, line)
            if cells is not None and self._is_whole(number, cells):
                yield Row(self, number, line, dict(zip(self.header, cells, strict=True)))

    def fault(self, line: int, column: int, says: str, remedy: str) -> None:
        self.faults.append(Fault(self.file, line, column, says, remedy))

    def _cells(self, number: int, line: str) -> list[str] | None:
        try:
            return next(csv.reader([line], strict=True))
        except csv.Error:
            self.fault(number, 1, "This row's quotes don't close.", 'Double a quote inside quotes: "12"" ruler".')
            return None

    def _header_is_sound(self) -> bool:
        known, before = (*self.required, *self.optional), len(self.faults)
        if len(self.header) == 1 and re.search(r"[;\t]", self.header[0]):
            self.fault(1, 1, "The columns aren't divided by commas.", "Save the file as CSV with commas.")
            return False
        for column in self.required:
            if column not in self.header:
                self.fault(1, 1, f"The column {column} is missing.", f"The header is: {','.join(self.required)}.")
        for place, column in enumerate(self.header):
            if column not in known:
                at = _column(",".join(self.header), place)
                self.fault(1, at, f'"{column}" is no column of this file.', did_you_mean(column, known))
            elif self.header.index(column) != place:
                self.fault(1, 1, f"The column {column} stands there twice.", "Remove one of the two.")
        return len(self.faults) == before

    def _is_whole(self, number: int, cells: Sequence[str]) -> bool:
        if len(cells) == len(self.header):
            return True
        says = f"This row has {len(cells)} cells; the header has {len(self.header)}."
        self.fault(number, 1, says, "Is there a comma in a text or a price? Put a text in quotes, write 12.50.")
        return False


@dataclass
class Row:
    """One row; each reader answers None after it has noted what is wrong."""

    sheet: Sheet
    number: int
    line: str
    cells: Mapping[str, str]

    def wrong(self, column: str, says: str, remedy: str) -> None:
        place = _column(self.line, self.sheet.header.index(column)) if column in self.sheet.header else 1
        self.sheet.fault(self.number, place, f"{column} {says}.", remedy)

    def text(self, column: str, longest: int = 120) -> str | None:
        value = self.cells.get(column, "")
        if not value.strip():
            self.wrong(column, "is empty", "Fill it in, or remove the row.")
        elif value != value.strip():
            self.wrong(column, "begins or ends with a space", "Remove the space.")
        elif value[0] in "=+-@":
            self.wrong(column, "begins like a formula", "Paste the value itself.")
        elif len(value) > longest:
            self.wrong(column, f"has {len(value)} characters", f"{longest} is the most.")
        elif any(unicodedata.category(c) in ("Cc", "Cf") for c in value):
            self.wrong(column, "has characters that can't be seen", "Type it anew.")
        else:
            return value
        return None

    def sku(self, column: str = "sku") -> str | None:
        value = self.cells.get(column, "")
        if SKU.fullmatch(value):
            return value
        self.wrong(column, f'is "{value}", which is no SKU', "Capitals, digits, dots and dashes: CC-ALL-01.")
        return None

    def choice(self, column: str, known: Sequence[str]) -> str | None:
        value = self.cells.get(column, "")
        if value in known:
            return value
        self.wrong(column, f'is "{value}", which it can\'t be', did_you_mean(value, list(known)))
        return None

    def day(self, column: str) -> dt.date | None:
        value = self.cells.get(column, "")
        if not value:
            return None
        try:
            if len(value) == len("2026-09-01"):
                return dt.date.fromisoformat(value)
        except ValueError:
            pass
        self.wrong(column, f'is "{value}", which is no day', "Write it as 2026-09-01; the day must exist.")
        return None

    def quantity(self, column: str) -> int | None:
        value = self.cells.get(column) or "1"
        if _QUANTITY.fullmatch(value):
            return int(value)
        self.wrong(column, f'is "{value}", which is no quantity', "Write a whole number from 1 on.")
        return None

    def price(self, column: str, currency: str, decimals: int) -> Decimal | None:
        """An amount with exactly the decimals of its currency, or none at all where it is a whole one."""
        value = self.cells.get(column, "")
        found = _PRICE.fullmatch(value) if value.isascii() else None
        if found is None:
            self.wrong(column, f'is "{value}", which is no price', "Digits and a point, nothing else: 1234.50.")
            return None
        if found[1] is not None and len(found[1]) != decimals:
            says = (
                f'is "{value}"; {currency} has {decimals} decimals'
                if decimals
                else f"has decimals; {currency} has none"
            )
            self.wrong(column, says, "Write it like " + f"{1234.5:.{decimals}f}.")
            return None
        return Decimal(value)


def decimals_of(currency: str) -> int:
    """How many decimals a currency is written with: EUR 2, JPY 0."""
    return get_currency_precision(currency)


def _column(line: str, place: int) -> int:
    """Where the cell of this place begins in its line, counted from 1."""
    quoted, seen = False, 0
    for at, char in enumerate(line):
        if seen == place:
            return at + 1
        quoted ^= char == '"'
        seen += char == "," and not quoted
    return len(line) + 1
