"""The accounts in whose names the words stand: the rarest words first, common ones only together, within a budget."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from kanaal.customers.finding import dialect
from kanaal.customers.finding.spelling import Meant, Token

BUDGET, RARE, TOGETHER, MOST_PAIRS, MOST = 800, 800, 4000, 150, 200
"""Postings read of rare words; up to where a word is rare; postings of the rarer of two common words; accounts that
have both; accounts that are weighed. More than this finds less: what is rare drowns."""

Scopes = tuple[int, ...] | None


def gather(key: str, meant: Meant, scopes: Scopes) -> list[tuple[int, float]]:
    """Accounts with what speaks for them, the best first, at most MOST."""
    worth: dict[int, float] = defaultdict(float)
    _by_rare_words(meant, scopes, worth)
    _by_two_words(meant, scopes, worth)
    for account in _by_beginning(key):
        worth[account] += 50
    if not worth and meant.groups:
        for account in _any(meant.groups[0][:3], scopes):
            worth[account] = 1
    return heapq.nlargest(MOST, worth.items(), key=lambda item: item[1])


def _by_rare_words(meant: Meant, scopes: Scopes, worth: dict[int, float]) -> None:
    left = BUDGET
    read: dict[int, float] = {}
    place: dict[int, set[int]] = defaultdict(set)
    for number, group in enumerate(meant.groups):
        for token in group:
            place[token.id].add(number)
    for group in sorted(meant.groups, key=lambda tokens: min(token.frequency for token in tokens)):
        for token in group[:MOST]:
            if token.frequency <= min(left, RARE if token.weight < 0.95 else 2 * RARE):
                read[token.id] = max(token.worth, read.get(token.id, 0))
                left -= token.frequency
    for token in (token for cut in meant.others for token in cut if token.frequency <= RARE):
        read[token.id] = max(token.worth, read.get(token.id, 0))
    best: dict[int, dict[int, float]] = defaultdict(dict)
    for token_id, account in _postings(read, scopes):
        for number in place.get(token_id, (-1,)):
            mine = best[account]
            mine[number] = max(mine.get(number, 0), read[token_id])
    for account, words in best.items():
        worth[account] = sum(words.values())


def _by_two_words(meant: Meant, scopes: Scopes, worth: dict[int, float]) -> None:
    close = [[token for token in group if token.weight >= 0.8][:6] for group in meant.groups]
    pairs = [(one, two) for one, two in combinations(close, 2) if one and two]
    pairs += [([cut[0]], [cut[1]]) for cut in meant.others if len(cut) == 2]
    for one, two in pairs:
        rarer, other = sorted((one, two), key=lambda tokens: sum(token.frequency for token in tokens))
        if any(token.frequency > RARE for token in (*rarer, *other)):
            for account, value in _both(rarer, other, scopes):
                worth[account] = max(worth[account], value)


def _both(rarer: Sequence[Token], other: Sequence[Token], scopes: Scopes) -> Iterator[tuple[int, float]]:
    left, first = TOGETHER, {}
    for token in rarer:
        if token.frequency <= left:
            first[token.id] = token.worth
            left -= token.frequency
    if not first:
        return
    second = {token.id: token.worth for token in other}
    one, mine = dialect.any_of("a.token_id", first)
    two, others = dialect.any_of("b.token_id", second)
    seen, whose = _seen("a.scope", scopes)
    sql = f"""select a.token_id, b.token_id, a.account_id from customers_findposting a
              join customers_findposting b on b.scope = a.scope and b.account_id = a.account_id and {two}
              where {one}{seen} limit {MOST_PAIRS}"""
    for token_a, token_b, account in dialect.ask(sql, [*others, *mine, *whose]):
        yield account, first[token_a] + second[token_b]


def _postings(tokens: dict[int, float], scopes: Scopes) -> list[tuple[int, int]]:
    if not tokens:
        return []
    where, values = dialect.any_of("token_id", tokens)
    seen, whose = _seen("scope", scopes)
    sql = f"select token_id, account_id from customers_findposting where {where}{seen} limit {6 * BUDGET}"
    return [(token, account) for token, account in dialect.ask(sql, [*values, *whose])]


def _any(tokens: Sequence[Token], scopes: Scopes) -> list[int]:
    where, values = dialect.any_of("token_id", [token.id for token in tokens])
    seen, whose = _seen("scope", scopes)
    sql = f"select account_id from customers_findposting where {where}{seen} limit {MOST}"
    return [account for (account,) in dialect.ask(sql, [*values, *whose])]


def _by_beginning(key: str) -> list[int]:
    """Accounts whose whole key begins so. Some may be others' or merged: whoever shows them sees to it."""
    where, values = dialect.begins("key", key)
    sql = f"select account_id from customers_accountname where {where} order by length(key) limit 30"
    return [account for (account,) in dialect.ask(sql, values)]


def _seen(column: str, scopes: Scopes) -> tuple[str, list[int]]:
    if scopes is None:
        return "", []
    where, values = dialect.any_of(column, scopes)
    return f" and {where}", values
