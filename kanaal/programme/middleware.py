"""One request, one programme."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from kanaal.programme import releases


class SteadyProgramme:
    """A request is answered under one list of releases from beginning to end, and reads it once at most."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with releases.steady():
            return self.get_response(request)
