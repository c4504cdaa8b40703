"""All facts of agreements with one question, whatever their number: six tables, one answer of like columns.

An action reads them twice (before and after), a page once, the clock for thousands: it is asked so often that five
questions less are worth a file.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import BooleanField, CharField, DateField, F, IntegerField, Value
from django.db.models.functions import Cast

from kanaal.licensing import models
from kanaal.licensing.rules import facts

NO_DAY, NO_FLAG = Cast(Value(None), DateField()), Cast(Value(None), BooleanField())
NO_TEXT = Value("", output_field=CharField())


class Read(NamedTuple):
    """A row of any of the tables. `of`: the row that it belongs to; `day`, `then`, `last` are its dates."""

    what: str
    agreement: int
    pk: int
    of: int
    text: str
    sku: str
    kind: str
    day: dt.date
    then: dt.date | None
    last: dt.date | None
    quantity: int | None
    flag: bool | None


class Facts(NamedTuple):
    """The facts of one agreement, but for what stands in its own row."""

    additions: tuple[facts.Addition, ...]
    renewals: tuple[facts.Renewal, ...]
    settings: tuple[facts.Setting, ...]
    commitment: facts.Commitment | None


def read(ids: Iterable[int]) -> dict[int, Facts]:
    """Agreement's id → its facts, in the order in which they came about."""
    rows: dict[int, list[Read]] = defaultdict(list)
    wanted = list(ids)
    found = _of_one(wanted[0]) if len(wanted) == 1 else _question(wanted) if wanted else ()
    for row in found:
        rows[row[1]].append(Read(*row))
    return {pk: _facts(sorted(rows[pk], key=lambda one: one.pk)) for pk in wanted}


def _of_one(pk: int) -> list[tuple[Any, ...]]:
    """The rows of one agreement: written once a process, as that takes longest."""
    sql, values = _written(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [pk if value == PLACE else value for value in values])
        return [(*row[:7], *(_day(value) for value in row[7:10]), *row[10:]) for row in cursor.fetchall()]


PLACE = -987_654_321
"""Stands in the question where an agreement's id will."""


@lru_cache(maxsize=2)
def _written(vendor: str) -> tuple[str, tuple[Any, ...]]:
    sql, values = _question([PLACE]).query.sql_with_params()
    return sql, tuple(values)


def _day(value: Any) -> dt.date | None:
    """SQLite keeps days as words."""
    return dt.date.fromisoformat(value[:10]) if isinstance(value, str) else value


def _facts(rows: list[Read]) -> Facts:
    parts: dict[tuple[str, int], list[Read]] = defaultdict(list)
    for row in sorted((one for one in rows if one.what in ("part", "return")), key=lambda one: (one.day, one.pk)):
        parts[row.kind, row.of].append(row)
    additions = sorted((one for one in rows if one.what == "addition"), key=lambda one: (one.day, one.pk))
    renewals = sorted((one for one in rows if one.what == "renewal"), key=lambda one: (one.then or one.day, one.pk))
    settings = sorted((one for one in rows if one.what == "setting"), key=lambda one: one.sku)
    committed = [one for one in rows if one.what == "commitment"]
    return Facts(
        tuple(_addition(one, parts) for one in additions),
        tuple(_renewal(one, parts) for one in renewals),
        tuple(facts.Setting(one.sku, bool(one.flag), one.quantity) for one in settings),
        _commitment(committed[-1]) if committed else None,
    )


def _addition(one: Read, parts: dict[tuple[str, int], list[Read]]) -> facts.Addition:
    orders, removals, returns = (_parts(parts[kind, one.pk]) for kind in ("ordered", "removed", "returned"))
    return facts.Addition(one.text, one.sku, one.quantity or 0, one.day, orders, removals, returns, one.kind)


def _renewal(one: Read, parts: dict[tuple[str, int], list[Read]]) -> facts.Renewal:
    returns = _parts(parts["renewal", one.pk])
    ordered = one.then or one.day
    return facts.Renewal(one.text, one.sku, one.day, ordered, one.quantity or 0, returns, bool(one.flag))


def _commitment(one: Read) -> facts.Commitment:
    """The last of them: an earlier one was declined, ran out, or ended."""
    return facts.Commitment(one.text, one.quantity or 0, one.day, one.then, one.last)


def _parts(rows: list[Read]) -> tuple[facts.Part, ...]:
    return tuple(facts.Part(one.day, one.quantity or 0, one.text) for one in rows)


def _question(ids: list[int]) -> Any:
    additions = models.Addition.objects.filter(agreement__in=ids)
    parts = models.AdditionPart.objects.filter(addition__agreement__in=ids)
    renewals = models.Renewal.objects.filter(agreement__in=ids)
    returns = models.RenewalReturn.objects.filter(renewal__agreement__in=ids)
    settings = models.RenewalSetting.objects.filter(agreement__in=ids)
    commitments = models.Commitment.objects.filter(agreement__in=ids)
    own = F("agreement_id")
    of_addition, of_renewal = F("addition__agreement_id"), F("renewal__agreement_id")
    return _as(additions, "addition", own, text=F("number"), sku=F("sku"), kind=F("kind"), day=F("added")).union(
        _as(parts, "part", of_addition, of=F("addition_id"), text=F("number"), kind=F("kind"), day=F("on")),
        _as(
            renewals, "renewal", own,
            text=F("number"), sku=F("sku"), day=F("anniversary"), then=F("ordered"), flag=F("automatic"),
        ),
        _as(
            returns, "return", of_renewal,
            of=F("renewal_id"), text=F("number"), kind=Value("renewal", output_field=CharField()), day=F("on"),
        ),
        _as(settings, "setting", own, sku=F("sku"), flag=F("enabled")),
        _as(
            commitments, "commitment", own,
            text=F("number"), day=F("requested"), then=F("accepted"), last=F("declined"),
        ),
        all=True,
    )  # fmt: skip


def _as(rows: Any, what: str, agreement: Any, **values: Any) -> Any:
    """The columns of `Read`, in its order; what a table has not stands empty."""
    columns = {
        "of": Value(0, output_field=IntegerField()), "text": NO_TEXT, "sku": NO_TEXT, "kind": NO_TEXT, "day": NO_DAY,
        "then": NO_DAY, "last": NO_DAY, "quantity": F("quantity"), "flag": NO_FLAG,
    } | values  # fmt: skip
    named = {f"x_{name}": value for name, value in columns.items()}
    return (
        rows.order_by()
        .annotate(x_what=Value(what, output_field=CharField()), x_agreement=agreement, **named)
        .values_list("x_what", "x_agreement", "pk", *named)
    )
