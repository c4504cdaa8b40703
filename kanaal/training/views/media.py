"""Pictures, videos and captions of a course, for those who may see the course."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from kanaal.core.ranges import answer_with
from kanaal.programme import releases
from kanaal.programme.media import read_pointer
from kanaal.programme.models import Medium
from kanaal.training.doors import training_page
from kanaal.training.policy import course_called
from kanaal.training.shown import media_of


@training_page
def course_media(request: Any, key: str, path: str) -> HttpResponse:
    """One file that a module of the course names; any other address leads nowhere."""
    pack, course, file = releases.current().pack, course_called(key), f"media/{path}"
    if course is None or file not in media_of(course, pack.language_codes):
        raise Http404
    text = pack.files.get(file, "")
    pointer = read_pointer(text)
    if pointer is None:  # captions are text
        return answer_with(request, text.encode(), "text/vtt; charset=utf-8", f"{pack.digest[:20]}-{path}")
    medium = get_object_or_404(Medium, pk=pointer.sha256)
    return answer_with(request, bytes(medium.content), pointer.content_type, pointer.sha256)
