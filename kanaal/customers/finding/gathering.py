"""The accounts in whose names the words stand: of rare words all, of common ones those that have two of them."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from itertools import combinations

from kanaal.customers.finding.dialect import NOTHING, Part, any_of, ask, begins, by_letter
from kanaal.customers.finding.spelling import EXACT, JOINED, Meant, Token

READ_EXACT, READ_NEAR, RARE = 1500, 700, 600
"""Postings that are read of words as they were typed, and of what is near to them; up to where a word is rare."""
PROBES, MOST_PROBES, MOST_TOGETHER, ALTERNATIVES = 5000, 10_000, 400, 6
"""Look-ups for two words that stand together; for all such; accounts that come of it; what one word may be there."""
UNLIKELY = 0.4
"""Below this weight a word is not what was meant."""
MOST_PAIRS = 3
"""Pairs of words that are looked up: of rare ones first. None where accounts were found that have all the words."""
MOST = 200
"""Accounts whose names are weighed."""

Scopes = tuple[int, ...] | None


def gather(key: str, meant: Meant, scopes: Scopes) -> list[tuple[int, float]]:
    """Accounts with what speaks for them, the best first, at most MOST."""
    found = _Found(meant, scopes)
    read = found.read_rare()
    found.read_together(read)
    found.read_cuts()
    worth = found.worth()
    for account in _by_beginning(key, scopes):
        worth[account] = worth.get(account, 0) + 50
    return heapq.nlargest(MOST, worth.items(), key=lambda item: item[1])


class _Found:
    """For each account how well each typed word stands in its names."""

    def __init__(self, meant: Meant, scopes: Scopes) -> None:
        self._meant, self._scopes = meant, scopes
        self._importance = [meant.importance(at) for at in range(len(meant.weights))]
        self._accounts: dict[int, dict[int, float]] = {}
        self._places: dict[int, list[tuple[int, float]]] = {}
        for at, weights in enumerate(meant.weights):
            for token, weight in weights.items():
                self._places.setdefault(token, []).append((at, weight))

    def worth(self) -> dict[int, float]:
        """What the words say for each account: those that few have say more, those that are near say less."""
        importance = self._importance
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
        """The words that were typed so, rare ones first; and those that are near, by what they may say."""
        exact, near = set(), dict[int, float]()
        for pk, places in self._places.items():
            if max(weight for _at, weight in places) >= EXACT:
                exact.add(pk)
            else:
                near[pk] = max(self._importance[at] * weight * weight for at, weight in places)
        tokens = self._meant.tokens
        return (
            sorted((tokens[pk] for pk in exact), key=lambda token: token.frequency),
            [tokens[pk] for pk in sorted(near, key=lambda pk: (-near[pk], tokens[pk].frequency))],
        )

    def read_together(self, read: set[int]) -> None:
        """Accounts that have several words, some of them common: first of all the words, then of any two."""
        likely = [self._likely(at, read) for at in range(len(self._meant.weights))]
        common = [tokens for tokens in likely if tokens and not read.issuperset(token.id for token in tokens)]
        if not common:
            return
        before, left = len(self._accounts), MOST_PROBES
        if len(likely) > 2:
            self._read_all([tokens[:2] for tokens in likely if tokens], PROBES)
        pairs = [sorted(pair, key=_frequency) for pair in combinations([one for one in likely if one], 2)]
        pairs = [pair for pair in pairs if any(tokens in common for tokens in pair)]
        if len(self._accounts) == before:
            for pair in sorted(pairs, key=lambda pair: _frequency(pair[0]))[:MOST_PAIRS]:
                left -= self._read_all(pair, min(left, PROBES))
        if len(self._accounts) == before:
            self._read_some(min(common, key=lambda tokens: tokens[0].frequency)[0])

    def _likely(self, at: int, read: set[int]) -> list[Token]:
        """What a typed word may be where words are looked up together: itself; else what is nearest."""
        weights = self._meant.weights[at]
        best = [token for token in self._meant.best(at) if weights[token.id] >= UNLIKELY]
        exact = [token for token in best if weights[token.id] >= EXACT]
        unread = [token for token in best if token.id not in read and weights[token.id] < EXACT]
        return [*exact, *unread[: ALTERNATIVES // 2 if exact else ALTERNATIVES]] or best[:1]

    def _read_all(self, sides: Sequence[Sequence[Token]], budget: int) -> int:
        """Accounts with a word of each side; answers how many look-ups it took, about."""
        first, *others = sorted(sides, key=_frequency)
        width = sum(map(len, others))
        while first[0].frequency * width > budget and width > len(others):
            others = [tokens[: len(tokens) // 2 or 1] for tokens in others]
            width = sum(map(len, others))
        if kept := _affordable(first, budget // width):
            for *tokens, account in self._together([kept, *others]):
                self._add((token, account) for token in tokens)
        return _frequency(kept) * width

    def read_cuts(self) -> None:
        """Accounts that have both parts of a word that was typed as one."""
        for at, *parts in self._meant.cuts:
            rarer, other = sorted(parts, key=lambda token: token.frequency)
            if rarer.frequency <= PROBES:
                for _one, _two, account in self._together([[rarer], [other]]):
                    self._accounts.setdefault(account, {})[at] = JOINED

    def _read_some(self, token: Token) -> None:
        """Some accounts of a common word, where it stands with no other."""
        sql = "select token_id, account_id from customers_findposting where token_id = {token}{seen} limit {most}"
        self._add(ask(sql, token=token.id, seen=self._seen("scope"), most=MOST))

    def _together(self, sides: Sequence[Sequence[Token]]) -> list[tuple[int, ...]]:
        """A word of each side and an account that has them all, in rows."""
        first, *others = (any_of(f"p{at}.token_id", [token.id for token in side]) for at, side in enumerate(sides))
        joins = [
            f" join customers_findposting p{at} on {sql}"
            f" and p{at}.scope = p0.scope and p{at}.account_id = p0.account_id"
            for at, (sql, _values) in enumerate(others, 1)
        ]
        return ask(
            "select {tokens}, p0.account_id from customers_findposting p0{joins} where {first}{seen} limit {most}",
            tokens=Part(", ".join(f"p{at}.token_id" for at in range(len(sides)))),
            joins=Part("".join(joins), tuple(value for _sql, values in others for value in values)),
            first=first,
            seen=self._seen("p0.scope"),
            most=MOST_TOGETHER,
        )

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
    """The first of them, as far as the budget goes; none when it doesn't reach the first."""
    kept = []
    for token in tokens:
        budget -= token.frequency
        if budget < 0:
            break
        kept.append(token)
    return kept


def _by_beginning(key: str, scopes: Scopes) -> list[int]:
    """Accounts whose whole key begins so, of the first in the alphabet the shortest. Some may be merged by now."""
    rows = ask(
        """select named.account_id from (
               select account_id, key from customers_accountname where {begins} order by {by_letter} limit 500
           ) named join customers_account account on account.id = named.account_id
           where {owned} order by length(named.key) limit 30""",
        begins=begins("key", key),
        by_letter=by_letter("key"),
        owned=_owned("account.owner_id", scopes),
    )
    return [account for (account,) in rows]


def _owned(column: str, scopes: Scopes) -> Part:
    """The accounts of these scopes, by the account's own row."""
    if scopes is None:
        return Part("true")
    some = any_of(column, scopes)
    return Part(f"({column} is null or {some.sql})", some.values)
