"""A customer, whole."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from kanaal.resellerconsole.doors import console_page


@console_page
def show(request: Any, agreement_number: str) -> HttpResponse:
    raise Http404
