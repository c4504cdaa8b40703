"""`kanaal programme …` as somebody at the terminal meets it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import call_command

from kanaal.core import clock
from kanaal.programme.models import Release
from kanaal.programme.tests.packs import changed, shipped, write


def run(*words: str) -> tuple[int, str, str]:
    """Exit code, what was printed, and what was complained of."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("programme", *words, stdout=out, stderr=err)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def six_hours(tmp_path: Path) -> str:
    write(changed(shipped("adobe"), "programme.toml", "promise_hours = 4", "promise_hours = 6"), tmp_path)
    return str(tmp_path)


def test_check_needs_no_database_and_names_a_shipped_pack_by_its_name():
    files = len(shipped("nordkuppel"))
    said = f"Nordkuppel Dome Circle: {files} files, complete in en. No fault found.\n"
    assert run("check", "nordkuppel") == (0, said, "")


def test_check_names_faults_and_fails(tmp_path: Path):
    (tmp_path / "programme.toml").write_text('[programme]\nname = "X"\nhue = "blue"\nlanguages = ["en"]\n')
    code, out, err = run("check", str(tmp_path))
    assert code == 1
    assert "programme.toml:3:1: programme.hue must be a whole number, not a text. Write it without quotes" in out
    assert "programme.toml:1:2: programme.vendor is missing. Add vendor = …" in out
    assert err.startswith(f"{len(out.splitlines())} faults in")
    assert run("check", str(tmp_path / "none"))[0] == 1


@pytest.mark.django_db
class TestPublish:
    def test_from_nothing_to_two_releases(self, six_hours: str):
        assert "Nothing has been published yet" in run("list")[1]
        assert "+ enrolment.promise_hours = 4" in run("diff", "adobe")[1]
        code, out, _err = run("publish", "adobe", "--from", "2026-01-01", "--note", "the first")
        assert (code, out) == (
            0, "Published Adobe Channel Program, release 1, in force from 2026-01-01 00:00 (Europe/Amsterdam).\n"
        )  # fmt: skip
        assert "  enrolment.promise_hours: 4 → 6\n" in run("diff", six_hours)[1]

        assert run("publish", six_hours, "--from", "now")[0] == 0
        assert Release.objects.count() == 2
        rows = run("list")[1].splitlines()
        assert "past" in rows[0]
        assert "in force" in rows[1]
        assert "release 2" in run("show")[1]
        assert "promise_hours = 4\n" in run("show", "1", "--file", "programme.toml")[1]
        assert "enrolment.promise_hours: 4 → 6" not in run("diff", six_hours)[1]
        assert "enrolment.promise_hours: 4 → 6" in run("diff", six_hours, "--against", "1")[1]

    def test_refusals_end_with_a_reason_and_change_nothing(self, six_hours: str):
        run("publish", "adobe", "--from", "2026-01-01")
        year = clock.now().year
        for words, reason in [
            (("publish", "adobe", "--from", "now"), "Release 1 is the same, to the letter."),
            (("publish", six_hours, "--from", f"{year - 1}-01-01"), "can't begin in the past"),
            (("publish", six_hours, "--from", "2027-02-30"), "is no date"),
            (("publish", six_hours, "--from", "soon"), "is no date"),
            (("show", "7"), "There is no release 7"),
            (("show", "1", "--file", "x"), "has no file x"),
        ]:
            code, _out, err = run(*words)
            assert code == 1
            assert reason in err
        assert Release.objects.count() == 1

    def test_a_start_script_can_publish_each_time(self):
        for _ in range(2):
            assert run("publish", "adobe", "--from", "2026-01-01", "--unless-same")[0] == 0
        assert Release.objects.count() == 1
