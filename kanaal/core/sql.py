"""What both databases can, by different names."""

from __future__ import annotations

from typing import Any

from django.db.models import Aggregate, CharField, IntegerField, Subquery, Value


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
