"""Rows of the list: a customer's agreement, or an invitation that still waits; and one page of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import OuterRef, QuerySet, Subquery

from kanaal.core.paging import Page, paged, paged_together
from kanaal.licensing.lists import lists_of
from kanaal.licensing.models import Administrator, Agreement, CustomerInvitation
from kanaal.licensing.rules.lists import Listed
from kanaal.resellerconsole.listing.search import Hits, search
from kanaal.resellerconsole.listing.views_of import Chosen, agreements_in, invitations_in, keys_of


@dataclass(frozen=True)
class Row:
    """One of the two. What both have is asked of the row itself."""

    today: dt.date
    agreement: Agreement | None = None
    invitation: CustomerInvitation | None = None

    @property
    def either(self) -> Agreement | CustomerInvitation:
        found = self.agreement or self.invitation
        assert found is not None  # noqa: S101 - one of the two is there
        return found

    @cached_property
    def lists(self) -> tuple[Listed, ...]:
        """Where the agreement stands, what presses most first; an invitation stands nowhere else."""
        return lists_of(self.agreement, self.today) if self.agreement else ()

    @property
    def administrator(self) -> str:
        return getattr(self.agreement, "administrator", "") or "" if self.agreement else self.invitation_email

    @property
    def invitation_email(self) -> str:
        return self.invitation.email if self.invitation else ""


@dataclass(frozen=True)
class Shown:
    """A page of rows. `hits` only after a search, whose rows stand on one page."""

    page: Page[Row]
    hits: Hits | None = None


def shown(chosen: Chosen, params: Mapping[str, str], words: str = "", size: int = 50) -> Shown:
    """The list as it was chosen: one page of it, or what fits some words."""
    if words.strip():
        hits = search(
            chosen.partner,
            words,
            with_people(agreements_in(chosen)).only(*SHOWN),
            invitations_in(chosen).select_related("contact"),
        )
        return Shown(Page(_by_name(hits, chosen)), hits)
    if chosen.together:
        return Shown(_both(chosen, params, size))
    found = paged(with_people(agreements_in(chosen)).only(*SHOWN), params, by=chosen.by, size=size)
    rows = [Row(chosen.today, one) for one in found.rows]
    return Shown(Page(rows, found.next_query, found.previous_query))


def _both(chosen: Chosen, params: Mapping[str, str], size: int) -> Page[Row]:
    fields = keys_of(chosen)
    lists = ((agreements_in(chosen), fields[0]), (invitations_in(chosen), fields[1]))
    found = paged_together(lists, params, falling=chosen.falling, size=size)
    agreements = with_people(Agreement.objects.only(*SHOWN)).in_bulk([pk for place, pk in found.rows if place == 0])
    waiting = [pk for place, pk in found.rows if place == 1]
    invitations = CustomerInvitation.objects.select_related("contact").in_bulk(waiting) if waiting else {}
    rows = [
        Row(chosen.today, agreements.get(pk)) if place == 0 else Row(chosen.today, None, invitations.get(pk))
        for place, pk in found.rows
        if pk in (invitations if place else agreements)
    ]
    return Page(rows, found.next_query, found.previous_query)


def _by_name(hits: Hits, chosen: Chosen) -> list[Row]:
    rows = [Row(chosen.today, one) for one in hits.agreements]
    rows += [Row(chosen.today, None, one) for one in hits.invitations]
    return sorted(rows, key=lambda row: row.either.name_key, reverse=chosen.falling)


SHOWN = (
    "number", "name", "name_key", "state", "town", "segment", "cancelled_on", "anniversary", "licences", "owes_on",
    "pending_until", "upcoming_on", "opens_on", "past_due_on", "goes_on", "closes_on", "contact__name",
    "contact__email",
)  # fmt: skip
"""What a row shows and is sorted by; nothing else of fifty agreements is read."""


def with_people(found: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """With who manages each, and the address of its primary administrator (`administrator`)."""
    primary = Administrator.objects.filter(agreement=OuterRef("pk"), active=True, primary=True)
    return found.select_related("contact").annotate(administrator=Subquery(primary.values("email")[:1]))
