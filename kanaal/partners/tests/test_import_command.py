"""`kanaal import partners` as one types it: the file of refused rows, killed and run again, memory, hostile cells."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import CharField
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kanaal.core.importing import IMPORTERS, How, run
from kanaal.core.models import Event, Mail
from kanaal.partners.importing.columns import COLUMNS
from kanaal.partners.importing.inviting import invite_imported
from kanaal.partners.importing.writing import import_partners
from kanaal.partners.models import Contact, Invitation, Partner, PartnerDomain, PartnerNameKey
from tests import world

pytestmark = pytest.mark.django_db

KWARTEL = {
    "external_id": "K1", "name": "Kwarteldonk Media B.V.", "level": "gold", "country": "NL", "city": "Utrecht",
    "postal_code": "3511 AB", "vat_number": "NL815881399B74", "phone": "+31 30 555 0142", "domains": "kwarteldonk.nl",
    "member_since": "2023-05-01", "contact_email": "ans@kwarteldonk.nl", "contact_name": "Ans Maas",
    "contact_kind": "",
}  # fmt: skip
HEIDE = KWARTEL | {
    "external_id": "K2", "name": "Heidebeek", "vat_number": "", "domains": "heidebeek.nl",
    "contact_email": "bo@heidebeek.nl", "contact_name": "Bo Heide",
}  # fmt: skip


@dataclass
class Said:
    text: str
    code: int
    rejects: Path

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.text)
        return found


@pytest.fixture(autouse=True)
def programme() -> None:
    world.published()


@pytest.fixture
def command(tmp_path: Path):
    """Type the command for a table of these rows, or for a file."""

    def command(*table: dict[str, str], file: Path | None = None, words: tuple[str, ...] = ()) -> Said:
        path = file or tmp_path / f"partners{len(list(tmp_path.iterdir()))}.csv"
        if file is None:
            with path.open("w", encoding="utf-8", newline="") as made:
                out = csv.DictWriter(made, list(dict.fromkeys(key for row in table for key in row)), restval="")
                out.writeheader()
                out.writerows(table)
        said, code = io.StringIO(), 0
        try:
            call_command("import", "partners", str(path), *words, stdout=said, stderr=said)
        except SystemExit as ended:
            code = int(str(ended.code))
        return Said(said.getvalue(), code, path.with_name(f"{path.stem}-rejects.csv"))

    return command


def table_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def world_now() -> list[list[Any]]:
    """Every row that an import can touch."""
    kinds = (Partner, Contact, PartnerDomain, PartnerNameKey, Event, Invitation, Mail)
    return [list(kind.objects.order_by("pk").values_list()) for kind in kinds]


def sample(path: Path, companies: int) -> Path:
    """Companies of one, two or three contacts; the last in every third has a branch."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(KWARTEL))
        out.writeheader()
        for n in range(companies):
            own = KWARTEL | {"external_id": f"K{n}", "name": f"Heidebeek {n}", "vat_number": ""}
            own["domains"] = f"h{n}.nl h{n}.be" if n % 3 == 2 else f"h{n}.nl"
            out.writerows(own | {"contact_email": f"{who}@h{n}.nl"} for who in "abc"[: n % 3 + 1])
    return path


class TestDryRun:
    def test_it_says_what_would_happen_and_changes_nothing(self, command) -> None:
        command(KWARTEL, words=("--apply",))
        before = world_now()
        said = command(KWARTEL | {"city": "Zeist"}, HEIDE, HEIDE | {"external_id": "K3", "level": "tin"})
        assert world_now() == before
        assert said.code == 3
        for line in ("1  new partners   (Heidebeek (K2))", "1  partners changed", "changed: city 1", "1  refused rows"):
            assert line in said.text
        assert "line 4, level: The programme has no level 'tin'" in said.text
        assert not said.rejects.exists()

    def test_what_it_foretells_is_what_comes(self, command, tmp_path: Path) -> None:
        path = sample(tmp_path / "sample.csv", 60)
        foretold = command(file=path, words=("--json",)).data
        done = command(file=path, words=("--json", "--apply")).data
        assert foretold["did"] == done["did"]
        assert (foretold["applied"], done["applied"], done["refused"]) == (False, True, 0)


class TestTwice:
    def test_the_second_time_not_one_row_of_the_database_differs(self, command, tmp_path: Path) -> None:
        path = sample(tmp_path / "sample.csv", 60)
        assert command(file=path, words=("--apply", "--invite")).code == 0
        before = world_now()
        assert len(world.happened("PartnerImported")) == Partner.objects.count() == 60
        said = command(file=path, words=("--apply", "--invite", "--json"))
        assert world_now() == before
        assert set(said.data["did"]) <= {"partners unchanged", "contacts unchanged", "contacts invited before"}


