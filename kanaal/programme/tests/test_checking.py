"""Every fault of a pack is named with its file, its line and a way out; and all of them at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kanaal.programme.checking import check, check_folder
from kanaal.programme.faults import Fault
from kanaal.programme.tests.packs import changed, line_of, shipped, write

PROGRAMME, LEVELS, PLACES, REGIONS = "programme.toml", "levels.toml", "places.toml", "regions.toml"
TERMS = "terms/registration.nl.md"


@dataclass
class Case:
    """One mistake, as `faults.txt` writes it down."""

    file: str = ""
    old: str = ""
    new: str = ""
    at: str = ""
    says: list[str] = field(default_factory=list)

    def applied(self, files: dict[str, str]) -> dict[str, str]:
        return changed(files, self.file, self.old, self.new)


def cases() -> dict[str, Case]:
    found: dict[str, Case] = {}
    for part in Path(__file__).with_name("faults.txt").read_text().split("## ")[1:]:
        name, *lines = part.strip().split("\n")
        case = found[name] = Case()
        for line in lines:
            key, value = line[:6].strip(), line[6:].replace("\\n", "\n")
            if key == "says":
                case.says.append(value)
            else:
                setattr(case, key, value)
    return found


CASES = cases()


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_named_with_its_place_and_a_remedy(name: str):
    case = CASES[name]
    files = case.applied(shipped("adobe"))

    faults = check(files)

    assert len(faults) == 1, [str(f) for f in faults]
    fault = faults[0]
    assert fault.file == case.file
    assert fault.line == line_of(files, case.file, case.at)
    assert fault.column >= 1
    assert fault.remedy
    for words in case.says:
        assert words in str(fault)


def test_a_section_in_two_files_is_told_at_the_second():
    files = changed(shipped("adobe"), PLACES, "[[tabs]]", '[[regions]]\nkey = "x"\n\n[[tabs]]')

    line = line_of(files, REGIONS, "[[regions]]")
    says = "[regions] stands in places.toml already. Keep a section whole, in one file."
    assert [str(f) for f in check(files)] == [f"regions.toml:{line}:3: {says}"]


def test_shipped_packs_have_no_fault():
    assert check(shipped("adobe")) == []
    assert check(shipped("nordkuppel")) == []


def test_all_faults_are_named_at_once_also_in_different_files_and_of_one_item():
    files = shipped("adobe")
    names = ("unknown key", "bad hue", "no time zone", "unknown place in a level", "rank twice")
    for name in (*names, "unknown block in a text"):
        files = CASES[name].applied(files)
    files = changed(files, LEVELS, 'rank = 3\nbuilds_on = "gold"\nname', 'rank = 3\nbuilds_on = "gld"\nnaam')

    told = "\n".join(str(f) for f in check(files))

    assert told.count("\n") + 1 == 8
    for words in ("promise_hour is not known", "at most 359", "Asia/Tokyo", "sales-centre", "every rank"):
        assert words in told
    for words in ("levels.seat}", '"gld"', "levels[4].naam is not known"):
        assert words in told


def test_missing_files():
    files = shipped("adobe")
    del files["welcome-kit/50-help.nl.md"]
    assert check(files) == [
        Fault(
            "welcome-kit/50-help.nl.md", 0, 0,
            "This file is missing: welcome-kit/50-help is there in en, but not in nl.",
            "Translate welcome-kit/50-help.en.md, or remove it.",
        )
    ]  # fmt: skip

    del files[PROGRAMME]
    assert [(f.file, f.says) for f in check(files)][:1] == [(PROGRAMME, "This file is missing.")]


def test_a_section_that_is_nowhere_is_missed():
    files = shipped("adobe")
    del files[REGIONS]
    files["cases.toml"] = files["cases.toml"].partition("[[support_hours]]")[0]  # which name regions

    assert [str(f) for f in check(files)] == [
        "programme.toml: The section [[regions]] is missing. Write it; docs/how-to/write-a-programme.md shows how."
    ]


def test_a_broken_file_is_one_fault_and_not_all_that_it_would_have_held():
    files = changed(shipped("adobe"), LEVELS, "rank = 2", "rank = = 2")

    assert [f.file for f in check(files)] == [LEVELS]


def test_files_that_nothing_reads():
    files = {
        **shipped("adobe"),
        "terms/registration.fr.md": "# Conditions\n\nOui.",
        "prices.xls": "?",
        "notes.txt": "x",
    }

    assert [(f.file, f.says) for f in check(files)] == [
        ("notes.txt", "Nothing reads this file."),
        ("prices.xls", "Nothing reads this file."),
        ("terms/registration.fr.md", '"fr" in the name is no language of this pack.'),
    ]


def test_mails_are_those_that_the_house_sends_and_can_be_rendered():
    files = shipped("nordkuppel")
    files["mails/contact_invitd.en.txt"] = "Come\n\nNow"
    files["mails/contact_invited.en.txt"] = "Come\n\n{% if partner %}Now"

    told = [str(f) for f in check(files)]

    assert len(told) == 2
    assert "mails/contact_invitd.en.txt: The house sends no mail called contact_invitd." in told[0]
    assert told[1].startswith("mails/contact_invited.en.txt:3:1: This mail can't be rendered")


def test_a_draft_language_may_be_incomplete_and_is_not_offered():
    files = changed(shipped("adobe"), PROGRAMME, 'languages = ["nl", "en"]', 'languages = ["en"]\ndrafts = ["nl"]')
    del files[TERMS]
    assert check(files) == []


def test_folder_names_what_is_not_utf8(tmp_path: Path):
    write(shipped("nordkuppel"), tmp_path)
    (tmp_path / "README.md").write_text("for people")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_bytes(b"\xff")
    assert check_folder(tmp_path)[1] == []

    (tmp_path / "terms/registration.en.md").write_bytes(b"# Terms\n\nCaf\xe9 & co\n")

    faults = check_folder(tmp_path)[1]
    assert [str(f) for f in faults] == [
        "terms/registration.en.md:3:4: The byte 0xe9 is not UTF-8. Save the file as UTF-8 in your editor."
    ]


def test_folder_that_is_not_there_or_empty(tmp_path: Path):
    assert "There is no such folder." in str(check_folder(tmp_path / "none")[1][0])
    assert "There is no pack in this folder." in str(check_folder(tmp_path)[1][0])
