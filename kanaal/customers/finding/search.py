"""Finding an account by whatever somebody knows of it: part of a name, an address, a domain, a number (D5)."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable
from typing import NamedTuple

from kanaal.customers import rules
from kanaal.customers.finding import hits
from kanaal.customers.finding.companies import own_domains
from kanaal.customers.finding.dialect import any_of, ask
from kanaal.customers.finding.gathering import gather
from kanaal.customers.finding.hits import Hit, Seen
from kanaal.customers.finding.ranking import fit, reasons, score
from kanaal.customers.finding.scopes import Owner, scopes_of
from kanaal.customers.finding.spelling import meant_by
from kanaal.customers.rules import Kind, Reason
from kanaal.partners.rules import domain_of

LONGEST_QUERY, MOST_EXACT = 200, 50
MOST_FITTED, MOST_SPOKEN = 60, 12.0
"""Names that are looked at word by word; points, beside a name's own 100, that rare words in it may bring."""
_KINDS = {"vat": Kind.SAME_VAT, "register": Kind.SAME_REGISTER}
_HOST = re.compile(r"(https?://)?([\w.+-]+@)?([\w-]+\.)+[\w-]{2,}(:\d+)?([/?#]\S*)?", re.IGNORECASE)


class _Found(NamedTuple):
    """A name that may be meant: how near it is to what was asked, and what its rare words say for it."""

    near: float
    spoken: float
    name: str
    key: str
    account: int

    def total(self) -> float:
        """0–100."""
        return (self.near + self.spoken) * 100 / (100 + MOST_SPOKEN)


def find(query: str, *, owner: Owner, limit: int = 10) -> list[Hit]:
    """The accounts that a query may mean, the likeliest first. What stands behind 200 characters is not read.

    An address or a number that is known stands before what is merely written alike. An address at a provider where
    anybody gets one finds nothing.
    """
    text = " ".join(query[: 4 * LONGEST_QUERY].replace("\0", " ").split())[:LONGEST_QUERY]
    domain = _domain_in(text)
    exact = [*_by_number(text, owner), *_by_domain(domain, owner)]
    if domain is not None:  # `anna@lindeboom.nl` is perhaps of Lindeboom
        text = domain.partition(".")[0]
    named = _by_name(text, owner, limit) if len(exact) < limit else []
    best: dict[int, Hit] = {}
    for hit in (*exact, *named):
        best.setdefault(hit.account_id, hit)
    return list(best.values())[:limit]


def _by_name(text: str, owner: Owner, limit: int) -> list[Hit]:
    key = rules.key_of(text)
    words = rules.words_of(key)
    if not words:
        return []
    worth = dict(gather(key, meant_by(words), scopes_of(owner)))
    named = (
        _Found(score(key, name_key), min(MOST_SPOKEN, 0.3 * worth[account]), name, name_key, account)
        for account, name, name_key in hits.names_of(worth)
    )
    nearest = heapq.nlargest(MOST_FITTED, named, key=_Found.total)
    accounts = hits.read({one.account for one in nearest}, owner)
    best: dict[int, tuple[_Found, Seen]] = {}
    for one in nearest:
        if account := accounts.get(one.account):
            fitted = one._replace(near=max(one.near, fit(words, one.key.split())))
            if account.id not in best or fitted.total() > best[account.id][0].total():
                best[account.id] = fitted, account
    first = sorted(best.values(), key=lambda item: (-item[0].total(), len(item[0].name), item[1].id))[:limit]
    return [_hit(account, one.total(), one.name, reasons(text, one.name)) for one, account in first]


def _by_number(text: str, owner: Owner) -> list[Hit]:
    spellings = rules.number_spellings(text)
    if not spellings:
        return []
    rows = ask(
        "select account_id, kind, value from customers_accountidentifier where {spellings} limit {most}",
        spellings=any_of("value", spellings),
        most=MOST_EXACT,
    )
    return _exact(((account, Reason.of(_KINDS[kind], value=value)) for account, kind, value in rows), owner)


def _domain_in(text: str) -> str | None:
    """The domain of an e-mail or web address; empty where anybody gets an address; None when the text is none."""
    if not _HOST.fullmatch(text):
        return None
    host = re.split(r"[/?#]", re.sub(r"^https?://", "", text, flags=re.IGNORECASE))[0]
    return next(iter(own_domains([domain_of(host.partition(":")[0])])), "")


def _by_domain(domain: str | None, owner: Owner) -> list[Hit]:
    if not domain:
        return []
    sql = "select account_id from customers_accountdomain where domain = {domain} limit {most}"
    rows = ask(sql, domain=domain, most=MOST_EXACT)
    return _exact(((account, Reason.of(Kind.SAME_DOMAIN, domain=domain)) for (account,) in rows), owner)


def _exact(found: Iterable[tuple[int, Reason]], owner: Owner) -> list[Hit]:
    why = dict(found)
    accounts = hits.read(why, owner)
    return [_hit(account, 100, account.name, (why[asked],)) for asked, account in accounts.items()]


def _hit(account: Seen, found: float, name: str, why: tuple[Reason, ...]) -> Hit:
    shared = account.owner is None
    return Hit(account.id, account.name, account.town, account.country, shared, round(found), why, name)
