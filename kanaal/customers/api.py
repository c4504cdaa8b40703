"""Accounts for machines: the same search and the same doors as the pages (D5)."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from ninja import Router, Schema

from kanaal.core.api import REFUSALS, api
from kanaal.customers import permissions, queries
from kanaal.customers.finding import EVERYONE
from kanaal.customers.looking import look_up
from kanaal.partners.queries import company_of

router = Router(tags=["accounts"])


class FoundOut(Schema):
    """A hit: never more than name and place, and why it was found."""

    number: str
    name: str
    town: str
    country: str
    shared: bool
    matched_name: str
    why: list[str]


class AccountOut(Schema):
    number: str
    name: str
    town: str
    country: str
    shared: bool


@router.get("/accounts", response={200: list[FoundOut], **REFUSALS})
def search_accounts(request: Any, q: str) -> Any:
    """Look accounts up by part of a name, however it is spelt, by domain or by VAT number."""
    owner = _whose(request)
    found = look_up(q, owner=owner, person_id=request.actor.person_id)
    return [{**vars(row), "why": [str(text) for text in row.why]} for row in found.rows]


@router.get("/accounts/{account_number}", response={200: AccountOut, **REFUSALS})
def show_account(request: Any, account_number: str) -> Any:
    """One account by its number; that of a merged one answers the account that was kept."""
    _whose(request)
    found = queries.account_called(request.actor, account_number)
    if found is None:
        raise Http404
    return {**{key: getattr(found, key) for key in ("number", "name", "town", "country")}, "shared": found.is_shared}


def _whose(request: Any) -> Any:
    """Whose accounts the caller looks through; raises NotAllowed."""
    if request.actor.acts_as("staff"):
        permissions.see_accounts.check(request.actor, None)
        return EVERYONE
    partner = company_of(request.actor)
    permissions.look_up_accounts.check(request.actor, partner)
    return partner.pk if partner else None


api.add_router("", router)
