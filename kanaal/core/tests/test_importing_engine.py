"""The run of an import, with an importer that knows no business: what is refused, kept, told, and done in batches."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError

from kanaal.core.importing import IMPORTERS, Column, Fault, FileRefused, How, Importer, Outcome, Row, register, run

pytestmark = pytest.mark.django_db


class Shelf:
    """Puts books on a shelf; a book without a price is refused by itself, a doubled one by the shelf."""

    def __init__(self) -> None:
        self.books: dict[str, str] = {}
        self.batches: list[int] = []
        self.quarrels = 0

    def key(self, row: Row) -> str:
        return row["title"]

    def check(self, rows: Sequence[Row]) -> tuple[list[Row] | None, list[Fault]]:
        faults = [Fault(row.line, "price", "A price is missing.") for row in rows if not row["price"]]
        return [row for row in rows if row["price"]] or None, faults

    def apply(self, units: Sequence[list[Row]], *, really: bool) -> list[Outcome]:
        self.batches.append(sum(len(unit) for unit in units))
        if self.quarrels and really:
            self.quarrels -= 1
            raise IntegrityError("somebody wrote the same")
        return [self._put(unit, really) for unit in units]

    def _put(self, unit: list[Row], really: bool) -> Outcome:
        title, outcome = unit[0]["title"], Outcome(unit[0]["title"])
        if title in self.books:
            return Outcome(faults=[Fault(row.line, "title", "This book is there already.") for row in unit])
        if really:
            self.books[title] = unit[0]["price"]
        outcome.count("new books")
        return outcome


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def books(shelf: Shelf) -> Importer:
    columns = (
        Column("title", "what it is called", ("titel",), True, 30),
        Column("price", "what it costs", ("preis",), True),
    )
    return Importer("books", "books", columns, lambda switches, order: shelf)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "books.csv"
    path.write_text(
        'Titel;Preis;Regal\nEmma;3;a\nUlysses;;b\n"broken;1;c\n=X();2;d\nEmma;4;e\nToo;1;f;g\nOrlando;5;h\n'
    )
    return path


def refused(report: Any) -> list[tuple[int, str]]:
    return [(fault.line, fault.column) for fault in report.faults]


def test_without_apply_nothing_is_written_and_all_is_told(books: Importer, shelf: Shelf, table: Path) -> None:
    report = run(books, table, How())
    assert shelf.books == {}
    assert (report.rows, report.refused, report.did) == (7, 4, {"new books": 3})
    assert refused(report) == [(3, "Preis"), (4, ""), (5, "Titel"), (7, "")]
    assert report.unused == ("Regal",)
    told = "\n".join(report.lines())
    assert "nothing has been changed yet" in told
    assert "line 3, Preis: A price is missing." in told


def test_refused_rows_are_kept_whole_mended_and_imported_again(books, shelf, table, tmp_path) -> None:
    kept = tmp_path / "kept.csv"
    report = run(books, table, How(apply=True, rejects=kept))
    assert shelf.books == {"Emma": "3", "Orlando": "5"}
    assert report.rejects == kept
    with kept.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[0] == ["Titel", "Preis", "Regal", "line", "column", "reason"]
    assert [row[:5] for row in rows[1:]] == [
        ["Ulysses", "", "b", "3", "Preis"],
        ['"broken', "1", "c", "4", ""],
        ["'=X()", "2", "d", "5", "Titel"],
        ["Emma", "4", "e", "6", "Titel"],
        ["Too", "1", "f;g", "7", ""],
    ]
    rows[1][1], rows[2][0], rows[3][0], rows[4][0] = "9", "broken no more", "X", "Emma II"
    mended = tmp_path / "mended.csv"
    with mended.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    again = run(books, mended, How(apply=True))
    assert again.refused == 0
    assert set(shelf.books) == {"Emma", "Orlando", "Ulysses", "broken no more", "X", "Emma II", "Too"}


def test_a_formula_stays_refused_however_it_is_marked(books: Importer, tmp_path: Path) -> None:
    path = tmp_path / "books.csv"
    path.write_text("title,price\n'=X(),2\n")
    assert refused(run(books, path, How())) == [(2, "title")]


def test_batches_end_with_whole_units(books: Importer, shelf: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "books.csv"
    path.write_text("title,price\n" + "".join(f"B{n // 7},1\n" for n in range(70)))
    run(books, path, How(apply=True, batch=10))
    assert sum(shelf.batches) == 70
    assert all(size % 7 == 0 for size in shelf.batches)
    assert len(shelf.batches) == 5


def test_a_collision_is_looked_at_anew_and_one_that_stays_is_raised(books: Importer, shelf: Shelf, table: Path) -> None:
    shelf.quarrels = 2
    assert run(books, table, How(apply=True)).did["new books"] == 2
    shelf.books.clear()
    shelf.quarrels = 9
    with pytest.raises(IntegrityError):
        run(books, table, How(apply=True))


def test_progress_is_told_for_each_batch(books: Importer, tmp_path: Path) -> None:
    path = tmp_path / "books.csv"
    path.write_text("title,price\n" + "".join(f"Book {n},1\n" for n in range(3000)))
    told: list[tuple[int, int, int]] = []
    run(books, path, How(batch=1000), lambda report, done, size: told.append((report.rows, done, size)))
    assert [rows for rows, _done, _size in told][-1] == 3000
    assert len(told) >= 3
    assert told[-1][1] == told[-1][2] == path.stat().st_size
    assert [done for _rows, done, _size in told] == sorted(done for _rows, done, _size in told)


def test_a_file_that_lacks_columns_is_refused_before_anything(books: Importer, shelf: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "books.csv"
    path.write_text("author,year\nWoolf,1928\n")
    with pytest.raises(FileRefused, match="lacks: title"):
        run(books, path, How(apply=True))
    assert shelf.batches == []


def test_a_name_is_registered_once(books: Importer, monkeypatch) -> None:
    monkeypatch.setattr("kanaal.core.importing.registry.IMPORTERS", {})
    monkeypatch.setitem(IMPORTERS, "books", books)
    register(books)
    with pytest.raises(ValueError, match="registered twice"):
        register(books)
