"""Going through the whole table for accounts that may be one company, some hundreds at a time.

Two accounts of one country are worth comparing when they share a name's key, a number, a domain or a rare word; when
a rare word of one is a letter away from one of the other, or is two of its words joined; and when their names' keys
are near enough that the comparison may say *likely*.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from kanaal.customers.finding.deletes import slips, variants
from kanaal.customers.finding.dialect import Part, any_of, ask

RARE, HOMONYMS, NEAR = 40, 200, 62
"""Accounts in which a rare word stands; pairs of one key that are read for an account; likeness of keys, 0–100."""
_PLAINLY = (
    ("customers_accountidentifier", "value", "a.value = b.value and a.kind = b.kind and a.country = b.country"),
    ("customers_accountdomain", "domain", "a.domain = b.domain"),
)
MOST_SHARING = 20
"""A domain or number that more accounts have is a mail provider's or a slip of the keyboard, and says nothing."""

Pairs = set[tuple[int, int]]
Words = dict[int, dict[int, str]]
"""Account → its rare words, by their ids."""


def candidate_pairs(after_id: int, limit: int) -> Iterator[tuple[int, int]]:
    """Pairs (a, b), a < b, worth comparing, of the next `limit` accounts behind an id with all others.

    Each pair comes once in a step; one may come again in another. Go on with `next_after` until that is None.
    """
    ids = _step(after_id, limit)
    if not ids:
        return
    rare = _rare_words(ids)
    near = _of_one_key(ids) | _of_one_word(rare) | _of_misspelt_words(rare) | _of_joined_words(ids)
    yield from sorted(_by_number_or_domain(ids) | _worth_it(near))


def next_after(after_id: int, limit: int) -> int | None:
    """The last id of that step, behind which the next one begins; None when the table ends."""
    return max(_step(after_id, limit), default=None)


def _step(after_id: int, limit: int) -> list[int]:
    sql = "select id from customers_account where id > {after} and state = 'active' order by id limit {limit}"
    return [pk for (pk,) in ask(sql, after=after_id, limit=limit)]


def _by_number_or_domain(ids: Collection[int]) -> Pairs:
    found: Pairs = set()
    for table, column, alike in _PLAINLY:
        parts = {"table": Part(table), "column": Part(column), "alike": Part(alike)}
        sql = """select {column} from {table} where {column} in (select {column} from {table} where {ids})
                 group by {column} having count(*) between 2 and {most}"""
        shared = [value for (value,) in ask(sql, ids=any_of("account_id", ids), most=MOST_SHARING, **parts)]
        sql = """select a.account_id, b.account_id from {table} a
                 join {table} b on {alike} and b.account_id > a.account_id
                 join customers_account other on other.id = b.account_id and other.state = 'active'
                 where {ids} and {shared}"""
        shares = any_of(f"a.{column}", shared)
        found.update(ask(sql, ids=any_of("a.account_id", ids), shared=shares, **parts) if shared else ())
    return found


def _of_one_key(ids: Collection[int]) -> Pairs:
    sql = """select a.account_id, b.account_id from customers_accountname a
             join customers_accountname b on b.key = a.key and b.account_id > a.account_id
             where {ids} and a.key <> '' limit {most}"""
    return set(ask(sql, ids=any_of("a.account_id", ids), most=HOMONYMS * len(ids)))


def _rare_words(ids: Collection[int]) -> Words:
    sql = """select p.account_id, t.id, t.token from customers_findposting p
             join customers_findtoken t on t.id = p.token_id and t.frequency <= {rare} where {ids}"""
    words: Words = defaultdict(dict)
    for account, token, text in ask(sql, rare=RARE, ids=any_of("p.account_id", ids)):
        words[account][token] = text
    return words


def _of_one_word(rare: Words) -> Pairs:
    return _pairs(_accounts_of(rare, {token: {token} for words in rare.values() for token in words}))


def _of_misspelt_words(rare: Words) -> Pairs:
    """Rare words that are a letter away from another rare word. (`variants` of one letter meet those of two.)"""
    texts = {token: text for words in rare.values() for token, text in words.items() if slips(text)}
    asked: dict[int, set[int]] = defaultdict(set)
    for token, text in texts.items():
        for variant in variants(text, 1):
            asked[variant].add(token)
    sql = """select d.variant, t.id, t.token from customers_finddelete d
             join customers_findtoken t on t.id = d.token_id and t.frequency <= {rare} where {variants}"""
    near: dict[int, set[int]] = defaultdict(set)
    for variant, other, text in ask(sql, rare=RARE, variants=any_of("d.variant", asked)):
        for token in asked[variant]:
            if token != other and OSA.distance(texts[token], text, score_cutoff=1) <= 1:
                near[token].add(other)
    return _pairs(_accounts_of(rare, near))


def _of_joined_words(ids: Collection[int]) -> Pairs:
    """Two words of one name that stand in another as one."""
    joined: dict[str, set[int]] = defaultdict(set)
    sql = "select account_id, key from customers_accountname where {ids}"
    for account, key in ask(sql, ids=any_of("account_id", ids)):
        for one, two in pairwise(key.split()):
            joined[one + two].add(account)
    sql = """select t.token, p.account_id from customers_findtoken t
             join customers_findposting p on p.token_id = t.id where {words} and t.frequency <= {rare}"""
    rows = ask(sql, words=any_of("t.token", joined), rare=RARE)
    return {tuple(sorted((account, other))) for word, other in rows for account in joined[word] if account != other}


def _accounts_of(rare: Words, near: dict[int, set[int]]) -> dict[int, set[int]]:
    """Account → the other accounts with a word that is near to one of its own."""
    tokens = set().union(*near.values()) if near else set()
    holders: dict[int, list[int]] = defaultdict(list)
    sql = "select token_id, account_id from customers_findposting where {tokens}"
    for token, account in ask(sql, tokens=any_of("token_id", tokens)):
        holders[token].append(account)
    return {
        account: {other for word in words for token in near.get(word, ()) for other in holders[token]}
        for account, words in rare.items()
    }


def _pairs(others: dict[int, set[int]]) -> Pairs:
    return {(account, other) for account, found in others.items() for other in found if other > account}


def _worth_it(pairs: Pairs) -> Pairs:
    """Those in one country whose keys are near: all others would be told apart, one by one, at greater cost."""
    accounts = {account for pair in pairs for account in pair}
    sql = "select id, country from customers_account where {ids} and state = 'active'"
    country = dict(ask(sql, ids=any_of("id", accounts)))
    keys: dict[int, list[str]] = defaultdict(list)
    sql = "select account_id, key from customers_accountname where {ids}"
    for account, key in ask(sql, ids=any_of("account_id", accounts)):
        keys[account].append(key)
    return {
        (one, two)
        for one, two in pairs
        if one in country and country[one] == country.get(two) and _near(keys[one], keys[two])
    }


def _near(mine: list[str], others: list[str]) -> bool:
    return any(
        fuzz.ratio(a, b, score_cutoff=NEAR) or fuzz.token_sort_ratio(a, b, score_cutoff=NEAR)
        for a in mine
        for b in others
    )