class TestRejects:
    BAD = (
        ("vat_number", "NL815881399B75", "check digits"),
        ("postal_code", "12345", "1234 AB"),
        ("contact_email", "ans@", "not an e-mail address"),
        ("contact_email", "anna@lindeboom-digitaal.nl", "Lindeboom Digitaal"),
        ("level", "tin", "no level"),
        ("country", "Narnia", "no country"),
        ("member_since", "31-02-2023", "no day"),
        ("number", "ß" * 24, "letters, digits"),
        ("number", "CP-0\u0660-1", "letters, digits"),
        ("postal_code", "ß" * 20, "plain letters"),
    )

    @pytest.mark.parametrize(("column", "value", "says"), BAD)
    def test_a_bad_row_is_kept_with_its_reason_and_comes_in_when_mended(self, command, column, value, says) -> None:
        world.anna()
        there = Partner.objects.count()
        good = KWARTEL | {column: KWARTEL.get(column, "")}
        said = command(HEIDE, good | {column: value}, words=("--apply",))
        assert (said.code, Partner.objects.filter(name="Heidebeek").exists()) == (3, True)
        assert f"line 3, {column}: " in said.text
        [row] = table_of(said.rejects)
        assert (row["line"], row["column"], row[column]) == ("3", column, value)
        assert says in row["reason"]
        # Unmended it is refused again, into a file of its own; mended it comes in.
        again = command(file=said.rejects, words=("--apply",))
        assert (again.code, table_of(again.rejects)[0]["column"]) == (3, column)
        mended = command(row | {column: good[column]}, words=("--apply",))
        assert mended.code == 0
        assert Partner.objects.count() == there + 2
        assert Contact.objects.get(email="ans@kwarteldonk.nl").kind == "primary"

    def test_two_primaries(self, command) -> None:
        first = KWARTEL | {"contact_kind": "primary"}
        second = first | {"contact_email": "cy@kwarteldonk.nl"}
        said = command(first, second, HEIDE, words=("--apply",))
        [row] = table_of(said.rejects)
        assert (row["line"], row["column"]) == ("3", "contact_kind")
        assert command(row | {"contact_kind": "secondary"}, words=("--apply",)).code == 0
        assert dict(Contact.objects.values_list("email", "kind")) == {
            "ans@kwarteldonk.nl": "primary",
            "bo@heidebeek.nl": "primary",
            "cy@kwarteldonk.nl": "secondary",
        }

    @pytest.mark.parametrize("bad", ["ans@", "ans@elsewhere.nl"])
    def test_who_comes_first_is_primary_even_when_mended_later(self, command, bad: str) -> None:
        said = command(KWARTEL | {"contact_email": bad}, KWARTEL | {"contact_email": "cy@kwarteldonk.nl"},
                       words=("--apply",))  # fmt: skip
        [row] = table_of(said.rejects)
        assert command(row | {"contact_email": "ans@kwarteldonk.nl"}, words=("--apply",)).code == 0
        assert dict(Contact.objects.values_list("email", "kind")) == {
            "ans@kwarteldonk.nl": "primary",
            "cy@kwarteldonk.nl": "other",
        }

    def test_the_primary_contact_changes_in_two_rounds(self, command) -> None:
        cy = KWARTEL | {"contact_email": "cy@kwarteldonk.nl"}
        command(KWARTEL, cy, words=("--apply",))
        said = command(KWARTEL | {"contact_kind": "other"}, cy | {"contact_kind": "primary"}, words=("--apply",))
        assert [row["contact_email"] for row in table_of(said.rejects)] == ["cy@kwarteldonk.nl"]
        assert command(file=said.rejects, words=("--apply",)).code == 0
        assert Contact.objects.get(kind="primary").email == "cy@kwarteldonk.nl"

    @pytest.mark.parametrize("cell", ["=HYPERLINK(0)", "+1+1", "-2", "@SUM(1)", "\t=1", "＝1"])
    def test_nothing_in_it_is_a_formula(self, command, cell: str) -> None:
        bad = KWARTEL | {"external_id": cell, "name": cell, "level": cell, "contact_job_title": cell, f"{cell}x": cell}
        rejects = command(bad, KWARTEL, bad, words=("--apply",)).rejects
        with rejects.open(encoding="utf-8-sig", newline="") as file:
            table = list(csv.reader(file))
        assert [row[-3] for row in table] == ["line", "2", "4"]
        cells = [cell for row in table for cell in row]
        assert not [c for c in cells if c.startswith(tuple("=+-@\t\r\n＝＋－＠"))]


class TestInviting:
    def test_companies_that_have_ended_invite_nobody_and_hold_up_nobody(self, command) -> None:
        ended = KWARTEL | {"state": "ended", "term_ends": "2024-04-30"}
        said = command(ended, HEIDE | {"term_ends": "", "state": ""}, words=("--apply", "--invite"))
        assert said.code == 0
        assert [mail.to for mail in Mail.objects.all()] == ["bo@heidebeek.nl"]
        assert "could not be invited" in said.text

    def test_a_batch_that_is_undone_sends_nothing(self, command, monkeypatch) -> None:
        def broken(*_args: Any, **_kwargs: Any) -> None:
            invite_imported(*_args, **_kwargs)
            raise RuntimeError("the machine stops")

        monkeypatch.setattr("kanaal.partners.importing.work.invite_imported", broken)
        before = world_now()
        with pytest.raises(RuntimeError):
            command(KWARTEL, words=("--apply", "--invite"))
        assert world_now() == before


