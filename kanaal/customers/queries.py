"""Questions about accounts. Whoever may not know that one exists gets an empty answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value

from kanaal.core.actors import Actor
from kanaal.core.models import Event
from kanaal.customers.hanging import with_counts
from kanaal.customers.models import (
    Account,
    AccountDomain,
    AccountIdentifier,
    AccountName,
    DuplicatePair,
    DuplicateSearch,
    Merge,
)
from kanaal.partners.models import Partner
from kanaal.partners.queries import partners_seen_by

LONGEST_CHAIN = 50
"""So many merges one after the other are followed; more would be a ring, which no merge makes."""


def accounts_seen_by(actor: Actor) -> QuerySet[Account]:
    """Staff see all, a contact those that are shared and those of the own company, everybody else none."""
    if actor.acts_as("staff"):
        return Account.objects.all()
    if actor.acts_as("contact") and actor.person_id is not None:
        return Account.objects.filter(Q(owner=None) | Q(owner__in=partners_seen_by(actor)))
    return Account.objects.none()


def accounts_of(partner: Partner) -> QuerySet[Account]:
    """What a partner made itself, and nobody else sees."""
    return Account.objects.filter(owner=partner, state="active")


def standing(account: Account) -> Account:
    """The account itself; of a merged one, that in which it goes on."""
    for _step in range(LONGEST_CHAIN):
        if account.merged_into_id is None:
            return account
        account = Account.objects.get(pk=account.merged_into_id)
    raise RuntimeError(f"{account.number} was merged in a ring.")


def account_called(actor: Actor, number: str, among: QuerySet[Account] | None = None) -> Account | None:
    """The account that goes by a number now, if the actor may see it: a merged one's number leads to the one kept.

    `among` are accounts with more to them (`detailed`).
    """
    rows = (Account.objects.all() if among is None else among).select_related("owner", "parent", "merged_into")
    found = rows.filter(number=number.strip().upper()).first()
    if found is None or (found.merged_into_id is None and _sees(actor, found)):
        return found
    # Whoever saw the merged one keeps seeing what it became: a merge with a foreign account makes that one shared.
    seen = accounts_seen_by(actor).filter(pk=standing(found).pk).values("pk")
    return rows.filter(pk__in=seen).first()


def _sees(actor: Actor, account: Account) -> bool:
    """Is it clear without another question that the actor may see it?"""
    return actor.acts_as("staff") or (account.is_shared and actor.acts_as("contact") and actor.person_id is not None)


@dataclass
class Said:
    """Names (kind, name), domains and numbers (kind, country, value) of one account, as they came.

    `branches` are (number, name, town), `absorbed` what was taken into it: (number, name, why).
    """

    names: list[tuple[str, str]] = field(default_factory=list)
    domains: list[str] = field(default_factory=list)
    identifiers: list[tuple[str, str, str]] = field(default_factory=list)
    branches: list[tuple[str, str, str]] = field(default_factory=list)
    absorbed: list[tuple[str, str, str]] = field(default_factory=list)

    def take(self, what: str, kind: str, where: str, text: str) -> None:
        if what == "name":
            self.names.append((kind, text))
        elif what == "domain":
            self.domains.append(text)
        elif what == "number":
            self.identifiers.append((kind, where, text))
        else:
            (self.branches if what == "branch" else self.absorbed).append((kind, text, where))


def said_of(*account_ids: int, relatives: bool = False) -> dict[int, Said]:
    """What is said of some accounts besides their own fields, by one question; `relatives`: their branches, too."""
    parts = _said(account_ids) + (_relatives(account_ids) if relatives else [])
    found = {pk: Said() for pk in account_ids}
    for pk, what, kind, where, text, _row in sorted(parts[0].union(*parts[1:], all=True), key=lambda row: row[-1]):
        found[pk].take(what, kind, where, text)
    return found


COLUMNS = ("account_id", "what", "kind", "where", "text", "pk")


def _said(account_ids: Collection[int]) -> list[QuerySet[Any, Any]]:
    nothing = Value("", output_field=CharField())
    names = AccountName.objects.annotate(what=Value("name"), where=nothing, text=F("name"))
    domains = AccountDomain.objects.annotate(what=Value("domain"), kind=nothing, where=nothing, text=F("domain"))
    numbers = AccountIdentifier.objects.annotate(what=Value("number"), where=F("country"), text=F("value"))
    return [rows.filter(account__in=account_ids).values_list(*COLUMNS) for rows in (names, domains, numbers)]


def _relatives(account_ids: Collection[int]) -> list[QuerySet[Any, Any]]:
    branches = Account.objects.filter(parent__in=account_ids, state="active").annotate(
        account_id=F("parent_id"), what=Value("branch"), kind=F("number"), where=F("town"), text=F("name")
    )
    merges = Merge.objects.filter(kept__in=account_ids, undone_at=None).annotate(
        account_id=F("kept_id"), what=Value("gone"), kind=F("gone__number"), where=F("reason"), text=F("gone__name")
    )
    return [branches.values_list(*COLUMNS), merges.values_list(*COLUMNS)]


def detailed() -> QuerySet[Account]:
    """Accounts with what the desk's page tells at once: what hangs on them, and how many questions are open."""
    asked = DuplicatePair.objects.filter(Q(first=OuterRef("pk")) | Q(second=OuterRef("pk")), state="open")
    asked = asked.filter(first__state="active", second__state="active").order_by()
    grouped = asked.annotate(one=Value(1)).values("one").annotate(how_many=Count("pk"))
    counted = Subquery(grouped.values("how_many"), output_field=IntegerField())
    return with_counts(Account.objects.all()).annotate(questions=counted)


