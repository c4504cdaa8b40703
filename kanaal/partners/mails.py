"""Mails about a partner and its people. Each says who is asking, what for, and what to do; none acts when opened."""

from __future__ import annotations

from kanaal.core import outbox
from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.partners.models import Contact, Invitation
from kanaal.partners.policy import ContactsPolicy
from kanaal.programme.policies import policy


def contact_invited(invitation: Invitation, secret: str) -> Mail:
    """To the invited person: who invites them, to what, and until when the link is good."""
    inviter = invitation.invited_by
    return outbox.post(
        "contact_invited",
        to=invitation.email,
        language=invitation.language,
        context={
            "partner": invitation.partner.name,
            "inviter": str(inviter) if inviter else "",
            "kind": policy(ContactsPolicy).kind(invitation.kind).name,
            "until": invitation.until,
            "accept_url": absolute("accept-invitation", secret),
        },
    )


def invitation_accepted(contact: Contact, to: Contact) -> Mail:
    """To the primary contact: a colleague has come in."""
    return outbox.post(
        "invitation_accepted",
        to=to.email,
        language=to.person.language if to.person else to.partner.language,
        person_id=to.person_id,
        context={
            "name": to.name,
            "colleague": contact.name,
            "kind": policy(ContactsPolicy).kind(contact.kind).name,
            "contacts_url": absolute("contacts"),
        },
    )


