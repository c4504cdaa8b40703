"""Rows of the customers: companies to which partners sell, how they are found, which were two and are one."""

from kanaal.customers.models.accounts import Account, AccountDomain, AccountIdentifier, AccountName
from kanaal.customers.models.duplicates import DuplicatePair, DuplicateSearch, Merge, MergedRow
from kanaal.customers.models.index import FindDelete, FindPosting, FindToken

__all__ = [
    "Account",
    "AccountDomain",
    "AccountIdentifier",
    "AccountName",
    "DuplicatePair",
    "DuplicateSearch",
    "FindDelete",
    "FindPosting",
    "FindToken",
    "Merge",
    "MergedRow",
]
