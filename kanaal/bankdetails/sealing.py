"""Accounts at rest: sealed with a key outside the database; known again without being read (R4)."""

from __future__ import annotations

import json
from dataclasses import asdict

from kanaal.bankdetails.models import BankDetails
from kanaal.bankdetails.rules import Account
from kanaal.core.vault import Unreadable, Vault

__all__ = ["KEY", "Unreadable", "account_in", "digest_of", "seal"]
KEY = "bank-details"
_VAULT = Vault(KEY)


def seal(account: Account) -> str:
    return _VAULT.seal(json.dumps(asdict(account)))


def account_in(details: BankDetails) -> Account:
    """The account in full: whoever shows it to anybody keeps that they did. Raises Unreadable."""
    if not details.sealed:
        raise Unreadable
    return Account(**json.loads(_VAULT.unseal(details.sealed)))


def digest_of(account: Account) -> str:
    """The same for the same account at the same bank, whoever holds it."""
    return _VAULT.digest_of(f"{account.country} {account.routing} {account.number}")
