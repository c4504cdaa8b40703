"""Inviting imported contacts, when asked to: through the same action as everybody, one by one."""

from __future__ import annotations

from collections.abc import Sequence

from kanaal.core.actors import Actor
from kanaal.core.refusals import Refusal
from kanaal.partners.actions.invitations import invite_contact
from kanaal.partners.importing.planning import Plan
from kanaal.partners.models import Contact, Invitation


def invite_imported(plans: Sequence[Plan], *, by: Actor) -> None:
    """Invite the contacts of a batch who have no ID and were never invited. A refusal is noted; the others go on."""
    waiting = [(p, c) for p in plans for c in (*p.contacts_new, *p.contacts_there) if c.person_id is None]
    invited = _invited_before([c for _p, c in waiting])
    for plan, contact in waiting:
        if (plan.partner.pk, contact.email.lower()) in invited:
            plan.outcome.count("contacts invited before")
            continue
        try:
            invite_contact(plan.partner, email=contact.email, kind=contact.kind, by=by, language=plan.partner.language)
        except Refusal as refusal:
            plan.outcome.notes.append(f"contacts could not be invited: {refusal.kind}")
        else:
            plan.outcome.count("contacts invited")


def _invited_before(contacts: Sequence[Contact]) -> set[tuple[int, str]]:
    """Whoever was invited once, and has not come or was withdrawn, is not invited by an import a second time."""
    found = Invitation.objects.filter(partner__in=[c.partner_id for c in contacts])
    return {(partner_id, email.lower()) for partner_id, email in found.values_list("partner_id", "email")}
