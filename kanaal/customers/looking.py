"""One lookup as a person sees it: the hits with their reasons, or what else to try."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kanaal.core.limits import Limit, spend
from kanaal.core.texts import Text
from kanaal.customers import finding, queries, shown
from kanaal.customers.finding import Lookalike
from kanaal.customers.policy import AccountsPolicy
from kanaal.customers.rules import Reason
from kanaal.programme.policies import policy

HOUR = 3600


@dataclass(frozen=True)
class Row:
    """A hit: never more than name, place and why. `matched_name` is the name by which it was found, if another."""

    number: str
    name: str
    town: str
    country: str
    shared: bool
    why: tuple[Text, ...]
    matched_name: str = ""
    verdict: str = ""


@dataclass(frozen=True)
class Lookup:
    """What was asked and found. `too_short`: nothing was looked for, since that would be half of the table."""

    query: str = ""
    rows: Sequence[Row] = field(default=())
    too_short: bool = False

    @property
    def asked(self) -> bool:
        return bool(self.query)

    def narrowed(self, chosen: Mapping[str, Any]) -> Lookup:
        """Only the hits of a country, or only shared ones or partners' own, as the desk chooses."""
        country, whose = chosen.get("country"), chosen.get("whose")
        fits = [row for row in self.rows if country in ("", None, row.country)]
        return replace(self, rows=[row for row in fits if not whose or row.shared == (whose == "shared")])


def look_up(query: str, *, owner: Any, person_id: int | None, limit: int = 0) -> Lookup:
    """Look accounts up. Each person has so many lookups an hour: nobody copies the list. Raises TooOften."""
    rule = policy(AccountsPolicy)
    query = " ".join(query.split())[:200]
    if not query:
        return Lookup()
    if sum(c.isalnum() for c in query) < rule.fewest_letters and query.isascii():
        return Lookup(query, too_short=True)
    spend("customers.lookup", Limit(rule.lookups_an_hour, HOUR), str(person_id))
    hits = finding.find(query, owner=owner, limit=limit or rule.results)
    numbers = queries.numbers_of(hit.account_id for hit in hits)
    found = [
        Row(
            numbers[hit.account_id],
            hit.name,
            hit.town,
            hit.country,
            hit.shared,
            texts(hit.why),
            hit.matched_name if hit.matched_name != hit.name else "",
        )
        for hit in hits
        if hit.account_id in numbers
    ]
    return Lookup(query, found)


def rows_of(lookalikes: Iterable[Lookalike]) -> list[Row]:
    """Accounts that look like one that is being made."""
    lookalikes = list(lookalikes)
    numbers = queries.numbers_of(one.account_id for one in lookalikes)
    return [
        Row(
            numbers[one.account_id],
            one.name,
            one.town,
            one.country,
            one.shared,
            texts(one.likeness.reasons),
            verdict=one.likeness.verdict,
        )
        for one in lookalikes
        if one.account_id in numbers
    ]


def texts(reasons: Iterable[Reason]) -> tuple[Text, ...]:
    return tuple(shown.reason_text(reason) for reason in reasons)


def kept_reasons(data: Iterable[Any]) -> tuple[Text, ...]:
    """Reasons that were kept as data."""
    return texts(Reason.from_data(one) for one in data)
