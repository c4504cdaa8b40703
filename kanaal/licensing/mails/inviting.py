"""Mails about invitations of customers: to the customer's administrator, and to whoever invited them."""

from __future__ import annotations

from kanaal.core import outbox
from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.licensing import knowing
from kanaal.licensing.mails.addressing import contact_for, to_contact
from kanaal.licensing.models import Agreement, CustomerInvitation
from kanaal.people.mails import to_person
from kanaal.people.models import Person


def customer_invited(invitation: CustomerInvitation, secret: str, *, reminds: bool = False) -> Mail:
    """To the customer: who invites them, for what, what accepting means, and until when the link is good.

    `reminds`: it was sent before, and ends soon.
    """
    contact = contact_for(invitation.partner, invitation.contact)
    return outbox.post(
        "customer_invited",
        to=invitation.email,
        language=invitation.language,
        context={
            "name": invitation.admin_name,
            "customer": invitation.name,
            "partner": invitation.partner.name,
            "inviter": str(contact) if contact else "",
            "inviter_address": contact.email if contact else "",
            "kind": knowing.kind_of(invitation).name,
            "until": invitation.until,
            "again": invitation.sent_count > 1 or reminds,
            "reminds": reminds,
            "accept_url": absolute("accept-customer-invitation", secret),
        },
    )


def customer_accepted(invitation: CustomerInvitation, agreement: Agreement) -> Mail | None:
    """To whoever invited: the number, and that licences can be added from now on."""
    return _to_reseller(
        "customer_accepted",
        invitation,
        agreement=agreement.number,
        customer_url=absolute("console-invitation", invitation.number),
    )


def agreement_made(agreement: Agreement, person: Person) -> Mail:
    """To the customer's administrator: the number, what comes next, and whom to ask."""
    contact = agreement.contact
    return to_person(
        "agreement_made",
        person,
        customer=agreement.name,
        number=agreement.number,
        kind=knowing.kind_of(agreement).name,
        partner=agreement.partner.name,
        contact=str(contact) if contact else "",
        contact_address=contact.email if contact else "",
        home_url=absolute("home"),
    )


def customer_name_taken(invitation: CustomerInvitation) -> Mail | None:
    """To whoever invited: the customer could not accept under this name, and which are free (V3)."""
    return _to_reseller("customer_name_taken", invitation, free=list(invitation.free_names))


def customer_not_answered(invitation: CustomerInvitation) -> Mail | None:
    """To whoever invited: the customer has been reminded, and until when there is time."""
    return _to_reseller("customer_not_answered", invitation, email=invitation.email, until=invitation.until)


def customer_invitation_expired(invitation: CustomerInvitation) -> Mail | None:
    return _to_reseller("customer_invitation_expired", invitation, email=invitation.email, until=invitation.until)


def _to_reseller(mail: str, invitation: CustomerInvitation, **context: object) -> Mail | None:
    values = {"number": invitation.number, "customer": invitation.name, **context}
    values.setdefault("invitation_url", absolute("console-invitation", invitation.number))
    return to_contact(mail, contact_for(invitation.partner, invitation.contact), **values)
