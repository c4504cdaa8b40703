"""Accounts that may be the same company as one that is to be made, or is there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from kanaal.customers import rules
from kanaal.customers.finding import hits
from kanaal.customers.finding.companies import companies_of, own_domains
from kanaal.customers.finding.dialect import any_of, ask
from kanaal.customers.finding.gathering import gather
from kanaal.customers.finding.hits import Lookalike
from kanaal.customers.finding.scopes import Owner, scopes_of
from kanaal.customers.finding.spelling import meant_by
from kanaal.customers.rules import Company
from kanaal.customers.rules.numbers import number_spellings

_ORDER = {"same": 0, "likely": 1, "related": 2}
MOST_OF_A_NAME, MOST_OF_A_DOMAIN, MOST_NAMES = 40, 30, 4


def lookalikes(company: Company, *, owner: Owner, but: Collection[int] = (), limit: int = 8) -> list[Lookalike]:
    """Accounts that look like a company, the surest first; none that is merely another. `but` are left out."""
    company = replace(company, domains=own_domains(company.domains))
    accounts = hits.read(_candidates(company, owner), owner)
    seen = {account.id: account for account in accounts.values() if account.id not in but}
    found = []
    for pk, other in companies_of(seen).items():
        likeness = rules.compare(company, other)
        if likeness.verdict != "different":
            account = seen[pk]
            shared = account.owner is None
            found.append(Lookalike(pk, account.name, account.town, account.country, shared, likeness))
    found.sort(key=lambda one: (_ORDER[one.likeness.verdict], -one.likeness.score, one.name, one.account_id))
    return found[:limit]


def _candidates(company: Company, owner: Owner) -> set[int]:
    found: set[int] = set()
    for name in company.names[:MOST_NAMES]:
        key = rules.key_of(name)
        if words := rules.words_of(key):
            found |= {pk for pk, _worth in gather(key, meant_by(words), scopes_of(owner))[:MOST_OF_A_NAME]}
    if company.domains:
        sql = "select account_id from customers_accountdomain where {domains} limit {most}"
        found.update(pk for (pk,) in ask(sql, domains=any_of("domain", company.domains), most=MOST_OF_A_DOMAIN))
    numbers = {spelling for _kind, _country, value in company.identifiers for spelling in number_spellings(value)}
    if numbers:
        sql = "select account_id from customers_accountidentifier where {numbers} limit {most}"
        found.update(pk for (pk,) in ask(sql, numbers=any_of("value", numbers), most=MOST_OF_A_DOMAIN))
    return found
