"""What can be wrong with the courses of a pack is told with its place and a way out."""

from __future__ import annotations

import pytest

from kanaal.programme.checking import check
from kanaal.programme.tests.packs import changed, shipped

FILE = "training.toml"
CASES = [
    ("right = 2\nanswers", "right = 4\nanswers", "right answer that isn't there"),
    ('captions = "media/anniversary"\n', "", "video without captions"),
    ('captions = "media/anniversary"', 'captions = "media/nothing"', "media/nothing.en.vtt is missing"),
    ('picture = "media/honest.png"', 'picture = "media/anniversary.webm"', "which is no image"),
    ('video = "media/anniversary.webm"', 'video = "media/gone.webm"', "which is no file of the pack"),
    ('replaced_by = "vip-essentials"', 'replaced_by = "vip-essential"', "no key in [[courses]]"),
    ("retired_on = 2021-01-01\n", "", "no modules or no questions"),
    ("retired_on = 2021-01-01", 'retired_on = "some day"', "courses[3].retired_on"),
    ("pass_percent = 80", "pass_percent = 101", "pass_percent"),
    ('key = "gifts"', 'key = "honest"', "two modules or two questions with the same key"),
    ('\ncertificate = "code-of-conduct"', '\ncertificate = "conduct"', 'certificate "code-of-conduct", which a level'),
    ('text = "courses/code-of-conduct-gifts"', 'text = "courses/gifts"', "courses/gifts.nl.md"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "says"), CASES, ids=[case[2][:40] for case in CASES])
def test_a_fault_is_told(old: str, new: str, says: str):
    faults = [str(fault) for fault in check(changed(shipped("adobe"), FILE, old, new))]
    assert any(says in fault and fault.startswith(FILE) for fault in faults), faults


def test_a_pack_may_do_without_courses_when_no_level_asks_for_one():
    files = {name: text for name, text in shipped("nordkuppel").items() if name != FILE}
    assert not [f for f in check(files) if "training" in f.says or "courses" in f.says]
