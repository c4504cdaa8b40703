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
from django.db import connection
from django.db.models import F, Model, Q, QuerySet, Value
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

M = TypeVar("M", bound=Model)
T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows of a list, and where the neighbouring pages are (query strings, empty when there is none)."""

    rows: list[T]
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
    return _cursor_link(params, word, [getattr(row, f.lstrip("-")) for f in by])


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
        except (ValidationError, ValueError, TypeError, OverflowError):
            return None
    return found if values else None


def _value(field: Any, value: Any) -> Any:
    if "\x00" in str(value):
        raise ValueError("No database holds this.")
    fitting = field.to_python(value)
    field.run_validators(fitting)
    return fitting


# --- several lists as one


def paged_together(
    lists: Sequence[tuple[QuerySet[Any], str]], params: Mapping[str, str], *, falling: bool = False, size: int = 50
) -> Page[tuple[int, int]]:
    """One page of several lists, sorted together by one field of each: which list (0, 1 …) and which id, in order.

    The database merges them, each walked along its own index. Where the field is the same, the earlier list is first.
    """
    word = "before" if params.get("before") else "after"
    cursor: list[Any] | None = _read(params.get(word) or "", 3)
    if cursor is not None and not all(isinstance(one, int) for one in cursor[1:]):
        cursor = None
    backwards = word == "before" and cursor is not None
    down = falling != backwards
    sign = "-" if down else ""
    parts = [_part(rows, field, place, cursor, down) for place, (rows, field) in enumerate(lists)]
    some = [(part, field) for part, (_rows, field) in zip(parts, lists, strict=True) if not part.query.is_empty()]
    if not some:
        return Page([])
    parts = [part for part, _field in some]
    if len(parts) > 1:  # PostgreSQL sorts them whole, unless told how many
        if connection.features.supports_slicing_ordering_in_compound:
            parts = [part.order_by(f"{sign}{field}", f"{sign}pk")[: size + 1] for part, field in some]
        parts = [parts[0].union(*parts[1:], all=True)]
    every = parts[0].order_by(f"{sign}sort_key", f"{sign}place", f"{sign}row_id")
    taken = list(every[: size + 1])
    more, taken = len(taken) > size, taken[:size]
    if backwards:
        taken.reverse()
    has_next = bool(taken) and (backwards or more)
    has_previous = bool(taken) and ((backwards and more) or (not backwards and cursor is not None))
    return Page(
        [(place, pk) for _key, place, pk in taken],
        _cursor_link(params, "after", taken[-1]) if has_next else "",
        _cursor_link(params, "before", taken[0]) if has_previous else "",
    )


def _part(rows: QuerySet[Any], field: str, place: int, cursor: list[Any] | None, down: bool) -> QuerySet[Any, Any]:
    """Those of one list that lie beyond the cursor."""
    known = _fitting(cursor, (field, "pk", "pk"), rows.model) if cursor is not None else None
    if known is not None:
        key, where, pk = known
        bound, strict = ("lte", "lt") if down else ("gte", "gt")
        if where == place:
            beyond = TupleLessThan if down else TupleGreaterThan
            rows = rows.filter(beyond(Tuple(F(field), F("pk")), (key, pk)), **{f"{field}__{bound}": key})
        else:
            later = where > place if down else where < place
            rows = rows.filter(**{f"{field}__{bound if later else strict}": key})
    made: QuerySet[Any, Any] = rows.order_by().annotate(sort_key=F(field), place=Value(place), row_id=F("pk"))
    return made.values_list("sort_key", "place", "row_id")


def _cursor_link(params: Mapping[str, str], word: str, row: Sequence[Any]) -> str:
    text = json.dumps([v if isinstance(v, str | int) else str(v) for v in row])
    kept = {k: v for k, v in params.items() if k not in ("after", "before") and v}
    return "?" + urlencode(kept | {word: base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")})
