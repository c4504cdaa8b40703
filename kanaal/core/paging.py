"""Keyset paging: a page costs the same on the first and on the ten-thousandth, and no row is shown twice.

A page knows where it begins by the sort values of the row before it, carried in the address (`?after=…`).
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import F, Model, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows of a list, and where the neighbouring pages are (query strings, empty when there is none)."""

    rows: list[M]
    next_query: str = ""
    previous_query: str = ""


def paged(rows: QuerySet[M], params: Mapping[str, str], *, by: Sequence[str], size: int = 50) -> Page[M]:
    """One page of a list, sorted by fields of which the last is unique (`-` for downwards).

    `params` are the address's own (`request.GET`); filters in it are kept in the links. A broken `after` begins anew.
    """
    cursor = _fitting(_read(params.get("after") or params.get("before") or "", len(by)), by, rows.model)
    backwards = bool(params.get("before")) and cursor is not None
    order = [_turned(f) for f in by] if backwards else list(by)
    found = rows.order_by(*order)
    if cursor is not None:
        found = found.filter(_beyond(order, cursor))
    taken = list(found[: size + 1])
    more, taken = len(taken) > size, taken[:size]
    if backwards:
        taken.reverse()
    has_next = bool(taken) and (backwards or more)
    has_previous = bool(taken) and ((backwards and more) or (not backwards and cursor is not None))
    return Page(
        taken,
        _link(params, "after", taken[-1], by) if has_next else "",
        _link(params, "before", taken[0], by) if has_previous else "",
    )


def _turned(field: str) -> str:
    return field[1:] if field.startswith("-") else f"-{field}"


def _beyond(order: Sequence[str], cursor: Sequence[Any]) -> Q:
    """Rows after the cursor. The bound of the first field is all that SQLite needs to walk its index from there."""
    first, operator = order[0].lstrip("-"), "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{first}__{operator}": cursor[0]}) & Q(_after(order, cursor))


def _after(order: Sequence[str], cursor: Sequence[Any]) -> Q | TupleGreaterThan | TupleLessThan:
    """Fields that all go one way are compared as one row, at which PostgreSQL enters the index."""
    if len(order) > 1 and len({field.startswith("-") for field in order}) == 1:
        compare = TupleLessThan if order[0].startswith("-") else TupleGreaterThan
        return compare(Tuple(*(F(field.lstrip("-")) for field in order)), tuple(cursor))
    beyond, same = Q(), Q()  # (a > x) or (a = x and b < y) …
    for field, value in zip(order, cursor, strict=True):
        name, operator = field.lstrip("-"), "lt" if field.startswith("-") else "gt"
        beyond |= same & Q(**{f"{name}__{operator}": value})
        same &= Q(**{name: value})
    return beyond


def _link(params: Mapping[str, str], word: str, row: Model, by: Sequence[str]) -> str:
    values = [getattr(row, f.lstrip("-")) for f in by]
    text = json.dumps([v if isinstance(v, str | int) else str(v) for v in values])
    kept = {k: v for k, v in params.items() if k not in ("after", "before") and v}
    return "?" + urlencode(kept | {word: base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")})


LONGEST = 1000
"""Characters of a cursor; ours are far shorter, and a deep nest of brackets is somebody's attack."""


def _read(text: str, length: int) -> list[Any] | None:
    if len(text) > LONGEST:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error):
        return None
    sound = isinstance(values, list) and len(values) == length and all(isinstance(v, str | int) for v in values)
    return values if sound else None


def _fitting(values: list[Any] | None, by: Sequence[str], model: type[Model]) -> list[Any] | None:
    """The cursor as values of the fields that it is about; none where somebody has made one up."""
    found = []
    for name, value in zip(by, values or [], strict=False):
        bare = name.lstrip("-")
        field = model._meta.pk if bare == "pk" else model._meta.get_field(bare)
        try:
            found.append(_value(field, value))
        except (ValidationError, ValueError, OverflowError):
            return None
    return found if values else None


def _value(field: Any, value: Any) -> Any:
    if "\x00" in str(value):
        raise ValueError("No database holds this.")
    fitting = field.to_python(value)
    field.run_validators(fitting)
    return fitting
