"""Questions about accounts. Whoever may not know that one exists gets an empty answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from kanaal.core.actors import Actor
from kanaal.core.models import Event
from kanaal.customers.models import Account, DuplicatePair, DuplicateSearch, Merge
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


def account_called(actor: Actor, number: str) -> Account | None:
    """The account that goes by a number now, if the actor may see it: a merged one's number leads to the one kept."""
    found = Account.objects.filter(number=number.strip().upper()).first()
    if found is None:
        return None
    now = standing(found)
    # Whoever saw the merged one keeps seeing what it became: a merge with a foreign account makes that one shared.
    return accounts_seen_by(actor).filter(pk=now.pk).select_related("owner", "parent").first()


def branches_of(account: Account) -> QuerySet[Account]:
    return account.branches.filter(state="active").order_by("name", "pk")


def merges_into(account: Account) -> QuerySet[Merge]:
    """What was taken into an account and is part of it still, the latest first."""
    found = account.merges.filter(undone_at=None).select_related("gone", "made_by")
    return found.order_by("-pk")


def merge_of(account: Account) -> Merge | None:
    """The merge by which an account went into another."""
    return Merge.objects.filter(gone=account, undone_at=None).select_related("kept").first()


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


def countries_in_use() -> list[str]:
    """The countries in which there are accounts: one step of an index for each, however many accounts there are."""
    found: list[str] = []
    while True:
        rest = Account.objects.filter(country__gt=found[-1]) if found else Account.objects.all()
        code = rest.order_by("country").values_list("country", flat=True).first()
        if code is None:
            return found
        found.append(code)


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
    """The open questions about one account."""
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
