"""What is taken in, told by its content; names are only shown; bombs and programs are turned away."""

from __future__ import annotations

import io
import zlib
from struct import pack
from typing import Any

import pytest
from PIL import Image

from kanaal.cases import sound
from kanaal.cases.conversation import forget_files
from kanaal.cases.sound import STORE, Upload, sound_file, sound_files
from kanaal.core.files import kinds, pictures
from kanaal.core.files.kinds import kind_of
from kanaal.core.files.names import shown_name
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _programme() -> None:
    world.published()


def drawn(kind: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(out, kind, **options)
    return out.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few bytes that says it has thousands of millions of pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    head = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (drawn(), "image/png"),
        (drawn("JPEG"), "image/jpeg"),
        (b"%PDF-1.7", "application/pdf"),
        (b"<svg onload=x>", "image/svg+xml"),
        (b"\n <!DOCTYPE html>", "text/html"),
        (b"hallo <script>x</script>", "text/html"),
        (b"MZ\x90", "application/x-msdownload"),
        (b"PK\x03\x04 whatever", "application/zip"),
        (b"PK\x03\x04[Content_Types].xml word/document.xml", kinds._OOXML[0][1]),
        (b"PK\x03\x04[Content_Types].xml word/vbaProject.bin", "application/zip"),
        (b"gewone tekst", "text/plain"),
        (b"\0\1\2", "application/octet-stream"),
    ],
)
def test_a_kind_is_told_by_content(data: bytes, kind: str) -> None:
    assert kind_of(data, "photo.png") == kind


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\scherm.png", "scherm.png"),
        ("a\0b\n.png", "ab.png"),
        ("\u202egnp.exe", "gnp.exe"),
        ("..", "file"),
        ("", "file"),
        ("x" * 300 + ".png", "x" * 96 + ".png"),
    ],
)
def test_a_name_is_text_and_no_path(given: str, shown: str) -> None:
    assert shown_name(given) == shown


@pytest.mark.parametrize(
    ("upload", "refusal"),
    [
        (Upload("a.png", bomb()), sound.PictureRefused),
        (Upload("a.png", drawn()[:60]), sound.PictureRefused),
        (Upload("a.pdf", b"%PDF", 30_000_000), sound.FileTooLarge),
        (Upload("a.pdf", b""), sound.FileEmpty),
        (Upload("a.svg", b"<svg/>"), sound.FileKindRefused),
        (Upload("a.txt", b"PK\x03\x04"), sound.FileKindRefused),
    ],
)
def test_a_no_says_why(upload: Upload, refusal: type[sound.AttachmentRefused]) -> None:
    with pytest.raises(refusal) as no:
        sound_file(upload)
    assert upload.name in str(no.value.says)
    assert no.value.remedy


def test_too_many_files_at_once() -> None:
    with pytest.raises(sound.TooManyFiles):
        sound_files([Upload("a.txt", b"x")] * 6)


def test_a_picture_loses_where_it_was_taken_and_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera van Bo"
    data = drawn("JPEG", exif=exif)
    assert b"Camera van Bo" in data
    clean, kind = pictures.redrawn(data)
    assert kind == "image/jpeg"
    assert b"Camera" not in clean
    assert Image.open(io.BytesIO(clean)).size == (20, 30)


def test_what_hides_behind_a_picture_is_gone() -> None:
    clean, _kind = pictures.redrawn(drawn() + b"<script>alert(1)</script>")
    assert b"script" not in clean


@pytest.mark.django_db(transaction=True)
def test_a_file_lies_there_once_and_goes_when_nobody_needs_it() -> None:
    digest = STORE.keep(b"tekst")
    assert STORE.keep(b"tekst") == digest
    assert STORE.read(digest) == b"tekst"
    assert len([f for f in STORE.folder.rglob("*") if f.is_file()]) == 1
    forget_files([digest])
    with pytest.raises(FileNotFoundError):
        STORE.read(digest)
