"""What happened to accounts. No personal data: who did it stands in every event anyway."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact


@dataclass(frozen=True)
class AccountMade(Fact):
    """`lookalikes`: numbers of the accounts that were shown as like it; `anyway`: made although one stops it."""

    says = _("%(who)s made the account %(number)s, %(name)s")
    icon = "plus"
    number: str
    name: str
    owner_id: int | None
    anyway: bool
    lookalikes: list[str]


@dataclass(frozen=True)
class AccountChanged(Fact):
    """`changes`: field → [before, after]; `names`, `domains` and `identifiers` are lists."""

    says = _("%(who)s changed the account's data")
    icon = "pencil"
    changes: dict[str, Any]


@dataclass(frozen=True)
class AccountShared(Fact):
    """All partners find it from now on."""

    says = _("%(who)s shared the account with all partners")
    icon = "share-2"
    owner_id: int | None


@dataclass(frozen=True)
class AccountsMerged(Fact):
    """Two accounts are one. `rows`: how many of what went along; told at both."""

    says = _("%(who)s merged %(gone)s into %(kept)s")
    icon = "merge"
    merge_id: int
    gone_id: int
    gone: str
    kept_id: int
    kept: str
    rows: dict[str, int]


@dataclass(frozen=True)
class AccountsParted(Fact):
    """They are two again; told at both."""

    says = _("%(who)s took %(gone)s and %(kept)s apart again")
    icon = "split"
    merge_id: int
    gone_id: int
    gone: str
    kept_id: int
    kept: str
    rows: dict[str, int]


@dataclass(frozen=True)
class DuplicateFound(Fact):
    """Two accounts look alike, and the desk is asked about them. Told at the first."""

    says = _("%(who)s found that %(first)s and %(second)s look alike")
    icon = "copy"
    first: str
    second: str
    score: int
    found_by: str


@dataclass(frozen=True)
class AccountsKeptApart(Fact):
    """The desk judged two accounts that look alike: two companies. Told at both."""

    says = _("%(who)s judged that %(first)s and %(second)s are two companies")
    icon = "git-compare"
    first: str
    second: str
    score: int


@dataclass(frozen=True)
class AccountImported(Fact):
    """It came in from a table."""

    says = _("The account %(number)s, %(name)s, was imported")
    icon = "database"
    number: str
    name: str
    external_id: str


@dataclass(frozen=True)
class AccountImportedAgain(Fact):
    """A later table said something new. `changes`: field → [before, after]."""

    says = _("An import changed the account's data")
    icon = "database"
    changes: dict[str, Any]


@dataclass(frozen=True)
class DuplicatesAskedFor(Fact):
    """Somebody has all accounts looked through; told of the search."""

    says = _("%(who)s had all accounts looked through for duplicates")
    icon = "scan-search"
    found_by: str


@dataclass(frozen=True)
class DuplicatesLookedFor(Fact):
    """All accounts were looked through. `pairs`: questions that are new, or asked again."""

    says = _("All accounts were looked through for duplicates: %(accounts)s accounts, %(pairs)s new questions")
    icon = "search-check"
    found_by: str
    accounts: int
    pairs: int