def counted(*accounts: Account) -> QuerySet[Account]:
    """The accounts with how much hangs on each."""
    return with_counts(Account.objects.filter(pk__in=[account.pk for account in accounts]))


def branches_of(account: Account) -> QuerySet[Account]:
    return account.branches.filter(state="active").order_by("name", "pk")


def events_about(account: Account) -> QuerySet[Event]:
    found = Event.objects.filter(about_kind=Account._meta.label_lower, about_id=account.pk)
    return found.select_related("personal").order_by("-pk")


# --- the desk


def accounts(chosen: Mapping[str, Any]) -> QuerySet[Account]:
    """The desk's list, narrowed by country, whose it is, and what state it is in."""
    found = Account.objects.filter(state=chosen.get("state") or "active").select_related("owner", "merged_into")
    if country := chosen.get("country"):
        found = found.filter(country=country)
    if whose := chosen.get("whose"):
        found = found.filter(owner__isnull=whose == "shared")
    return found


def by_ids(ids: Iterable[int]) -> dict[int, Account]:
    found = Account.objects.filter(pk__in=list(ids)).select_related("owner")
    return {account.pk: account for account in found}


def pairs_to_judge() -> QuerySet[DuplicatePair]:
    """What the desk is asked, the most alike first. A pair of which one was merged meanwhile asks nothing."""
    both = DuplicatePair.objects.filter(state="open", first__state="active", second__state="active")
    return both.select_related("first__owner", "second__owner").order_by("-score", "pk")


def next_pair(after: DuplicatePair | None = None) -> DuplicatePair | None:
    """The pair that is judged next; after one that was skipped, the one below it."""
    found = pairs_to_judge()
    if after is not None:
        found = found.filter(Q(score__lt=after.score) | Q(score=after.score, pk__gt=after.pk))
    return found.first()


def pairs_of(account: Account) -> QuerySet[DuplicatePair]:
    """The open questions about one account, the most alike first."""
    return pairs_to_judge().filter(Q(first=account) | Q(second=account))


def searches() -> QuerySet[DuplicateSearch]:
    """The last times all accounts were looked through."""
    return DuplicateSearch.objects.order_by("-pk")


def numbers_of(ids: Iterable[int]) -> dict[int, str]:
    return dict(Account.objects.filter(pk__in=list(ids)).values_list("pk", "number"))


def account_of_partner(partner: Partner, number: str) -> Account | None:
    """The account that goes by a number now, if the partner may know of it: a shared one, or its own."""
    found = Account.objects.filter(number=number.strip().upper()).first()
    if found is None:
        return None
    now = standing(found)
    return now if now.owner_id in (None, partner.pk) else None
