"""Opportunities for machines: the same actions as the pages, and one's own alone (D3)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status

from kanaal.core.api import REFUSALS, api
from kanaal.core.decisions import NotAllowed
from kanaal.customers.queries import account_called
from kanaal.partners.doors import explain_no_contact
from kanaal.partners.models import Partner
from kanaal.partners.permissions import enter_portal
from kanaal.partners.queries import remember_contact
from kanaal.sales import queries
from kanaal.sales.actions.opening import CustomerUnknown, open_opportunity
from kanaal.sales.doors import enter
from kanaal.sales.models import Opportunity
from kanaal.sales.sound import Details

router = Router(tags=["sales"])
SHOWN = 25


class OpportunityIn(Schema):
    """`token`: any words of yours; sent twice with the same, one opportunity is made."""

    account: str
    name: str
    deal_type: str
    need: str
    segment: str
    families: list[str]
    amount: Decimal
    currency: str
    close_on: dt.date
    stage: str = ""
    next_step: str = ""
    description: str = ""
    token: str = ""


class LineOut(Schema):
    sku: str
    quantity: int
    unit_price: Decimal


class OrderOut(Schema):
    kind: str
    number: str


class OpportunityOut(Schema):
    number: str
    name: str
    account: str
    state: str
    stage: str
    deal_type: str
    need: str
    segment: str
    families: list[str]
    amount: Decimal
    currency: str
    close_on: dt.date
    next_step: str
    registration: str
    protected_until: dt.date | None

    @staticmethod
    def resolve_account(one: Opportunity) -> str:
        return one.account.number


class OneOut(OpportunityOut):
    lines: list[LineOut]
    orders: list[OrderOut]

    @staticmethod
    def resolve_lines(one: Opportunity) -> list[Any]:
        return list(one.lines.all())

    @staticmethod
    def resolve_orders(one: Opportunity) -> list[Any]:
        return list(one.orders.all())


class OpportunitiesOut(Schema):
    """`count` in all; `rows` are the newest 25."""

    count: int
    rows: list[OpportunityOut]


def _entered(request: Any) -> Partner:
    """The company of the contact who calls, once the door has let them in. Raises NotAllowed with the reasons."""
    if not request.actor.acts_as("contact"):
        raise NotAllowed(explain_no_contact(request.actor, request))
    partner = remember_contact(request.subject)
    enter_portal.check(request.actor, partner)
    enter(request.actor, partner)
    return partner


@router.get("/opportunities", response={200: OpportunitiesOut, **REFUSALS})
def list_opportunities(request: Any) -> Any:
    """Your own opportunities: how many, and the newest 25."""
    mine = queries.opportunities_at(_entered(request), request.actor)
    rows = list(mine.select_related("account").order_by("-id")[:SHOWN])
    return {"count": mine.count(), "rows": rows}


@router.get("/opportunities/{opportunity_number}", response={200: OneOut, **REFUSALS})
def get_opportunity(request: Any, opportunity_number: str) -> Any:
    """One of them, with products and order numbers."""
    mine = queries.opportunities_at(_entered(request), request.actor)
    return get_object_or_404(mine.select_related("account"), number=opportunity_number)


@router.post("/opportunities", response={201: OpportunityOut, **REFUSALS})
def open_new_opportunity(request: Any, opportunity: OpportunityIn) -> Status[Opportunity]:
    """Open an opportunity with a customer, named by number."""
    partner = _entered(request)
    account = account_called(request.actor, opportunity.account)
    if account is None:
        raise CustomerUnknown
    details = Details(**opportunity.dict(exclude={"account", "token"}))
    return Status(
        201,
        open_opportunity(partner, account=account, details=details, by=request.actor, token=opportunity.token[:40]),
    )


api.add_router("", router)
