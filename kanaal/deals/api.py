"""Registrations for machines: the state of one, and handing one in (D7)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from kanaal.core.api import REFUSALS, api
from kanaal.deals.actions import registering
from kanaal.deals.models import Registration
from kanaal.deals.queries import RELATED, live_of, registrations_seen_by
from kanaal.deals.receipts import text_of
from kanaal.deals.shown import decision_of, reason_of
from kanaal.sales.queries import RELATED as WITH
from kanaal.sales.queries import opportunities_seen_by

router = Router(tags=["deals"])


class RuleOut(Schema):
    """What one rule of the programme saw."""

    rule: str
    met: bool
    says: str


class RegistrationOut(Schema):
    """`decline_reason` and `reason` are there when it was declined; `receipt` is the newest, as a text file."""

    number: str
    opportunity: str
    state: str
    submitted_at: dt.datetime | None
    complete_at: dt.datetime | None
    promised_at: dt.datetime | None
    decided_at: dt.datetime | None
    decided_how: str
    protected_until: dt.date | None
    amount: Decimal
    currency: str
    content_hash: str
    decline_reason: str
    reason: str
    rules: list[RuleOut]
    receipt: str

    @staticmethod
    def resolve_opportunity(row: Registration) -> str:
        return row.opportunity.number

    @staticmethod
    def resolve_reason(row: Registration) -> str:
        found = reason_of(row)
        return str(found.text) if found else ""

    @staticmethod
    def resolve_rules(row: Registration) -> list[dict[str, Any]]:
        decision = decision_of(row)
        found = decision.findings if decision else ()
        return [{"rule": one.key, "met": one.met, "says": str(one.says)} for one in found]

    @staticmethod
    def resolve_receipt(row: Registration) -> str:
        newest = row.receipts.order_by("-pk").first()
        return text_of(newest) if newest else ""


class EvidenceIn(Schema):
    """The answers, by the keys of the programme's questions. Those left out stay as they are."""

    answers: dict[str, str] = {}


@router.get("/registrations/{registration_number}", response={200: RegistrationOut, **REFUSALS})
def get_registration(request: Any, registration_number: str) -> Registration:
    """The state of a registration of one's own; staff may ask for any."""
    seen = registrations_seen_by(request.actor).select_related(*RELATED)
    return get_object_or_404(seen, number=registration_number)


@router.post("/opportunities/{opportunity_number}/registration", response={201: RegistrationOut, **REFUSALS})
def submit_registration(request: Any, opportunity_number: str, given: EvidenceIn) -> tuple[int, Registration]:
    """Register a deal. What the programme's rules can decide is decided in the answer."""
    deal = get_object_or_404(opportunities_seen_by(request.actor).select_related(*WITH), number=opportunity_number)
    draft = live_of(deal) or registering.begin_registration(deal, by=request.actor)
    draft.opportunity, draft.partner = deal, deal.partner
    if given.answers:
        registering.fill_in_registration(draft, answers=given.answers, by=request.actor)
    return 201, registering.submit_registration(draft, by=request.actor)


api.add_router("", router)
