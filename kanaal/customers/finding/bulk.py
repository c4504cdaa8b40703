"""The whole index at once: after an import, and whenever somebody doubts it."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction

from kanaal.customers.finding.dialect import Part, any_of, ask, pour, tell
from kanaal.customers.finding.scopes import scope_of
from kanaal.customers.finding.upkeep import deletes_of, words_of_names

BATCH, WORDS = 50_000, 20_000
"""Accounts in a transaction, and new words whose misspellings are written at once. Words lie all over the index, so a
batch writes much of it: few large batches are quicker than many; one takes some 100 MB."""


def rebuild(batch: int = BATCH, *, all_over: bool = False) -> int:
    """Index every account that isn't yet; with `all_over` all of them anew. Answers how many were written.

    Each batch is a transaction of its own. Stopped halfway, the next call goes on where it stopped: accounts that
    stand in the index are passed over. While all are written anew, searches find only what is written already.
    """
    if all_over:
        for table in ("customers_findposting", "customers_finddelete", "customers_findtoken"):
            tell("delete from {table}", table=Part(table))
    written, after = 0, 0
    while ids := _next(after, batch):
        written += _index(ids[0], ids[-1])
        after = ids[-1]
    refresh_frequencies()
    return written


def refresh_frequencies() -> None:
    """Count in how many accounts each word stands. By night: searching needs to know about, not for sure."""
    tell(
        """update customers_findtoken set frequency = counted.number
           from (select token_id, count(*) as number from customers_findposting group by token_id) counted
           where counted.token_id = customers_findtoken.id and customers_findtoken.frequency <> counted.number"""
    )


def _next(after: int, batch: int) -> list[int]:
    sql = "select id from customers_account where id > {after} order by id limit {batch}"
    return [pk for (pk,) in ask(sql, after=after, batch=batch)]


@transaction.atomic
def _index(first: int, last: int) -> int:
    """The accounts from one id to another that aren't in the index yet."""
    scopes = _missing(first, last)
    words: dict[int, set[str]] = {root: words_of_names(names) for root, names in _names(first, last, scopes).items()}
    tokens = _tokens(set().union(*words.values()))
    postings = sorted((tokens[word], scopes[root], root) for root, held in words.items() for word in held)
    pour("customers_findposting", ("token_id", "scope", "account_id"), postings)
    return len(scopes)


def _missing(first: int, last: int) -> dict[int, int]:
    """Account → its scope, of those that stand for themselves and not in the index."""
    rows = ask(
        """select id, owner_id from customers_account a
           where id between {first} and {last} and merged_into_id is null
             and not exists (select 1 from customers_findposting p where p.account_id = a.id)""",
        first=first,
        last=last,
    )
    return {pk: scope_of(owner) for pk, owner in rows}


def _names(first: int, last: int, roots: dict[int, int]) -> dict[int, list[tuple[str, str]]]:
    """The names of these accounts, with those of others that went into them."""
    names: dict[int, list[tuple[str, str]]] = defaultdict(list)
    sql = "select account_id, name, key from customers_accountname where account_id between {first} and {last}"
    for account, name, key in ask(sql, first=first, last=last):
        if account in roots:
            names[account].append((name, key))
    newest = {pk: pk for pk in roots}
    while newest:
        sql = "select id, merged_into_id from customers_account where {into}"
        newest = {pk: newest[into] for pk, into in ask(sql, into=any_of("merged_into_id", newest))}
        sql = "select account_id, name, key from customers_accountname where {ids}"
        for account, name, key in ask(sql, ids=any_of("account_id", newest)):
            names[newest[account]].append((name, key))
    return names


def _tokens(words: set[str]) -> dict[str, int]:
    """Word → its id; new words get their rows at once."""
    sql = "select token, id from customers_findtoken where {words}"
    known = dict(ask(sql, words=any_of("token", words)))
    if new := sorted(words - known.keys()):
        pour("customers_findtoken", ("token", "frequency"), [(word, 1) for word in new])
        added = dict(ask(sql, words=any_of("token", new)))
        known |= added
        for at in range(0, len(new), WORDS):
            some = {word: added[word] for word in new[at : at + WORDS]}
            pour("customers_finddelete", ("variant", "token_id"), deletes_of(some))
    return known
