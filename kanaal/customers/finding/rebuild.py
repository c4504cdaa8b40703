"""The whole index at once: after an import, and whenever somebody doubts it."""

from __future__ import annotations

from django.db import transaction

from kanaal.customers.finding import dialect
from kanaal.customers.finding.scopes import SHARED
from kanaal.customers.finding.upkeep import token_ids, words_of_names


def rebuild(batch: int = 5000, *, all_over: bool = False) -> int:
    """Index every account that isn't yet; with `all_over` all of them anew. Answers how many were written.

    Each batch is a transaction of its own. Stopped halfway, the next call goes on where it stopped, since what is
    indexed is passed over.
    """
    if all_over:
        dialect.tell("delete from customers_findposting")
    written, after = 0, 0
    while rows := _batch(after, batch):
        after = rows[-1][0]
        written += _write(rows)
    refresh_frequencies()
    return written


def _batch(after: int, size: int) -> list[tuple[int, int | None, int | None]]:
    sql = "select id, owner_id, merged_into_id from customers_account where id > %s order by id limit %s"
    return [(pk, owner, into) for pk, owner, into in dialect.ask(sql, [after, size])]


@transaction.atomic
def _write(rows: list[tuple[int, int | None, int | None]]) -> int:
    first, last = rows[0][0], rows[-1][0]
    done = {
        pk
        for (pk,) in dialect.ask(
            "select distinct account_id from customers_findposting where account_id between %s and %s", [first, last]
        )
    }
    scopes = {pk: SHARED if owner is None else owner for pk, owner, into in rows if into is None and pk not in done}
    names: dict[int, list[tuple[str, str]]] = {pk: [] for pk in scopes}
    sql = "select account_id, name, key from customers_accountname where account_id between %s and %s"
    for pk, name, key in dialect.ask(sql, [first, last]):
        if pk in names:
            names[pk].append((name, key))
    words = {pk: words_of_names(held) for pk, held in names.items()}
    every = sorted(set().union(*words.values()))
    ids = dict(zip(every, every, strict=True))
    del ids
    tokens = _ids(every)
    dialect.put(
        "customers_findposting",
        ("token_id", "scope", "account_id"),
        sorted((tokens[word], scopes[pk], pk) for pk, held in words.items() for word in held),
    )
    return len(scopes)


def _ids(words: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at in range(0, len(words), 500):
        part = words[at : at + 500]
        token_ids(part)
        where, values = dialect.any_of("token", part)
        found |= dict(dialect.ask(f"select token, id from customers_findtoken where {where}", values))
    return found


def refresh_frequencies() -> None:
    """Count in how many accounts each word stands. By night: searching only needs to know about."""
    dialect.tell(
        """update customers_findtoken set frequency = counted.number
           from (select token_id, count(*) as number from customers_findposting group by token_id) counted
           where counted.token_id = customers_findtoken.id and customers_findtoken.frequency <> counted.number"""
    )
