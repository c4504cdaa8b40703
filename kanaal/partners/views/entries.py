"""A company's events as lines of its timeline, with what only this module can say about them (L4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from babel.lists import format_list
from django.utils.translation import get_language

from kanaal.core.formats import locale_of
from kanaal.core.models import Event
from kanaal.partners.events import CompanyProfileChanged
from kanaal.partners.forms.company import LABELS
from kanaal.people import history


def entries(rows: Iterable[Event]) -> list[history.Entry]:
    """The lines, the latest first as they came. No query more than `history.entries` needs."""
    return [_told(entry) for entry in history.entries(rows)]


def _told(entry: history.Entry) -> history.Entry:
    """A change of the profile says which fields it touched; never what stood in them."""
    if entry.name != CompanyProfileChanged.__name__:
        return entry
    changed = entry.data.get("fields", ())
    labels = [str(label) for field, label in LABELS.items() if field in changed]
    return replace(entry, detail=format_list(labels, locale=locale_of(get_language() or "en")) if labels else "")
