"""How many customers stand in each list: all lists by one question, each counted within its own index, and no further
than anybody reads.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import IntegerField, QuerySet, Subquery, Value

from kanaal.licensing.queries import own_kinds
from kanaal.partners.models import Contact, Partner
from kanaal.resellerconsole.listing.views_of import LABELS, Chosen, agreements_in, invitations_in, keys_of, turned

COUNTED = 500
"""So far a list is counted: what there is beyond costs nothing, and tells nobody more."""
_PARTNER, _CONTACT, _TODAY = Partner(pk=-1), Contact(pk=-2), dt.date(1, 1, 1)
"""They stand in the question for whoever asks it."""


class _CountOf(Subquery):
    """How many rows a query has; it is cut off, so that no more are looked at."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def counts(partner: Partner, today: dt.date, mine: Contact | None = None) -> dict[str, int]:
    """List → how many; one more than `COUNTED` where there are more. `mine`: only what this contact manages."""
    sql, asked = _question(mine is not None, tuple(own_kinds()))
    day = connection.ops.adapt_datefield_value
    meant: Mapping[Any, Any] = {
        _PARTNER.pk: partner.pk, _CONTACT.pk: mine.pk if mine else None, day(_TODAY): day(today)
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql, [meant.get(value, value) for value in asked])
        found = cursor.fetchone()
    return dict(zip(LABELS, found, strict=True))


@cache
def _question(mine: bool, own: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
    """The statement, put together once for each process: making it costs more than answering it.

    `own`: the kinds of agreement that are none of a customer, which stand in it.
    """
    asked = {f"n{number}": _number_in(view, mine) for number, view in enumerate(LABELS)}
    row = Partner.objects.filter(pk=_PARTNER.pk).annotate(**asked).values_list(*asked)
    return row.query.sql_with_params()


def _number_in(view: str, mine: bool) -> Any:
    chosen = Chosen(_PARTNER, _TODAY, view, _CONTACT if mine else None)
    found = _CountOf(_first(agreements_in(chosen), chosen.by))
    return found + _CountOf(_first(invitations_in(chosen), keys_of(chosen)[1:])) if chosen.together else found


def _first(found: QuerySet[Any], by: tuple[str, ...]) -> QuerySet[Any, Any]:
    """The last in the list's own order come first: those are in it most surely, so that few others are passed over."""
    last_first: QuerySet[Any, Any] = found.order_by(*(turned(field) for field in by))
    found = last_first.annotate(one=Value(1)).values("one")
    return found[: COUNTED + 1]
