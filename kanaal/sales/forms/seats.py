"""Ticks beside people: who of those on the page holds a seat."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from kanaal.core.forms import ActionForm


class SeatsForm(ActionForm):
    """The boxes stand in the table of people; only what the page showed is changed."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.ticked = _numbers(data, "seat")
        self.shown = _numbers(data, "shown")


def _numbers(data: QueryDict | None, name: str) -> set[int]:
    given = data.getlist(name) if data is not None else []
    return {int(one) for one in given[:1000] if one.isascii() and one.isdecimal() and len(one) < 19}
