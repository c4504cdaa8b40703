"""Reading tables: every encoding, separator and quote that people send, and whatever else is in a file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kanaal.core.importing import cells, reading
from kanaal.core.importing.columns import Column, layout_of, plain
from kanaal.core.importing.encodings import encoding_of
from kanaal.core.importing.faults import FileRefused
from kanaal.core.importing.rejects import Rejects, free_name
from kanaal.core.importing.seen import Seen

KNOWN = {"name", "city", "email"}
ON_DISK = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)


def known(heading: str) -> bool:
    return plain(heading) in KNOWN


def read(path: Path, data: bytes, **how: str) -> tuple[list[str], list[reading.Record]]:
    path.write_bytes(data)
    with reading.opened(path, known, **how) as table:
        return table.header, list(table.records())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


class TestEncodings:
    TEXT = "name;city\r\nZoë Müller;Århus\r\nЖанна;Łódź\r\n"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    def test_unicode_with_and_without_mark(self, file: Path, encoding: str) -> None:
        header, records = read(file, self.TEXT.encode(encoding))
        assert header == ["name", "city"]
        assert [r.cells for r in records] == [["Zoë Müller", "Århus"], ["Жанна", "Łódź"]]
        assert [r.line for r in records] == [2, 3]

    def test_windows_1252_is_what_is_not_unicode(self, file: Path) -> None:
        _header, records = read(file, "name;city\nZoë Müller;Ahaus\n€ Straße;–\n".encode("windows-1252"))
        assert [r.cells for r in records] == [["Zoë Müller", "Ahaus"], ["€ Straße", "–"]]

    def test_one_broken_byte_spoils_one_row_and_not_the_umlauts_of_the_others(self, file: Path) -> None:
        data = "name;city\nMüller;Köln\nÖzdemir;Düren\n".encode() + b"Br\xfcder;Ulm\n"
        _header, records = read(file, data)
        assert records[0].cells == ["Müller", "Köln"]
        assert "0xfc" in cells.fault_of(records[2].cells[0], 100)

    def test_a_byte_that_windows_does_not_have_is_named(self, file: Path) -> None:
        _header, records = read(file, b"name;city\nM\xfcller;K\xf6ln\nA\x81B;Ulm\n")
        assert records[0].cells == ["Müller", "Köln"]
        assert "0x81" in cells.fault_of(records[1].cells[0], 100)

    @pytest.mark.parametrize(
        ("start", "says"),
        [
            (b"PK\x03\x04rest", "Excel"),
            (b"%PDF-1.7", "PDF"),
            (b"\x1f\x8b\x08", "packed"),
            (b"\xd0\xcf\x11\xe0", "Excel"),
        ],
    )
    def test_what_is_no_text_is_called_by_its_name(self, file: Path, start: bytes, says: str) -> None:
        file.write_bytes(start)
        with pytest.raises(FileRefused, match=says):
            encoding_of(file)

    def test_an_encoding_that_was_asked_for_wrongly(self, file: Path) -> None:
        with pytest.raises(FileRefused, match="no encoding called klingon"):
            read(file, b"name\nx\n", encoding="klingon")
        with pytest.raises(FileRefused, match="not written in utf-16"):
            read(file, b"name\nx", encoding="utf-16")


class TestLines:
    @pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
    def test_the_separator_is_the_one_that_makes_headings_known(self, file: Path, separator: str) -> None:
        data = f'name{separator}note{separator}city\n"A{separator}B"{separator}"1;2,3"{separator}C\n'.encode()
        header, records = read(file, data)
        assert header == ["name", "note", "city"]
        assert records[0].cells == [f"A{separator}B", "1;2,3", "C"]

    def test_known_headings_count_more_than_many_cells(self, file: Path) -> None:
        header, _records = read(file, b"name;city;a,b,c,d,e,f\nA;B;C\n")
        assert header == ["name", "city", "a,b,c,d,e,f"]

    def test_excels_own_first_line_is_believed(self, file: Path) -> None:
        header, records = read(file, b"sep=|\nname|city\nA|B\n")
        assert (header, records[0].line, records[0].cells) == (["name", "city"], 3, ["A", "B"])

    def test_quoted_line_breaks_empty_lines_and_old_macs(self, file: Path) -> None:
        _header, records = read(file, b'\n\nname;city\r\n"A\nB";C\r\n\r\n;\r\nD;E')
        assert [(r.line, r.cells) for r in records] == [(4, ["A\nB", "C"]), (8, ["D", "E"])]
        _header, records = read(file, b"name;city\rA;B\rC;D\r")
        assert [r.cells for r in records] == [["A", "B"], ["C", "D"]]

    def test_empty_lines_are_counted(self, file: Path) -> None:
        file.write_bytes(b"name;city\n\n;;\nA;B\n   \n")
        with reading.opened(file, known) as table:
            assert len(list(table.records())) == 1
            assert table.empty_lines == 3

    @pytest.mark.parametrize("data", [b"", b"\n\n \n", b"\xef\xbb\xbf", b";;\n;\n"])
    def test_a_file_without_headings(self, file: Path, data: bytes) -> None:
        with pytest.raises(FileRefused):
            read(file, data)

    def test_no_file(self, file: Path) -> None:
        with pytest.raises(FileRefused, match="no file"), reading.opened(file, known):
            pass


class TestQuotes:
    def test_a_quote_that_is_never_closed_costs_its_line_only(self, file: Path) -> None:
        rows = b"".join(b"N%d;C\n" % n for n in range(5000))
        _header, records = read(file, b'name;city\nA;B\nX;"Y\n' + rows)
        assert records[1].line == 3
        assert "never closed" in records[1].broken
        assert records[1].cells == ["X", '"Y']
        assert len(records) == 5002
        assert [r.broken for r in records if r.broken] == [records[1].broken]

    def test_the_same_at_the_end_of_the_file(self, file: Path) -> None:
        _header, records = read(file, b'name;city\n"A;B\nC;D')
        assert (records[0].broken != "", records[1].cells) == (True, ["C", "D"])

    def test_a_quote_in_the_middle_of_quotes(self, file: Path) -> None:
        _header, records = read(file, b'name;city\n"A "b" C";D\nE;F\n')
        assert "twice" in records[0].broken
        assert records[1].cells == ["E", "F"]

    def test_inches_are_no_quotes(self, file: Path) -> None:
        _header, records = read(file, b'name;city\n19" screens;D\n')
        assert records[0].cells == ['19" screens', "D"]


class TestSizes:
    def test_a_cell_of_a_megabyte_is_read_and_told(self, file: Path) -> None:
        _header, records = read(file, b'name;city\n"' + b"x" * 1_000_000 + b'";C\nD;E\n')
        assert len(records[0].cells[0]) == 1_000_000
        assert "1,000,000 characters; 160 is the most" in cells.fault_of(records[0].cells[0], 160)
        assert records[1].cells == ["D", "E"]

    def test_a_line_without_end_is_no_table(self, file: Path, monkeypatch) -> None:
        monkeypatch.setattr(reading, "LONGEST_LINE", 1000)
        with pytest.raises(FileRefused, match="Line 2 has more than 1,000"):
            read(file, b"name;city\n" + b"x" * 5000)


class TestCells:
    @pytest.mark.parametrize(
        ("cell", "says"),
        [
            ("a\x00b", "NUL"),
            ("a\u202eb", "can't be seen"),
            ("a\x07", "can't be seen"),
            ("=1+1", "formula"),
            ("x" * 9, "9"),
        ],
    )
    def test_what_no_column_takes(self, cell: str, says: str) -> None:
        assert says in cells.fault_of(cell, 8)

    @pytest.mark.parametrize(
        "cell", ["", "Zoë", "+31 30 555", "-", "@home", "'s-Hertogenbosch", "a\nb", "می\u200cخواهم"]
    )
    def test_what_every_column_takes(self, cell: str) -> None:
        assert cells.fault_of(cell, 100) == ""

    @given(st.text(alphabet=st.sampled_from("'=+-@\t ab")))
    def test_marking_as_text_can_be_undone(self, cell: str) -> None:
        assert cells.unmarked(cells.marked(cell)) == cell
        assert cells.marked(cell)[:1] not in tuple("=+-@\t\r")


class TestHeadings:
    COLUMNS = (
        Column("name", "the name", ("company", "firma"), required=True),
        Column("email", "address", ("e-mail",)),
        Column("city", "town", required=True),
    )

    def test_other_languages_spelling_and_order(self) -> None:
        layout = layout_of(["E-MAIL *", "x", "City", "FIRMA"], self.COLUMNS, {})
        assert dict(layout.places) == {"email": 0, "city": 2, "name": 3}
        assert layout.unused == ("x",)
        assert layout.heading("name") == "FIRMA"

    def test_missing_columns_are_named_all_at_once(self) -> None:
        with pytest.raises(FileRefused, match=r"lacks: name .*; city") as refused:
            layout_of(["a", "b"], self.COLUMNS, {})
        assert "--mapping name=HEADING" in str(refused.value)

    def test_two_headings_for_one_column(self) -> None:
        with pytest.raises(FileRefused, match=r"'name' \(column 1\) and 'Firma' \(column 3\)"):
            layout_of(["name", "city", "Firma"], self.COLUMNS, {})
        layout = layout_of(["name", "city", "Firma"], self.COLUMNS, {"name": "Firma"})
        assert layout.places["name"] == 2

    @pytest.mark.parametrize(
        ("mapping", "says"), [({"nom": "name"}, "no column nom"), ({"name": "nom"}, "no column 'nom'")]
    )
    def test_a_mapping_that_leads_nowhere(self, mapping: dict[str, str], says: str) -> None:
        with pytest.raises(FileRefused, match=says):
            layout_of(["name", "city"], self.COLUMNS, mapping)

    def test_the_columns_of_refused_rows_are_passed_over(self) -> None:
        layout = layout_of(["name", "city", "line", "column", "reason"], self.COLUMNS, {})
        assert layout.unused == ()


class TestRejects:
    def test_an_existing_file_is_never_overwritten(self, tmp_path: Path) -> None:
        kept = tmp_path / "kept.csv"
        kept.write_text("my mending")
        with pytest.raises(FileRefused, match="exists already"):
            Rejects(kept, ["a"], ";")
        source = tmp_path / "partners.csv"
        (tmp_path / "partners-rejects.csv").write_text("being mended")
        assert free_name(source).name == "partners-rejects-2.csv"

    def test_a_place_where_nothing_can_be_written(self, tmp_path: Path) -> None:
        rejects = Rejects(tmp_path / "nowhere" / "x.csv", ["a"], ";")
        with pytest.raises(FileRefused, match="can't be written"):
            rejects.write(["1"], [_fault()])


def _fault():
    from kanaal.core.importing.faults import Fault

    return Fault(2, "a", "because")


def test_seen_remembers_the_first_line_and_forgets_when_told() -> None:
    seen = Seen()
    assert [seen.first("email", "a@b", line) for line in (3, 9)] == [3, 3]
    assert seen.first("number", "a@b", 9) == 9
    seen.forget("email", ["a@b"])
    assert seen.first("email", "a@b", 12) == 12
    seen.close()


# --- whatever is in a file

CELLS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=12)
TABLES = st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=6)


@ON_DISK
@given(TABLES, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.booleans())
def test_what_a_program_writes_is_read_as_it_was(tmp_path: Path, table, separator, encoding, all_quoted) -> None:
    out = io.StringIO(newline="")
    plain_writer = csv.writer(out, delimiter=separator)
    writer = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL) if all_quoted else plain_writer
    writer.writerows([["name", "city", "email"], *table])
    header, records = read(tmp_path / "t.csv", out.getvalue().encode(encoding))
    assert header == ["name", "city", "email"]
    assert [r.cells for r in records] == [row for row in table if any(cell.strip() for cell in row)]


@ON_DISK
@given(
    st.lists(
        st.sampled_from([b'"', b";", b",", b"\n", b"\r", b"a", b"\x00", b"\xff", b"\xc3\xa9", b"name"]), max_size=40
    )
)
def test_whatever_is_in_a_file_every_line_is_accounted_for(tmp_path: Path, parts: list[bytes]) -> None:
    path = tmp_path / "t.csv"
    body = b"".join(parts)
    path.write_bytes(b"name;city\n" + body)
    with reading.opened(path, known, encoding="utf-8", separator=";") as table:
        records = list(table.records())
    assert all(record.cells for record in records)
    # Nothing is lost: every letter of the file is in some row.
    assert (
        sum("".join(r.cells).count("a") for r in records)
        == (b"name;city\n" + body).decode("utf-8", "replace").count("a") - 1
    )
