"""What is shown of an account that was found, and how accounts are read: merged ones as the one they went into."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kanaal.customers.finding.dialect import any_of, ask
from kanaal.customers.finding.scopes import Owner, sees
from kanaal.customers.rules import Likeness, Reason

LONGEST_CHAIN = 20
"""So often an account may have been merged on; longer chains are none that people make."""


@dataclass(frozen=True)
class Hit:
    """An account that was found. `score`, 0–100, is to sort by; `matched_name` the name by which it was found."""

    account_id: int
    name: str
    town: str
    country: str
    shared: bool
    score: int
    why: tuple[Reason, ...]
    matched_name: str


@dataclass(frozen=True)
class Lookalike:
    """An account that may be the same company."""

    account_id: int
    name: str
    town: str
    country: str
    shared: bool
    likeness: Likeness


@dataclass(frozen=True)
class Seen:
    """An account as a search shows it."""

    id: int
    name: str
    town: str
    country: str
    owner: int | None


def read(ids: Collection[int], owner: Owner) -> dict[int, Seen]:
    """Id → the account, for each id that was asked. An id of a merged account leads to the one it went into.

    Those that this owner may not see are left out.
    """
    found: dict[int, Seen] = {}
    leads, newest = {pk: pk for pk in ids}, set(ids)
    for _step in range(LONGEST_CHAIN):
        if not newest:
            break
        sql = "select merged_into_id, id, name, town, country, owner_id from customers_account where {ids}"
        rows = ask(sql, ids=any_of("id", newest))
        found |= {pk: Seen(pk, *row) for into, pk, *row in rows if into is None}
        went = {pk: into for into, pk, *_row in rows if into is not None}
        leads = {pk: went.get(root, root) for pk, root in leads.items()}
        newest = set(went.values()) - found.keys()
    return {pk: found[root] for pk, root in leads.items() if root in found and sees(owner, found[root].owner)}


def names_of(ids: Collection[int]) -> list[tuple[int, str, str]]:
    """Account, name and key: all names of these accounts, with those of the accounts that went into them."""
    named: list[tuple[int, str, str]] = []
    roots = {pk: pk for pk in ids}
    for step in range(LONGEST_CHAIN):
        rows = ask(
            """select account_id, account_id, name, key from customers_accountname where {ids}
               union all
               select gone.merged_into_id, gone.id, named.name, named.key from customers_account gone
               join customers_accountname named on named.account_id = gone.id where {into}""",
            ids=any_of("account_id", () if step else roots),
            into=any_of("gone.merged_into_id", roots),
        )
        named += [(roots[into], name, key) for into, _own, name, key in rows]
        roots = {own: roots[into] for into, own, _name, _key in rows if own != into}
        if not roots:
            break
    return named
