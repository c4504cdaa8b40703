"""An invitation as it is shown: how it stands, for whom, and what it says."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from django.utils.translation import gettext as _

from kanaal.core import clock, formats
from kanaal.core.actors import Actor
from kanaal.customers import sound
from kanaal.licensing import knowing
from kanaal.licensing.models import CustomerInvitation

Standing = Literal["open", "stranger", "another-address", "over", "withdrawn", "accepted", "mine"]
TONES = {"open": "info", "taken": "bad", "accepted": "ok", "withdrawn": "neutral", "expired": "warn"}


def standing_of(invitation: CustomerInvitation, actor: Actor, addresses: Collection[str]) -> Standing:
    """How it stands for whoever opens its link. Of one that is over or done everybody reads so, whoever they are.

    `addresses` are those that the actor has proved to be theirs.
    """
    if invitation.agreement is not None:
        own = invitation.agreement.administrators.filter(person=actor.person_id or 0, active=True)
        return "mine" if actor.signed_in and own.exists() else "accepted"
    if invitation.state == "withdrawn":
        return "withdrawn"
    if invitation.state == "expired" or invitation.until < clock.today():
        return "over"
    if not actor.signed_in:
        return "stranger"
    return "open" if invitation.email in addresses else "another-address"


def facts_for_customer(invitation: CustomerInvitation) -> list[tuple[str, object]]:
    """What the agreement will say of the customer, so that a mistake is seen before it is accepted."""
    contact = invitation.contact
    rows: list[tuple[str, object]] = [
        (_("Organisation"), invitation.name),
        (_("Address"), address_of(invitation)),
        (_("Market segment"), sound.segments().get(invitation.segment, invitation.segment)),
        (_("Kind of agreement"), knowing.kind_of(invitation).name),
        (_("Reseller"), invitation.partner.name),
    ]
    if contact is not None and contact.active:
        rows.append((_("Your contact there"), f"{contact}, {contact.email}"))
    return rows


def address_of(invitation: CustomerInvitation) -> str:
    """On one line, with the country by its name."""
    place = " ".join(part for part in (invitation.postal_code, invitation.town) if part)
    return ", ".join(part for part in (invitation.street, place, formats.country(invitation.country)) if part)


def state_key(invitation: CustomerInvitation) -> str:
    """Its state for a badge: one that waits for another name is told apart from one that waits for the customer."""
    return "taken" if invitation.state == "open" and invitation.taken_at is not None else invitation.state
