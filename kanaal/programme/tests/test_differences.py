"""What a new pack would change, told so that a person can judge it."""

from __future__ import annotations

from kanaal.programme import differences
from kanaal.programme.pack import Pack
from kanaal.programme.tests.packs import changed, shipped


def told(old: dict[str, str], new: dict[str, str]) -> list[str]:
    return [str(change) for change in differences.rules(Pack(old), Pack(new))]


def test_a_changed_rule_is_old_and_new():
    one = shipped("adobe")
    assert told(one, one) == []
    assert told(one, changed(one, "programme.toml", "promise_hours = 4", "promise_hours = 6")) == [
        "  enrolment.promise_hours: 4 → 6"
    ]


def test_items_are_known_by_their_key_not_by_their_number():
    one = shipped("nordkuppel")
    crow = """
[[levels]]
key = "crow"
rank = 9
name = "Crow"
summary = "Clever."
seats = 1
needs = []
opens = []
benefits = []

"""
    two = changed(one, "programme.toml", '[[levels]]\nkey = "wren"', crow + '[[levels]]\nkey = "wren"')
    assert told(one, two)[:2] == ['+ levels[crow].key = "crow"', "+ levels[crow].rank = 9"]
    assert all(line.startswith("+ levels[crow]") for line in told(one, two))
    assert all(line.startswith("- levels[crow]") for line in told(two, one))


def test_of_a_list_only_what_came_and_went():
    one = shipped("adobe")
    two = changed(one, "regions.toml", '["JP"]', '["JP", "AQ"]')
    assert told(one, two) == ['+ regions[japan].countries[…] = ["AQ"]']
    assert told(two, one) == ['- regions[japan].countries[…] = ["AQ"]']


def test_comments_order_and_the_file_of_a_section_are_no_difference():
    one = shipped("adobe")
    two = {**one, "programme.toml": "# hello\n" + one["programme.toml"] + "\n" + one["regions.toml"]}
    del two["regions.toml"]
    assert told(one, two) == []


def test_texts_line_by_line():
    one = shipped("nordkuppel")
    two = changed(one, "terms/registration.en.md", "no hard feelings", "we part as friends")
    lines = list(differences.texts(Pack(one), Pack(two)))
    assert lines[:2] == ["--- old/terms/registration.en.md", "+++ new/terms/registration.en.md"]
    assert any(line.startswith("-") and "no hard feelings" in line for line in lines)
    assert any(line.startswith("+") and "we part as friends" in line for line in lines)


def test_against_nothing_all_is_new():
    new = Pack(shipped("nordkuppel"))
    assert all(change.old == "" for change in differences.rules(None, new))
    assert "--- /dev/null" in list(differences.texts(None, new))
