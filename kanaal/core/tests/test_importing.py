"""The way in as a whole, from bytes to refused rows: what any file does, and what goes round more than once."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kanaal.core.importing import Column, Fault, FileRefused, How, Importer, Outcome, Report, Row, run
from kanaal.core.importing.cells import legible

pytestmark = pytest.mark.django_db

ON_DISK = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
COLUMNS = (
    Column("name", "what it is called", ("naam",), True, 40),
    Column("city", "where it is"),
    Column("phone", "how to call"),
)


class Notebook:
    """Takes everything but what has no city, and remembers what it was given."""

    def __init__(self) -> None:
        self.taken: list[dict[str, str]] = []

    def key(self, row: Row) -> str:
        return f"line {row.line}"

    def check(self, rows: Sequence[Row]) -> tuple[Row | None, list[Fault]]:
        [row] = rows
        if row["city"]:
            return row, []
        return None, [Fault(row.line, "city", f"{row['name']} lies nowhere. Fill in the city.")]

    def apply(self, units: Sequence[Row], *, really: bool) -> list[Outcome]:
        self.taken += [dict(unit.values) for unit in units] if really else []
        return [Outcome(unit["name"], did={"new": 1}) for unit in units]


@pytest.fixture
def notebook() -> Notebook:
    return Notebook()


@pytest.fixture
def bring(notebook: Notebook, tmp_path: Path):
    """Import bytes; refused rows go to rejects.csv."""

    def bring(data: bytes | str, **how: Any) -> Report:
        path = tmp_path / "table.csv"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        rejects = tmp_path / "rejects.csv"
        rejects.unlink(missing_ok=True)
        importer = Importer("notes", "notes", COLUMNS, lambda switches, order: notebook)
        return run(importer, path, replace(How(apply=True, rejects=rejects), **how))

    return bring


@pytest.fixture
def rejected(tmp_path: Path):
    """The file of refused rows, as the next import gets it."""

    def rejected() -> list[list[str]]:
        with (tmp_path / "rejects.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file, delimiter=";"))

    return rejected


class TestAnyFile:
    @ON_DISK
    @given(st.binary(max_size=300), st.sampled_from([b"", b"name;city;phone\n", b"\xff\xfen\x00a\x00m\x00e\x00\n\x00"]))
    def test_any_bytes_are_read_or_refused(self, bring, body: bytes, head: bytes) -> None:
        try:
            report = bring(head + body)
        except FileRefused:
            return
        assert report.rows == report.refused + report.did["new"]
        assert "\n".join(report.lines()).encode()  # a terminal can show it

    @ON_DISK
    @given(st.lists(st.text(st.characters(codec="utf-8"), max_size=20), min_size=1, max_size=8))
    def test_what_comes_in_is_what_was_written_but_for_blanks(self, bring, notebook: Notebook, names) -> None:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=";").writerows([["name", "city"], *([name, "Utrecht"] for name in names)])
        notebook.taken.clear()
        report = bring(out.getvalue())
        assert len(notebook.taken) + report.refused == len(names)
        wanted = [" ".join(name.split()) for name in names]
        got = iter(wanted)
        # A mark that says "this is text" is taken off, so it may lack in what came in; nothing else may.
        assert all(any(t["name"] in (name, name[1:]) for name in got) for t in notebook.taken)

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (b"", "empty"),
            (b"\n\n \n", "empty"),
            (b"PK\x03\x04rest", "Excel"),
            (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", "lacks"),
            (bytes(range(256)) * 20, "lacks|can't be read"),
            (b"name;name;city\na;b;c\n", "Two columns are the name"),
            (b"city\nUtrecht\n", "lacks: name"),
            (b'sep="\nname\nx\n', "can't separate"),
        ],
    )
    def test_what_is_no_table_of_ours_says_so(self, bring, data: bytes, says: str) -> None:
        with pytest.raises(FileRefused, match=says):
            bring(data)

    def test_a_file_that_must_not_be_read(self, bring, monkeypatch) -> None:
        def denied(*_args, **_kwargs):
            raise PermissionError(13, "Permission denied")

        bring("name\n")
        monkeypatch.setattr(Path, "open", denied)
        with pytest.raises(FileRefused, match="can't be read: Permission denied"):
            run(Importer("n", "n", COLUMNS, lambda s, o: Notebook()), Path(__file__), How())


class TestAsked:
    @pytest.mark.parametrize("separator", ["::", '"', "\n", " "])
    def test_a_separator_that_can_be_none(self, bring, separator: str) -> None:
        with pytest.raises(FileRefused, match="can't separate"):
            bring("name\nx\n", separator=separator)

    def test_excel_says_tab_too(self, bring, notebook: Notebook) -> None:
        report = bring("sep=\t\r\nname\tcity\r\nHeidebeek\tZeist\r\n")
        assert (report.separator, notebook.taken) == ("\t", [{"name": "Heidebeek", "city": "Zeist"}])

    @pytest.mark.parametrize("encoding", ["hex", "klingon"])
    def test_an_encoding_that_is_none(self, bring, encoding: str) -> None:
        with pytest.raises(FileRefused, match="no encoding called"):
            bring("name\nx\n", encoding=encoding)

    def test_asked_for_utf_8_a_mark_is_no_part_of_the_first_heading(self, bring) -> None:
        report = bring(b"\xef\xbb\xbfwhatever;name;city\n1;x;y\n", encoding="utf-8")
        assert report.unused == ("whatever",)

    def test_headings_in_any_script_can_be_mapped(self, bring, notebook: Notebook) -> None:
        bring("Όνομα;Πόλη\nΕταιρεία;Αθήνα\n", mapping={"name": "Όνομα", "city": "πόλη"})
        assert notebook.taken == [{"name": "Εταιρεία", "city": "Αθήνα"}]

    def test_a_mistake_of_ours_is_not_called_one_of_the_file(self, bring, notebook: Notebook, monkeypatch) -> None:
        def broken(rows: Sequence[Row]) -> tuple[None, list[Fault]]:
            raise KeyError("a mistake")

        monkeypatch.setattr(notebook, "check", broken)
        with pytest.raises(KeyError):
            bring("name\nx\n")


class TestLostLetters:
    def test_half_a_letter_of_two_bytes_spoils_one_row(self, bring, notebook: Notebook) -> None:
        text = "name;city\nA;B\nX\ud800;Y\nC;D\n".encode("utf-16-le", "surrogatepass")
        report = bring(b"\xff\xfe" + text)
        assert [t["name"] for t in notebook.taken] == ["A", "C"]
        assert [(f.line, f.column) for f in report.faults] == [(3, "name")]

    def test_a_file_that_ends_in_the_middle_of_a_letter(self, bring, notebook: Notebook) -> None:
        report = bring("name;city\nA;B\nC;D".encode("utf-16")[:-1])
        assert (notebook.taken, report.refused) == ([{"name": "A", "city": "B"}], 1)

    @pytest.mark.parametrize("name", ["Zo\udceb", "Zo\x00e", "Zo\x1be"])
    def test_a_row_that_is_not_mended_stays_refused(self, bring, rejected, notebook: Notebook, tmp_path, name) -> None:
        bring(f"name;city\nŁódź;ż\n{name};Utrecht\n".encode(errors="surrogateescape"))
        bring((tmp_path / "rejects.csv").read_bytes())
        assert [t["name"] for t in notebook.taken] == ["Łódź"]
        assert rejected()[1][0] == "Zo\ufffd" + "e" * (name[-1] == "e")

    def test_what_is_legible_stays(self) -> None:
        assert legible("Łódź\t's-Hertogenbosch\n") == "Łódź\t's-Hertogenbosch\n"
        assert legible("a\x00\x1b[2J\udce9") == "a\ufffd\ufffd[2J\ufffd"

    def test_a_heading_can_not_paint_the_terminal(self, bring) -> None:
        told = "\n".join(bring("name;city;\x1b[2Jx\nA;B;C\n").lines())
        assert "\x1b" not in told


class TestFormulas:
    FORMULA = "@SUM(1+1)*cmd|' /C calc'!A0"

    @pytest.mark.parametrize("start", ["=1+1", "＝1+1"])
    def test_a_formula_is_refused(self, bring, start: str) -> None:
        assert "formula" in bring(f"name;city\n{start};x\n").faults[0].reason

    @pytest.mark.parametrize("name", [FORMULA, "+31 30", "-1", "'@x", "=1+1", "＋1"])
    def test_no_cell_of_the_refused_rows_begins_one(self, bring, rejected, name: str) -> None:
        bring(f'name;city;"={name}"\n"{name}";;"{name}"\n')
        cells = [cell for row in rejected() for cell in row]
        assert len(cells) == 12
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "＝", "＋", "\t", "\r", "\n"))]

    def test_a_text_that_goes_round_often_comes_in_as_it_was(
        self, bring, notebook: Notebook, rejected, tmp_path
    ) -> None:
        bring('name;city;phone\nHeidebeek;;"+31 30 555 0142"\n')
        for _round in range(3):
            bring((tmp_path / "rejects.csv").read_bytes())
        assert rejected()[1][2] == "'+31 30 555 0142"
        mended = (tmp_path / "rejects.csv").read_text(encoding="utf-8-sig").replace("Heidebeek;;", "Heidebeek;Zeist;")
        bring(mended)
        assert notebook.taken == [{"name": "Heidebeek", "city": "Zeist", "phone": "+31 30 555 0142"}]


class TestMemory:
    @staticmethod
    def peak(row: str, count: int, folder: Path) -> int:
        path = folder / f"{count}.csv"
        path.write_text("name;city\n" + f"{row}\n" * count)
        tracemalloc.start()
        try:
            how = How(apply=True, encoding="utf-8", rejects=folder / f"{count}-rejects.csv", batch=100)
            report = run(Importer("notes", "notes", COLUMNS, lambda switches, order: Notebook()), path, how)
            assert report.refused == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    @pytest.mark.parametrize("row", ["=X();" + "y" * 150, "x;"], ids=["unsound", "refused"])
    def test_refused_rows_are_let_go(self, tmp_path: Path, row: str) -> None:
        small, large = (self.peak(row, count, tmp_path) for count in (400, 4000))
        assert large < small * 1.5

    def test_refused_rows_are_all_counted_and_kept(self, bring, rejected, notebook: Notebook) -> None:
        report = bring("name;city\nA;B\n" + "=X();y\n" * 250 + "C;D\n" + "=X();y\n" * 5, batch=100)
        assert (report.rows, report.refused, report.did["new"]) == (257, 255, 2)
        assert [int(row[2]) for row in rejected()[1:]] == [*range(3, 253), *range(254, 259)]
        assert [t["name"] for t in notebook.taken] == ["A", "C"]
