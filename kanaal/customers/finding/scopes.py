"""Whose accounts a search looks at: the shared ones, one company's own beside them, or everybody's."""

from __future__ import annotations

from enum import Enum

SHARED = 0
"""The scope of a shared account in the index; of any other it is its owner's id."""


class Everyone(Enum):
    """All accounts, whoever's they are: what the desk looks at."""

    EVERYONE = "everyone"


EVERYONE = Everyone.EVERYONE
Owner = int | None | Everyone
"""A partner's id: its own accounts and the shared ones. None: the shared ones alone."""


def scopes_of(owner: Owner) -> tuple[int, ...] | None:
    """The scopes of the index that may be read; None: all."""
    if isinstance(owner, Everyone):
        return None
    return (SHARED,) if owner is None else (SHARED, owner)


def sees(owner: Owner, account_owner: int | None) -> bool:
    """May somebody of this owner see an account of that one?"""
    return account_owner is None or isinstance(owner, Everyone) or account_owner == owner


def scope_of(owner: int | None) -> int:
    """The scope in which an account of this owner stands."""
    return SHARED if owner is None else owner
