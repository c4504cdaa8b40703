"""Pictures and videos: for those who may see the course, whole or in pieces."""

from __future__ import annotations

import pytest
from django.test import Client

from kanaal.programme.models import Medium
from tests import world

pytestmark = pytest.mark.django_db
VIDEO = "/training/courses/vip-essentials/media/anniversary.webm"


def content() -> bytes:
    return bytes(Medium.objects.get(content_type="video/webm").content)


@pytest.fixture
def anna() -> Client:
    return world.browser(world.anna())


def test_the_whole_with_its_type_and_nothing_guessed(anna: Client):
    answer = anna.get(VIDEO)
    assert answer.content == content()
    assert answer.headers["Content-Type"] == "video/webm"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert anna.get(VIDEO, headers={"if-none-match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("asked", "piece"),
    [("bytes=0-99", slice(0, 100)), ("bytes=100-", slice(100, None)), ("bytes=-10", slice(-10, None))],
)
def test_a_piece(anna: Client, asked: str, piece: slice):
    answer = anna.get(VIDEO, headers={"range": asked})
    assert answer.status_code == 206
    assert answer.content == content()[piece]
    assert answer.headers["Content-Range"].endswith(f"/{len(content())}")


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=9-2", "bytes=-0", "bytes=999999999999999999-"])
def test_a_piece_that_is_not_there(anna: Client, asked: str):
    answer = anna.get(VIDEO, headers={"range": asked})
    assert answer.status_code == 416
    assert answer.content == b""
    assert answer.headers["Content-Range"] == f"bytes */{len(content())}"


@pytest.mark.parametrize(
    "asked",
    ["bytes=0-1,4-5," * 200, "bytes=-", "bytes=a-b", "lines=1-2", "bytes=" + "9" * 5000 + "-", "bytes=٣-٤", "x"],
)
def test_nonsense_and_many_pieces_are_answered_with_the_whole(anna: Client, asked: str):
    answer = anna.get(VIDEO, HTTP_RANGE=asked)
    assert answer.status_code == 200
    assert len(answer.content) == len(content())


def test_an_outdated_piece_is_answered_with_the_whole(anna: Client):
    assert anna.get(VIDEO, headers={"range": "bytes=0-9", "if-range": '"older"'}).status_code == 200


def test_captions_in_each_language(anna: Client):
    for code in ("nl", "en"):
        answer = anna.get(f"/training/courses/vip-essentials/media/anniversary.{code}.vtt")
        assert answer.headers["Content-Type"] == "text/vtt; charset=utf-8"
        assert answer.content.startswith(b"WEBVTT")


@pytest.mark.parametrize(
    "path",
    [
        "programme.toml",
        "../programme.toml",
        "..%2Fterms/registration.nl.md",
        "honest.png",
        "x.webm",
        "anniversary.fr.vtt",
    ],
)
def test_only_what_the_course_names(anna: Client, path: str):
    assert anna.get(f"/training/courses/vip-essentials/media/{path}").status_code == 404


def test_who_may_not_see_the_course_does_not_see_its_video():
    world.published()
    assert world.browser().get(VIDEO).status_code == 302
    for who in (world.dirk(), world.vera()):
        answer = world.browser(who).get(VIDEO)
        assert answer.status_code == 403
        assert b"webm" not in answer.content[:50]
