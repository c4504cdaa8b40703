"""Keeping the index: what stands in it of one account, rewritten in the transaction that changed the account."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction

from kanaal.customers import rules
from kanaal.customers.finding import dialect
from kanaal.customers.finding.deletes import slips, variants
from kanaal.customers.finding.scopes import SHARED
from kanaal.customers.models import Account, AccountName

_LONGEST_CHAIN = 20


@transaction.atomic
def index_account(account: Account) -> None:
    """Make the index say what the account's names say now. Call it after each change of names, owner or merging.

    A merged account stands there no more; its names lead to the one that it went into, which is rewritten too.
    """
    if account.merged_into_id is not None:
        unindex_account(account)
    root = _root(account)
    scope = SHARED if root.owner_id is None else root.owner_id
    wanted = {(pk, scope) for pk in token_ids(words_of_names(_names(root)))}
    sql = "select token_id, scope from customers_findposting where account_id = %s"
    there = {(token, whose) for token, whose in dialect.ask(sql, [root.pk])}
    if gone := [token for token, whose in there if (token, whose) not in wanted]:
        where, values = dialect.any_of("token_id", gone)
        dialect.tell(f"delete from customers_findposting where account_id = %s and {where}", [root.pk, *values])
        there = {(token, whose) for token, whose in there if token not in set(gone)}
    rows = [(token, whose, root.pk) for token, whose in sorted(wanted - there)]
    dialect.put("customers_findposting", ("token_id", "scope", "account_id"), rows)


def unindex_account(account: Account) -> None:
    """Take an account out of the index. Its words stay, for others and for the night."""
    dialect.tell("delete from customers_findposting where account_id = %s", [account.pk])


def words_of_names(names: Iterable[tuple[str, str]]) -> set[str]:
    """The words by which an account is found, from its names and their keys: with the acronyms that people type."""
    words: set[str] = set()
    for name, key in names:
        words.update(rules.words_of(key or rules.key_of(name)))
        if acronym := rules.acronym_of(name):
            words.add(acronym)
    return words


def token_ids(words: Collection[str]) -> list[int]:
    """The ids of words in the index; those that are new get a row and their misspellings."""
    if not words:
        return []
    known = _known(words)
    if new := sorted(set(words) - known.keys()):
        # In their order, so that two who add the same words don't wait for each other in a circle.
        dialect.put("customers_findtoken", ("token", "frequency"), [(word, 1) for word in new])
        added = _known(new)
        dialect.put("customers_finddelete", ("variant", "token_id"), deletes_of(added))
        known |= added
    return list(known.values())


def deletes_of(tokens: dict[str, int]) -> list[tuple[int, int]]:
    """The rows of words' misspellings, in the order of their table."""
    return sorted((variant, pk) for word, pk in tokens.items() for variant in variants(word, slips(word)))


def _known(words: Collection[str]) -> dict[str, int]:
    where, values = dialect.any_of("token", words)
    return {token: pk for token, pk in dialect.ask(f"select token, id from customers_findtoken where {where}", values)}


def _root(account: Account) -> Account:
    for _step in range(_LONGEST_CHAIN):
        if account.merged_into_id is None:
            break
        account = Account.objects.get(pk=account.merged_into_id)
    return account


def _names(root: Account) -> list[tuple[str, str]]:
    """Name and key of each name of the account and of all that went into it."""
    family, newest = {root.pk}, {root.pk}
    for _step in range(_LONGEST_CHAIN):
        newest = set(Account.objects.filter(merged_into__in=newest).values_list("pk", flat=True)) - family
        if not newest:
            break
        family |= newest
    rows = list(AccountName.objects.filter(account__in=family).values_list("name", "key"))
    return [*rows, (root.name, "")]
