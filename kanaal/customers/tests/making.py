"""Accounts for tests, indexed as an action leaves them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from kanaal.core import clock
from kanaal.customers import finding, rules
from kanaal.customers.models import Account, AccountDomain, AccountIdentifier, AccountName
from kanaal.partners.models import Partner

_NUMBERS = count(1)


def account(
    name: str,
    *others: str,
    country: str = "NL",
    town: str = "",
    owner: Partner | None = None,
    domains: Sequence[str] = (),
    vat: str = "",
    register: str = "",
) -> Account:
    made = Account.objects.create(
        number=f"T-{next(_NUMBERS)}", name=name, country=country, town=town, owner=owner, made_at=clock.now()
    )
    for at, one in enumerate((name, *others)):
        kind = "trading" if at else "legal"
        AccountName.objects.create(account=made, name=one, kind=kind, key=rules.key_of(one))
    AccountDomain.objects.bulk_create(AccountDomain(account=made, domain=domain) for domain in domains)
    for number_kind, value in (("vat", vat), ("register", register)):
        if value:
            AccountIdentifier.objects.create(account=made, kind=number_kind, country=country, value=value)
    finding.index_account(made)
    return made


def merged(gone: Account, kept: Account) -> None:
    """As the desk's action leaves the rows."""
    gone.state, gone.merged_into = "merged", kept
    gone.save()
    finding.index_account(gone)


def parted(gone: Account, kept: Account) -> None:
    gone.state, gone.merged_into = "active", None
    gone.save()
    finding.index_account(gone)
    finding.index_account(kept)
