"""Pictures and videos of a pack: pointers in the release, their content once beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kanaal.programme.actions import AT_THE_COMMAND_LINE, MediaMissing, publish_release
from kanaal.programme.checking import check, check_folder
from kanaal.programme.folder import LARGEST, read_folder
from kanaal.programme.media import pointer_to, pointers, read_pointer
from kanaal.programme.models import Medium, Release
from kanaal.programme.pack import Pack
from kanaal.programme.tests.packs import LONG_AGO, media, publish, shipped, with_hue

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 20


def test_a_pointer_reads_as_it_was_written():
    pointer = pointer_to("media/a.png", PNG)
    assert pointer is not None
    assert read_pointer(str(pointer)) == pointer
    assert read_pointer("sha256:abc 3 image/png") is None
    assert pointer_to("media/a.webm", PNG) is None  # its content is another one than its name says


def test_the_digest_covers_the_content(tmp_path: Path):
    (tmp_path / "media").mkdir()
    picture = tmp_path / "media" / "a.png"
    picture.write_bytes(PNG)
    first = Pack(read_folder(tmp_path)[0]).digest
    picture.write_bytes(PNG + b"y")
    assert Pack(read_folder(tmp_path)[0]).digest != first


def test_faults_are_named(tmp_path: Path):
    (tmp_path / "media").mkdir()
    for name, content in {
        "a.png": b"GIF89a",
        "b.svg": b"<svg/>",
        "c.vtt": b"hello",
        "d.png": PNG + b"x" * LARGEST,
    }.items():
        (tmp_path / "media" / name).write_bytes(content)
    faults = {f.file: f.says for f in check_folder(tmp_path)[1]}
    assert "is not image/png" in faults["media/a.png"]
    assert "larger" in faults["media/d.png"]
    found = {f.file: f.says for f in check({**shipped("nordkuppel"), "media/b.svg": "<svg/>", "media/c.vtt": "hello"})}
    assert "Nothing shows" in found["media/b.svg"]
    assert "no captions" in found["media/c.vtt"]
    assert [f.file for f in check({**shipped("nordkuppel"), "media/x.png": "no pointer"})] == ["media/x.png"]


@pytest.mark.django_db
class TestPublishing:
    def test_the_content_is_kept_once_however_many_releases_name_it(self):
        publish(shipped("adobe"))
        count = Medium.objects.count()
        assert count == len(pointers(shipped("adobe"))) == 2
        # What an earlier release brought need not be given again.
        publish_release(with_hue(6), effective_from=None, by=AT_THE_COMMAND_LINE)
        assert (Medium.objects.count(), Release.objects.count()) == (count, 2)

    def test_without_the_content_nothing_is_published(self):
        wrong = dict.fromkeys(media(), b"something else")
        for given in (None, {}, wrong):
            with pytest.raises(MediaMissing):
                publish_release(shipped("adobe"), effective_from=LONG_AGO, by=AT_THE_COMMAND_LINE, media=given)
        assert not Release.objects.exists()
        assert not Medium.objects.exists()
