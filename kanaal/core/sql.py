"""What both databases can, by different names."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Aggregate, CharField, IntegerField, Subquery, Value
from django.db.models.lookups import In

_KEY = re.compile(r"[A-Za-z_-]+")


class Joined(Aggregate):
    """The values of a group as one text, with a line feed between them, in no order."""

    function = "STRING_AGG"  # PostgreSQL's; SQLite knows it by another name, and both since their versions that we run
    name = "Joined"

    def __init__(self, expression: Any, **extra: Any) -> None:
        super().__init__(expression, Value("\n"), output_field=CharField(), **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, function="GROUP_CONCAT", **extra)


class Counted(Subquery):
    """How many rows a question answers, as a column of another. Cut short (`[:1001]`) it counts so far only."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted_rows)"
    output_field = IntegerField()


class InChoices(In):
    """`state__in=(…)` of a field with choices, with the words themselves in the statement, as the condition of an index
    has them: SQLite takes an index of some states only for a question that names the same ones, not for parameters.
    """

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        if connection.vendor != "sqlite" or not self.rhs_is_direct_value() or not self._are_choices():
            return super().process_rhs(compiler, connection)
        return "({})".format(", ".join(f"'{one!s}'" for one in dict.fromkeys(self.rhs))), ()

    def _are_choices(self) -> bool:
        """All of them words of the field's own, which are written as keys are."""
        known = dict(getattr(self.lhs.output_field, "flatchoices", ()))
        return bool(self.rhs) and all(one in known and _KEY.fullmatch(one) for one in self.rhs)
