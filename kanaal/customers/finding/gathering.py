"""The accounts in whose names the words stand: of rare words all, of common ones those that have two of them."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from itertools import combinations

from kanaal.customers.finding.dialect import NOTHING, Part, any_of, ask, begins
from kanaal.customers.finding.spelling import EXACT, JOINED, Meant, Token

READ_EXACT, READ_NEAR, RARE = 1500, 700, 600
"""Postings that are read of words as they were typed, and of what is near to them; up to where a word is rare."""
PROBES, MOST_PROBES, MOST_TOGETHER, ALTERNATIVES = 5000, 12_000, 400, 6
"""Look-ups for two words that stand together; for all such; accounts that come of it; what one word may be there."""
MOST = 300
"""Accounts whose names are weighed."""

Scopes = tuple[int, ...] | None


def gather(key: str, meant: Meant, scopes: Scopes) -> list[tuple[int, float]]:
    """Accounts with what speaks for them, the best first, at most MOST."""
    found = _Found(meant, scopes)
    read = found.read_rare()
    found.read_together(read)
    found.read_cuts()
    worth = found.worth()
    for account in _by_beginning(key):
        worth[account] = worth.get(account, 0) + 50
    if not worth and meant.weights:
        worth = dict.fromkeys(found.any_of(meant.best(0)[:3]), 1.0)
    return heapq.nlargest(MOST, worth.items(), key=lambda item: item[1])


class _Found:
    """For each account how well each typed word stands in its names."""

    def __init__(self, meant: Meant, scopes: Scopes) -> None:
        self._meant, self._scopes = meant, scopes
        self._accounts: dict[int, dict[int, float]] = {}
        self._places: dict[int, list[tuple[int, float]]] = {}
        for at, weights in enumerate(meant.weights):
            for token, weight in weights.items():
                self._places.setdefault(token, []).append((at, weight))

    def worth(self) -> dict[int, float]:
        """What the words say for each account: those that few have say more, those that are near say less."""
        importance = [self._meant.importance(at) for at in range(len(self._meant.weights))]
        return {
            account: sum(importance[at] * weight * weight for at, weight in words.items())
            for account, words in self._accounts.items()
        }

    def read_rare(self) -> set[int]:
        """All accounts of rare words: first of those that were typed so, then of those that are near. Answers which."""
        read: set[int] = set()
        exact, near = self._by_nearness()
        for tokens, budget in ((exact, READ_EXACT), (near, READ_NEAR)):
            left = budget
            for token in tokens:
                if token.frequency <= min(left, RARE) and token.id not in read:
                    read.add(token.id)
                    left -= token.frequency
        if read:
            sql = "select token_id, account_id from customers_findposting where {tokens}{seen} limit {most}"
            most = 3 * (READ_EXACT + READ_NEAR)  # what the index believes of frequencies may be a day old
            self._add(ask(sql, tokens=any_of("token_id", read), seen=self._seen("scope"), most=most))
        return read

    def _by_nearness(self) -> tuple[list[Token], list[Token]]:
        best = {pk: max(weight for _at, weight in places) for pk, places in self._places.items()}
        tokens = sorted(self._meant.tokens.values(), key=lambda one: (-best[one.id], one.frequency))
        exact = sorted((one for one in tokens if best[one.id] >= EXACT), key=lambda one: one.frequency)
        return exact, [one for one in tokens if best[one.id] < EXACT]

    def read_together(self, read: set[int]) -> None:
        """Accounts that have two of the words of which at least one is common; the cheapest pairs first."""
        likely = [self._likely(at, read) for at in range(len(self._meant.weights))]
        pairs = []
        for one, two in combinations(likely, 2):
            if {token.id for token in (*one, *two)} - read:
                rarer, other = sorted((one, two), key=_frequency)
                pairs.append((_frequency(rarer), rarer, other))
        left = MOST_PROBES
        for _cost, rarer, other in sorted(pairs, key=lambda pair: pair[0]):
            first = _affordable(rarer, min(left, PROBES) // len(other))
            if first:
                left -= _frequency(first) * len(other)
                self._add_both(self._both(first, other))

    def _likely(self, at: int, read: set[int]) -> list[Token]:
        """What a typed word may be where words are looked up together: itself; else what is nearest."""
        weights = self._meant.weights[at]
        best = [token for token in self._meant.best(at) if weights[token.id] >= 0.5]
        exact = [token for token in best if weights[token.id] >= EXACT]
        unread = [token for token in best if token.id not in read and weights[token.id] < EXACT]
        return [*exact, *unread[: ALTERNATIVES // 2 if exact else ALTERNATIVES]] or best[:1]

    def read_cuts(self) -> None:
        """Accounts that have both parts of a word that was typed as one."""
        for at, one, two in self._meant.cuts:
            rarer, other = sorted((one, two), key=lambda token: token.frequency)
            if rarer.frequency <= PROBES:
                for _one, _two, account in self._both([rarer], [other]):
                    self._accounts.setdefault(account, {})[at] = JOINED

    def any_of(self, tokens: Sequence[Token]) -> list[int]:
        """Some accounts of common words, where nothing else is known."""
        sql = "select account_id from customers_findposting where {tokens}{seen} limit {most}"
        ids = any_of("token_id", [token.id for token in tokens])
        return [account for (account,) in ask(sql, tokens=ids, seen=self._seen("scope"), most=MOST)]

    def _both(self, rarer: Sequence[Token], other: Sequence[Token]) -> list[tuple[int, int, int]]:
        return ask(
            """select a.token_id, b.token_id, a.account_id from customers_findposting a
               join customers_findposting b on b.scope = a.scope and b.account_id = a.account_id and {other}
               where {rarer}{seen} limit {most}""",
            rarer=any_of("a.token_id", [token.id for token in rarer]),
            other=any_of("b.token_id", [token.id for token in other]),
            seen=self._seen("a.scope"),
            most=MOST_TOGETHER,
        )

    def _add_both(self, rows: Iterable[tuple[int, int, int]]) -> None:
        for one, two, account in rows:
            self._add(((one, account), (two, account)))

    def _add(self, rows: Iterable[tuple[int, int]]) -> None:
        accounts, places = self._accounts, self._places
        for token, account in rows:
            words = accounts.get(account)
            if words is None:
                words = accounts[account] = {}
            for at, weight in places[token]:
                if weight > words.get(at, 0.0):
                    words[at] = weight

    def _seen(self, column: str) -> Part:
        if self._scopes is None:
            return NOTHING
        some = any_of(column, self._scopes)
        return Part(f" and {some.sql}", some.values)


def _frequency(tokens: Iterable[Token]) -> int:
    return sum(token.frequency for token in tokens)


def _affordable(tokens: Iterable[Token], budget: int) -> list[Token]:
    """As many of them as the budget allows, in their order."""
    kept = []
    for token in tokens:
        if token.frequency <= budget:
            kept.append(token)
            budget -= token.frequency
    return kept


def _by_beginning(key: str) -> list[int]:
    """Accounts whose whole key begins so. Some may be others' or merged: whoever shows them sees to it."""
    sql = "select account_id from customers_accountname where {begins} order by length(key) limit 30"
    return [account for (account,) in ask(sql, begins=begins("key", key))]
