"""The accounts in whose names the words stand: the rarest words first, common ones only together, within a budget."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from kanaal.customers.finding.dialect import NOTHING, Part, any_of, ask, begins
from kanaal.customers.finding.spelling import Meant, Token

BUDGET = 800
"""Postings of rare words that are read. More finds less: what is rare drowns."""
RARE, TOGETHER, MOST_PAIRS, MOST = 800, 4000, 150, 200
"""Up to where a word is rare; postings of the rarer of two common words; accounts that have both; accounts weighed."""

Scopes = tuple[int, ...] | None
Worth = dict[int, float]


def gather(key: str, meant: Meant, scopes: Scopes) -> list[tuple[int, float]]:
    """Accounts with what speaks for them, the best first, at most MOST."""
    worth = _by_rare_words(meant, scopes)
    for account, value in _by_two_words(meant, scopes):
        worth[account] = max(worth.get(account, 0), value)
    for account in _by_beginning(key):
        worth[account] = worth.get(account, 0) + 50
    if not worth and meant.groups:
        worth = dict.fromkeys(_any(meant.groups[0][:3], scopes), 1.0)
    return heapq.nlargest(MOST, worth.items(), key=lambda item: item[1])


def _by_rare_words(meant: Meant, scopes: Scopes) -> Worth:
    """For each account the sum over the typed words of the best that stands for it."""
    read = _chosen(meant)
    place: dict[int, list[int]] = defaultdict(list)
    for number, group in enumerate(meant.groups):
        for token in group:
            place[token.id].append(number)
    best: dict[int, dict[int, float]] = defaultdict(dict)
    for token_id, account in _postings(read, scopes):
        mine, value = best[account], read[token_id]
        for number in place.get(token_id, (-1,)):
            if value > mine.get(number, 0):
                mine[number] = value
    return {account: sum(values.values()) for account, values in best.items()}


def _chosen(meant: Meant) -> Worth:
    """The words whose postings are read, with their worth: of the rarest group first, as far as the budget goes."""
    left = BUDGET
    read: Worth = {}
    for group in sorted(meant.groups, key=lambda tokens: min(token.frequency for token in tokens)):
        for token in group:
            if token.frequency <= min(left, RARE if token.weight < 0.95 else 2 * RARE):
                read[token.id] = max(token.worth, read.get(token.id, 0))
                left -= token.frequency
    for token in (token for cut in meant.others for token in cut if token.frequency <= RARE):
        read[token.id] = max(token.worth, read.get(token.id, 0))
    return read


def _by_two_words(meant: Meant, scopes: Scopes) -> Iterator[tuple[int, float]]:
    close = [[token for token in group if token.weight >= 0.8][:6] for group in meant.groups]
    pairs = [(one, two) for one, two in combinations(close, 2) if one and two]
    pairs += [([cut[0]], [cut[1]]) for cut in meant.others if len(cut) == 2]
    for one, two in pairs:
        if any(token.frequency > RARE for token in (*one, *two)):
            rarer, other = sorted((one, two), key=lambda tokens: sum(token.frequency for token in tokens))
            yield from _both(rarer, other, scopes)


def _both(rarer: Sequence[Token], other: Sequence[Token], scopes: Scopes) -> Iterator[tuple[int, float]]:
    left, first = TOGETHER, {}
    for token in rarer:
        if token.frequency <= left:
            first[token.id] = token.worth
            left -= token.frequency
    second = {token.id: token.worth for token in other}
    if not first:
        return
    rows = ask(
        """select a.token_id, b.token_id, a.account_id from customers_findposting a
           join customers_findposting b on b.scope = a.scope and b.account_id = a.account_id and {second}
           where {first}{seen} limit {most}""",
        first=any_of("a.token_id", first),
        second=any_of("b.token_id", second),
        seen=_seen("a.scope", scopes),
        most=MOST_PAIRS,
    )
    for one, two, account in rows:
        yield account, first[one] + second[two]


def _postings(tokens: Worth, scopes: Scopes) -> list[tuple[int, int]]:
    if not tokens:
        return []
    return ask(
        "select token_id, account_id from customers_findposting where {tokens}{seen} limit {most}",
        tokens=any_of("token_id", tokens),
        seen=_seen("scope", scopes),
        most=6 * BUDGET,  # what the index believes of a word's frequency may be a day old
    )


def _any(tokens: Sequence[Token], scopes: Scopes) -> list[int]:
    rows = ask(
        "select account_id from customers_findposting where {tokens}{seen} limit {most}",
        tokens=any_of("token_id", [token.id for token in tokens]),
        seen=_seen("scope", scopes),
        most=MOST,
    )
    return [account for (account,) in rows]


def _by_beginning(key: str) -> list[int]:
    """Accounts whose whole key begins so. Some may be others' or merged: whoever shows them sees to it."""
    sql = "select account_id from customers_accountname where {begins} order by length(key) limit 30"
    return [account for (account,) in ask(sql, begins=begins("key", key))]


def _seen(column: str, scopes: Scopes) -> Part:
    if scopes is None:
        return NOTHING
    some = any_of(column, scopes)
    return Part(f" and {some.sql}", some.values)
