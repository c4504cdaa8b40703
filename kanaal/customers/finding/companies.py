"""Accounts as plain companies, to be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from kanaal.customers.finding.hits import names_of
from kanaal.customers.models import Account, AccountDomain, AccountIdentifier
from kanaal.customers.rules import Company
from kanaal.partners.policy import EnrolmentPolicy
from kanaal.partners.rules import is_free_mail
from kanaal.programme.policies import policy


def company_of(account: Account) -> Company:
    """All that is known of one account."""
    return companies_of([account.pk])[account.pk]


def companies_of(ids: Collection[int]) -> dict[int, Company]:
    """Id → the company, with the names of those that went into it; by five questions however many there are."""
    names: dict[int, list[str]] = defaultdict(list)
    domains: dict[int, list[str]] = defaultdict(list)
    numbers: dict[int, set[tuple[str, str, str]]] = defaultdict(set)
    for pk, name, _key in names_of(ids):
        names[pk].append(name)
    for pk, domain in AccountDomain.objects.filter(account__in=ids).values_list("account_id", "domain"):
        domains[pk].append(domain)
    held = AccountIdentifier.objects.filter(account__in=ids).values_list("account_id", "kind", "country", "value")
    for pk, kind, country, value in held:
        numbers[pk].add((kind, country, value))
    free = policy(EnrolmentPolicy).free_mail_domains if domains else ()
    rows = Account.objects.filter(pk__in=ids).values_list("pk", "name", "country", "town", "postal_code")
    return {
        pk: Company(
            names=tuple(dict.fromkeys([name, *names[pk]])),
            country=where,
            town=town,
            domains=_own(domains[pk], free),
            identifiers=frozenset(numbers[pk]),
            postal_code=code,
        )
        for pk, name, where, town, code in rows
    }


def own_domains(domains: Collection[str]) -> tuple[str, ...]:
    """Without those of mail providers: two companies at gmail.com have nothing in common."""
    return _own(domains, policy(EnrolmentPolicy).free_mail_domains) if domains else ()


def _own(domains: Collection[str], free: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(domain for domain in domains if not is_free_mail(domain, free)))
