"""The console's first page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from kanaal.core.pages import page
from kanaal.resellerconsole.doors import console_page


@console_page
def home(request: Any) -> HttpResponse:
    return page(request, "resellerconsole/home.html")
