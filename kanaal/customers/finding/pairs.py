"""Going through the whole table for accounts that may be one company, some hundreds at a time."""

from __future__ import annotations

from collections.abc import Iterator

from kanaal.customers.finding.dialect import Part, any_of, ask

RARE = 40
_ALIKE = (
    ("customers_accountname", "a.key = b.key"),
    ("customers_accountidentifier", "a.value = b.value and a.kind = b.kind"),
    ("customers_accountdomain", "a.domain = b.domain"),
)


def candidate_pairs(after_id: int, limit: int) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing of the next `limit` accounts behind an id: (a, b) with a < b, each pair once in all.

    Go on with `next_after(after_id, limit)` until that is None.
    """
    ids = _step(after_id, limit)
    found: set[tuple[int, int]] = set()
    for table, alike in _ALIKE if ids else ():
        sql = """select a.account_id, b.account_id from {table} a
                 join {table} b on {alike} and b.account_id > a.account_id where {ids}"""
        found.update(ask(sql, table=Part(table), alike=Part(alike), ids=any_of("a.account_id", ids)))
    if ids:
        sql = """select a.account_id, b.account_id from customers_findposting a
                 join customers_findtoken t on t.id = a.token_id and t.frequency <= {rare}
                 join customers_findposting b on b.token_id = a.token_id and b.account_id > a.account_id where {ids}"""
        found.update(ask(sql, rare=RARE, ids=any_of("a.account_id", ids)))
    yield from sorted(found)


def next_after(after_id: int, limit: int) -> int | None:
    """The last id of that step, to go on behind it; None when the table ends."""
    return max(_step(after_id, limit), default=None)


def _step(after_id: int, limit: int) -> list[int]:
    sql = "select id from customers_account where id > {after} and state = 'active' order by id limit {limit}"
    return [pk for (pk,) in ask(sql, after=after_id, limit=limit)]
