"""Absolute links, for mails and documents."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse


def absolute(url_name: str, *args: Any, **kwargs: Any) -> str:
    """The full address of a named page."""
    return settings.KANAAL_URL.rstrip("/") + reverse(url_name, args=args or None, kwargs=kwargs or None)


def absolute_path(path: str) -> str:
    """The full address of a path of ours, with whatever is asked behind it."""
    return settings.KANAAL_URL.rstrip("/") + path
