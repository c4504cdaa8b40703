"""Writing what is said of an account: its row, its names, domains and numbers, and the index by which it is found."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from kanaal.customers import finding, rules
from kanaal.customers.models import Account, AccountDomain, AccountIdentifier, AccountName
from kanaal.customers.sound import PLAIN, Identifier, Particulars

SERIES = "account"
"""The series of account numbers. Whoever makes accounts, or changes what belongs to what, holds it first, so that of
two at once one waits and then sees what the other did."""
DEEPEST = 50


def create(account: Account, said: Particulars) -> Account:
    """Save a new account with all that is said of it."""
    for key, value in said.plain.items():
        setattr(account, key, value)
    account.save(force_insert=True)
    AccountName.objects.bulk_create(names_of(account, said))
    AccountDomain.objects.bulk_create([AccountDomain(account=account, domain=one) for one in said.domains])
    AccountIdentifier.objects.bulk_create(identifiers_of(account, said))
    finding.index_account(account)
    return account


def names_of(account: Account, said: Particulars) -> list[AccountName]:
    return [AccountName(account=account, name=one, kind=kind, key=rules.key_of(one)[:200]) for one, kind in said.names]


def identifiers_of(account: Account, said: Particulars) -> list[AccountIdentifier]:
    return [
        AccountIdentifier(account=account, kind=kind, country=country, value=value)
        for kind, country, value in said.identifiers
    ]


def update(account: Account, said: Particulars, parent: Account | None) -> None:
    """Save what has changed. Rows that stay as they are stay the same rows: a merge remembers them by their ids."""
    for key, value in said.plain.items():
        setattr(account, key, value)
    account.parent = parent
    account.save(update_fields=[*PLAIN, "parent"])
    _update_names(account, said)
    account.domains.exclude(domain__in=said.domains).delete()
    there = set(account.domains.values_list("domain", flat=True))
    AccountDomain.objects.bulk_create(
        [AccountDomain(account=account, domain=one) for one in said.domains if one not in there]
    )
    _update_identifiers(account, said)
    finding.index_account(account)


def _update_names(account: Account, said: Particulars) -> None:
    wanted = dict(said.names)
    account.names.exclude(name__in=wanted).delete()
    known = {row.name: row for row in account.names.all()}
    for row in known.values():
        if row.kind != wanted[row.name]:
            row.kind = wanted[row.name]
            row.save(update_fields=["kind"])
    AccountName.objects.bulk_create([row for row in names_of(account, said) if row.name not in known])


def _update_identifiers(account: Account, said: Particulars) -> None:
    wanted, there = set(said.identifiers), set()
    for row in account.identifiers.all():
        key = (row.kind, row.country, row.value)
        if key in wanted:
            there.add(key)
        else:
            row.delete()
    new = [row for row in identifiers_of(account, said) if (row.kind, row.country, row.value) not in there]
    AccountIdentifier.objects.bulk_create(new)


def given_of(account: Account) -> dict[str, Any]:
    """What is said of an account now, as it would be typed: the keys of `sound.PLAIN` and `sound.LISTED`."""
    names = [(row.kind, row.name) for row in _rows(account.names) if row.name != account.name]
    numbers = [(row.kind, row.country, row.value) for row in _rows(account.identifiers)]
    registers = [(country, value) for kind, country, value in numbers if kind == "register"]
    return {key: getattr(account, key) for key in PLAIN} | {
        "legal_names": [name for kind, name in names if kind == "legal"],
        "trading_names": [name for kind, name in names if kind == "trading"],
        "former_names": [name for kind, name in names if kind == "former"],
        "domains": [row.domain for row in _rows(account.domains)],
        "vat_numbers": [value for kind, _country, value in numbers if kind == "vat"],
        "register_numbers": [
            value if country == account.country else f"{country}: {value}" for country, value in registers
        ],
    }


def identifiers_now(account: Account) -> frozenset[Identifier]:
    return frozenset((row.kind, row.country, row.value) for row in account.identifiers.all())


def _rows(manager: Any) -> list[Any]:
    """In the order in which they came; asks nothing where they were read before (`prefetch_related`)."""
    return sorted(manager.all(), key=lambda row: row.pk)


def snapshot(account: Account) -> dict[str, Any]:
    """All that is said of an account, as plain JSON: what undoing a merge brings back."""
    return {
        "plain": {key: getattr(account, key) for key in PLAIN},
        "owner": account.owner_id,
        "parent": account.parent_id,
        "names": [[row.name, row.kind, row.key] for row in _rows(account.names)],
        "domains": [row.domain for row in _rows(account.domains)],
        "identifiers": [[row.kind, row.country, row.value] for row in _rows(account.identifiers)],
    }


def changes_of(account: Account, said: Particulars, parent: Account | None) -> dict[str, list[Any]]:
    """Field → [before, after]: only what differs."""
    before = {key: getattr(account, key) for key in PLAIN} | {
        "parent": account.parent.number if account.parent else "",
        "names": sorted([row.name, row.kind] for row in account.names.all()),
        "domains": sorted(row.domain for row in account.domains.all()),
        "identifiers": sorted(list(one) for one in identifiers_now(account)),
    }
    after = said.plain | {
        "parent": parent.number if parent else "",
        "names": sorted([one, kind] for one, kind in said.names),
        "domains": sorted(said.domains),
        "identifiers": sorted(list(one) for one in said.identifiers),
    }
    return {key: [before[key], after[key]] for key in before if before[key] != after[key]}


def digest_of(*companies: rules.Company) -> str:
    """What companies look like, in 64 letters: another digest means that there is something new to judge."""
    plain = [
        [
            sorted(rules.key_of(one) for one in company.names),
            company.country,
            company.town.casefold(),
            company.postal_code,
            sorted(company.domains),
            sorted(map(list, company.identifiers)),
        ]
        for company in companies
    ]
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()


def ancestors(account: Account) -> list[int]:
    """The accounts to which an account belongs as it is kept now, nearest first."""
    found: list[int] = []
    now = parent_of(account.pk)
    while now is not None and now not in found and len(found) < DEEPEST:
        found.append(now)
        now = parent_of(now)
    return found


def parent_of(account_id: int) -> int | None:
    return Account.objects.filter(pk=account_id).values_list("parent_id", flat=True).first()
