"""Inviting many customers from a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from kanaal.resellerconsole.doors import console_page


@console_page
def upload(request: Any) -> HttpResponse:
    raise NotImplementedError


@console_page
def send(request: Any) -> HttpResponse:
    raise NotImplementedError


@console_page
def template(request: Any) -> HttpResponse:
    raise NotImplementedError
