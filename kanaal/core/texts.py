"""Sentences that can be kept and read later in another language.

A `Text` is a message of the catalogue and its parameters. It becomes words only when it is shown, in the reader's
language and with the reader's way of writing dates, numbers and money. Stored with an event it is the receipt of a
decision: the same in ten years, in every language that the house speaks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext, ngettext

from kanaal.core import formats


class Words(dict[str, str]):
    """A text of the programme pack in its languages: `{"nl": "Goud", "en": "Gold"}`."""

    def __str__(self) -> str:
        return self.in_(get_language() or "en")

    def in_(self, language: str) -> str:
        """The text in a language, else in its parent (`de-AT` → `de`), else in the pack's first."""
        for code in (language, language.split("-")[0], "en"):
            if code in self:
                return self[code]
        return next(iter(self.values()), "")


@dataclass(frozen=True)
class Text:
    """A message (`msgid`, English) with named parameters. `literal` marks what is nobody's message: a name."""

    msgid: str
    params: Mapping[str, Any] = field(default_factory=dict)
    plural: str = ""
    count: int | None = None
    literal: bool = False

    def __str__(self) -> str:
        if self.literal:
            return self.msgid
        message = ngettext(self.msgid, self.plural, self.count or 0) if self.plural else gettext(self.msgid)
        values = {name: shown(value) for name, value in self.params.items()}
        if self.count is not None:
            values.setdefault("count", formats.number(self.count))
        return message % values if values else message

    def to_data(self) -> dict[str, Any]:
        """As plain JSON, to be kept with an event."""
        data: dict[str, Any] = {"text": self.msgid, "params": {k: _pack(v) for k, v in self.params.items()}}
        if self.plural:
            data |= {"plural": self.plural, "count": self.count}
        if self.literal:
            data["literal"] = True
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Text:
        return cls(
            data["text"],
            {k: _unpack(v) for k, v in data.get("params", {}).items()},
            plural=data.get("plural", ""),
            count=data.get("count"),
            literal=data.get("literal", False),
        )


def say(msgid: str, **params: Any) -> Text:
    """A sentence to be shown or kept. Mark the message with `gettext_noop as _` where it is written."""
    return Text(msgid, params)


def say_many(singular: str, plural: str, count: int, **params: Any) -> Text:
    """A sentence that depends on a number; `%(count)s` stands for it."""
    return Text(singular, params, plural=plural, count=count)


def numbered(singular: str, plural: str) -> tuple[str, str]:
    """Marks a message that depends on a number where it is written; `say_many(*both, count)` says it elsewhere."""
    return singular, plural


def name(text: str) -> Text:
    """A proper name, which no language changes."""
    return Text(text, literal=True)


def shown(value: Any) -> str:
    """A parameter as the reader's locale writes it (L2)."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | dt.date):
        return str(value)
    if isinstance(value, dt.datetime):
        return formats.moment(value)
    if isinstance(value, dt.date):
        return formats.date(value)
    return formats.number(value)


def _pack(value: Any) -> Any:
    """JSON has no dates, decimals or texts: they travel in a box that says what they are."""
    if isinstance(value, Text):
        return {"$": "text", "v": value.to_data()}
    if isinstance(value, Words):
        return {"$": "words", "v": dict(value)}
    if isinstance(value, dt.datetime):
        return {"$": "moment", "v": value.isoformat()}
    if isinstance(value, dt.date):
        return {"$": "date", "v": value.isoformat()}
    if isinstance(value, Decimal):
        return {"$": "decimal", "v": str(value)}
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    return str(value)


_OPENERS: dict[str, Any] = {
    "text": Text.from_data,
    "words": Words,
    "moment": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "decimal": Decimal,
}


def _unpack(value: Any) -> Any:
    if isinstance(value, dict) and "$" in value:
        return _OPENERS[value["$"]](value["v"])
    return value