class TestStoppedInTheMiddle:
    def test_batches_are_whole_and_a_second_run_completes(self, tmp_path: Path, monkeypatch) -> None:
        path = sample(tmp_path / "sample.csv", 45)
        calls = []

        def stops(*args: Any, **kwargs: Any) -> None:
            import_partners(*args, **kwargs)
            calls.append(1)
            if len(calls) == 2:
                raise RuntimeError("the machine stops")

        monkeypatch.setattr("kanaal.partners.importing.work.import_partners", stops)
        with pytest.raises(RuntimeError):
            run(IMPORTERS["partners"], path, How(apply=True, batch=30))
        first = Partner.objects.count()
        assert 0 < first < 30
        self.whole()
        monkeypatch.undo()
        report = run(IMPORTERS["partners"], path, How(apply=True, batch=30))
        assert (report.did["partners unchanged"], report.refused) == (first, 0)
        assert set(Partner.objects.values_list("external_id", flat=True)) == {f"K{n}" for n in range(45)}
        assert (Contact.objects.count(), Partner.objects.values("number").distinct().count()) == (90, 45)
        self.whole()

    @staticmethod
    def whole() -> None:
        for partner in Partner.objects.all():
            assert partner.contacts.filter(kind="primary").count() == 1
            assert partner.domains.filter(is_branch=False).count() == 1
            assert partner.name_keys.exists()
            assert Event.objects.filter(name="PartnerImported", about_id=partner.pk).count() == 1


class TestMemory:
    def test_it_stays_flat(self, tmp_path: Path) -> None:
        run(IMPORTERS["partners"], sample(tmp_path / "warm.csv", 50), How())  # what is read once stays in the caches
        small, large = (self.peak(self.slim(tmp_path / f"{count}.csv", count)) for count in (300, 2400))
        assert large < small * 2

    @staticmethod
    def slim(path: Path, count: int) -> Path:
        """A table with few columns, since counting memory takes its time; every tenth row is refused."""
        companies = (f"K{n},Heidebeek {n},{'tin' if n % 10 == 0 else 'gold'},NL,a@h{n}.nl\n" for n in range(count))
        path.write_text("external_id,name,level,country,contact_email\n" + "".join(companies))
        return path

    @staticmethod
    def peak(path: Path) -> int:
        tracemalloc.start()
        try:
            run(IMPORTERS["partners"], path, How(batch=100, rejects=path.with_suffix(".rejects")))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


class TestHostileCells:
    ANY = st.text(
        st.characters(codec="utf-8") | st.sampled_from("\x00\x1b\u202e\ufffdßŉİ='@+-.,;/ 0123456789"), max_size=30
    )
    LONG = st.sampled_from(["x", "ß", "9", "é", "ŉ", "a.", "CP-9"]).map(lambda s: s * 130)
    KEYS = [column.key for column in COLUMNS]

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
    @given(st.lists(st.dictionaries(st.sampled_from(KEYS), ANY | LONG, max_size=5), min_size=1, max_size=4))
    def test_any_cell_comes_in_or_is_refused(self, tmp_path: Path, changes: list[dict[str, str]]) -> None:
        path = tmp_path / "hostile.csv"
        table = [
            KWARTEL | {"external_id": f"H{n}", "contact_email": f"h{n}@kwarteldonk.nl"} | change
            for n, change in enumerate(changes)
        ]
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, self.KEYS, restval="")
            out.writeheader()
            out.writerows(table)
        report = run(IMPORTERS["partners"], path, How(apply=True))
        assert report.rows + report.empty_lines == len(table)
        assert all(fault.reason for fault in report.faults)

    @pytest.mark.parametrize("number", ["CP-9223372036854775807-1", "CP-999999999999999-0", "cp-300000-0"])
    def test_a_number_that_a_table_brings_leaves_numbers_for_others(self, command, number: str) -> None:
        assert command(KWARTEL | {"number": number}, HEIDE, words=("--apply",)).code == 0
        given_ids = list(Partner.objects.order_by("external_id").values_list("number", flat=True))
        assert given_ids[0] == number.upper()
        assert given_ids[1].startswith("CP-")
        assert len(given_ids[1]) <= 24

    @pytest.mark.parametrize("key", ["number", "external_id", "name", "street", "city", "province", "postal_code",
                                     "register_number", "website", "phone"])  # fmt: skip
    def test_no_column_takes_more_than_its_field_holds(self, key: str) -> None:
        field = Partner._meta.get_field(key)
        assert isinstance(field, CharField)
        [column] = [column for column in COLUMNS if column.key == key]
        assert column.longest <= (field.max_length or 0)
