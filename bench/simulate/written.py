"""What the actions have written since one last looked, put into the second account in the order in which it counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from django.db.models import Model, QuerySet

from bench.simulate.tokens import Tokens
from kanaal.licensing.models import Addition, AdditionPart, Renewal, RenewalReturn

M = TypeVar("M", bound=Model)


class Written:
    """The rows of an agreement; each is given out once."""

    def __init__(self, agreement: int) -> None:
        self.agreement = agreement
        self.last = dict.fromkeys(("additions", "parts", "renewals", "returns"), 0)

    def into(self, tokens: Tokens) -> Iterator[tuple[str, str, int]]:
        """(what, about, how many) of each new row, after it was put into the account."""
        for one in self._new("additions", Addition.objects.filter(agreement=self.agreement)):
            tokens.add(one.sku, one.number, one.quantity, one.added)
            yield "added", one.number, one.quantity
        parts = AdditionPart.objects.filter(addition__agreement=self.agreement).select_related("addition")
        for part in self._new("parts", parts):
            yield self._part(tokens, part)
        for renewal in self._new("renewals", Renewal.objects.filter(agreement=self.agreement)):
            if renewal.automatic:
                continue  # the second account renews by itself, too
            tokens.renew(renewal.sku, renewal.quantity, renewal.anniversary, renewal.number, more=True)
            yield "ordered", renewal.number, renewal.quantity
        for back in self._new("returns", RenewalReturn.objects.filter(renewal__agreement=self.agreement)):
            tokens.unrenew(back.renewal.number, back.quantity)
            yield "renewal returned", back.renewal.number, back.quantity

    def _part(self, tokens: Tokens, part: AdditionPart) -> tuple[str, str, int]:
        number = part.addition.number
        if part.kind == "ordered":
            tokens.order(number, part.quantity, part.number)
            return "ordered", part.number, part.quantity
        if part.kind == "removed":
            tokens.remove(number, part.quantity)
            return "removed", number, part.quantity
        order = part.return_of.order.number if part.return_of else part.number
        tokens.give_back(order, part.quantity)
        return "returned", order, part.quantity

    def _new(self, what: str, rows: QuerySet[M]) -> Iterator[M]:
        for row in rows.filter(pk__gt=self.last[what]).order_by("pk"):
            self.last[what] = row.pk
            yield row

    @staticmethod
    def open_of(one: Addition) -> int:
        done = sum(part.quantity for part in one.parts.all() if part.kind in ("ordered", "removed"))
        return one.quantity - done
