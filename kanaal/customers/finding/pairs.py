"""Going through the whole table for accounts that may be one company, some hundreds at a time."""

from __future__ import annotations

from collections.abc import Iterator

from kanaal.customers.finding import dialect

RARE, MOST_OF_A_DOMAIN = 40, 20


def candidate_pairs(after_id: int, limit: int) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing of the next `limit` accounts behind an id: (a, b) with a < b, each pair once in all.

    Ends the table when `next_after(after_id, limit)` is None.
    """
    ids = [
        pk
        for (pk,) in dialect.ask(
            "select id from customers_account where id > %s and state = 'active' order by id limit %s",
            [after_id, limit],
        )
    ]
    if not ids:
        return
    where, values = dialect.any_of("a.account_id", ids)
    questions = (
        ("customers_accountname", "a.key = b.key"),
        ("customers_accountidentifier", "a.value = b.value and a.kind = b.kind"),
        ("customers_accountdomain", "a.domain = b.domain"),
    )
    seen: set[tuple[int, int]] = set()
    for table, same in questions:
        sql = f"""select distinct a.account_id, b.account_id from {table} a
                  join {table} b on {same} and b.account_id > a.account_id where {where}"""
        seen.update((one, two) for one, two in dialect.ask(sql, values))
    sql = f"""select distinct a.account_id, b.account_id from customers_findposting a
              join customers_findtoken t on t.id = a.token_id and t.frequency <= {RARE}
              join customers_findposting b on b.token_id = a.token_id and b.account_id > a.account_id where {where}"""
    seen.update((one, two) for one, two in dialect.ask(sql, values))
    yield from sorted(seen)


def next_after(after_id: int, limit: int) -> int | None:
    """The last id of that step, to go on behind it; None when the table ends."""
    sql = "select id from customers_account where id > %s and state = 'active' order by id limit %s"
    ids = [pk for (pk,) in dialect.ask(sql, [after_id, limit])]
    return ids[-1] if ids else None
