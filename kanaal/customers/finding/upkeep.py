"""Keeping the index: what stands in it of one account, rewritten in the transaction that changed the account."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction

from kanaal.customers import rules
from kanaal.customers.finding.deletes import slips, variants
from kanaal.customers.finding.dialect import any_of, ask, put, tell
from kanaal.customers.finding.hits import LONGEST_CHAIN
from kanaal.customers.finding.scopes import scope_of
from kanaal.customers.models import Account

Names = Iterable[tuple[str, str]]
"""Pairs of a name and its key."""


@transaction.atomic
def index_account(account: Account) -> None:
    """Make the index say what the account's names say now. Call it after each change of names, owner or merging.

    A merged account stands there no more; its names lead to the one that it went into, which is rewritten too.
    """
    if account.merged_into_id is not None:
        unindex_account(account)
    root, owner = _root(account)
    scope = scope_of(owner)
    wanted = {(token, scope) for token in token_ids(words_of_names(_names(root))).values()}
    there = set(ask("select token_id, scope from customers_findposting where account_id = {root}", root=root))
    if gone := {token for token, _scope in there - wanted}:
        sql = "delete from customers_findposting where account_id = {root} and {gone}"
        tell(sql, root=root, gone=any_of("token_id", gone))
        there = {(token, whose) for token, whose in there if token not in gone}
    rows = [(token, whose, root) for token, whose in sorted(wanted - there)]
    put("customers_findposting", ("token_id", "scope", "account_id"), rows)


def unindex_account(account: Account) -> None:
    """Take an account out of the index. Its words stay there; what stands in no account is found by nobody."""
    tell("delete from customers_findposting where account_id = {account}", account=account.pk)


def words_of_names(names: Names) -> set[str]:
    """The words by which an account is found: those of its names' keys, and the acronyms that people type."""
    words: set[str] = set()
    for name, key in names:
        words.update(rules.words_of(key))
        if acronym := rules.acronym_of(name):
            words.add(acronym)
    return words


def token_ids(words: Collection[str]) -> dict[str, int]:
    """Word → its id in the index; those that are new get a row and their misspellings."""
    known = _known(words)
    if new := sorted(set(words) - known.keys()):
        # In their order, so that two who add the same words don't wait for each other in a circle.
        put("customers_findtoken", ("token", "frequency"), [(word, 1) for word in new])
        added = _known(new)
        put("customers_finddelete", ("variant", "token_id"), deletes_of(added))
        known |= added
    return known


def deletes_of(tokens: dict[str, int]) -> list[tuple[int, int]]:
    """The rows of words' misspellings, in the order of their table. A number has none: another one is another."""
    words = ((word, pk) for word, pk in tokens.items() if not word.isdigit())
    return sorted((variant, pk) for word, pk in words for variant in variants(word, slips(word)))


def _known(words: Collection[str]) -> dict[str, int]:
    return dict(ask("select token, id from customers_findtoken where {words}", words=any_of("token", words)))


def _root(account: Account) -> tuple[int, int | None]:
    """The account that it is part of in the end, itself where it wasn't merged, and that one's owner."""
    pk, into, owner = account.pk, account.merged_into_id, account.owner_id
    for _step in range(LONGEST_CHAIN):
        if into is None:
            break
        pk = into
        ((into, owner),) = ask("select merged_into_id, owner_id from customers_account where id = {pk}", pk=pk)
    return pk, owner


def _names(root: int) -> Names:
    """All names of an account and of those that went into it."""
    family, newest = {root}, {root}
    for _step in range(LONGEST_CHAIN):
        rows = ask("select id from customers_account where {into}", into=any_of("merged_into_id", newest))
        newest = {pk for (pk,) in rows} - family
        if not newest:
            break
        family |= newest
    return ask("select name, key from customers_accountname where {family}", family=any_of("account_id", family))
