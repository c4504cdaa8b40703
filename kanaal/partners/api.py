"""Contacts and invitations for machines: the same actions as the pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status

from kanaal.core.api import REFUSALS, api
from kanaal.partners import permissions
from kanaal.partners.actions import invitations as actions
from kanaal.partners.models import Invitation
from kanaal.partners.queries import invitations_seen_by, partners_seen_by

router = Router(tags=["partners"])


class InvitationIn(Schema):
    email: str
    kind: str
    language: str = ""


class InvitationOut(Schema):
    id: int
    email: str
    kind: str
    state: str
    until: dt.date
    sent_count: int


@router.get("/partners/{partner_id}/invitations", response={200: list[InvitationOut], **REFUSALS})
def list_invitations(request: Any, partner_id: int) -> Any:
    """The newest hundred invitations of a partner."""
    partner = get_object_or_404(partners_seen_by(request.actor), pk=partner_id)
    if request.actor.acts_as("contact"):
        permissions.enter_portal.check(request.actor, partner)
    return invitations_seen_by(request.actor).filter(partner=partner).order_by("-pk")[:100]


@router.post("/partners/{partner_id}/invitations", response={201: InvitationOut, **REFUSALS})
def invite_contact(request: Any, partner_id: int, invitation: InvitationIn) -> Status[Invitation]:
    """Offer somebody a seat (P8)."""
    partner = get_object_or_404(partners_seen_by(request.actor), pk=partner_id)
    return Status(201, actions.invite_contact(partner, by=request.actor, **invitation.dict()))


@router.post("/invitations/{invitation_id}/sending", response={200: InvitationOut, **REFUSALS})
def send_invitation_again(request: Any, invitation_id: int) -> Invitation:
    """Send a lost or expired invitation again."""
    invitation = get_object_or_404(invitations_seen_by(request.actor), pk=invitation_id)
    return actions.send_invitation_again(invitation, by=request.actor)


@router.post("/invitations/{invitation_id}/withdrawal", response={200: InvitationOut, **REFUSALS})
def withdraw_invitation(request: Any, invitation_id: int) -> Invitation:
    """Take an invitation back."""
    invitation = get_object_or_404(invitations_seen_by(request.actor), pk=invitation_id)
    return actions.withdraw_invitation(invitation, by=request.actor)


api.add_router("", router)
