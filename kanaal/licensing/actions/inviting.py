"""Inviting customers to an agreement: by hand or from a file, changed, sent again, withdrawn, expired (V2, V3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core import clock, numbers
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.customers.models import Account
from kanaal.customers.queries import standing
from kanaal.customers.sound import Fault
from kanaal.licensing import permissions
from kanaal.licensing.customer_details import CustomerDetails, details_of, read
from kanaal.licensing.events.inviting import (
    CustomerInvitationChanged,
    CustomerInvitationExpired,
    CustomerInvitationSentAgain,
    CustomerInvitationWithdrawn,
    CustomerInvited,
    CustomerReminded,
)
from kanaal.licensing.mails import inviting as mails
from kanaal.licensing.mails.addressing import contact_for
from kanaal.licensing.models import CustomerInvitation
from kanaal.licensing.policy import AgreementTermsPolicy, LicensingPolicy
from kanaal.licensing.rules.names import key_of
from kanaal.partners.models import Contact, Partner
from kanaal.partners.queries import contact_of
from kanaal.people import tokens
from kanaal.programme.policies import policy

PURPOSE = "accept_customer_invitation"
SERIES = "customer_invitation"
FIELDS = tuple(key for key in CustomerDetails.__dataclass_fields__ if key != "account")
"""What is kept of the details as it was said; the account is kept, too."""


class DetailsUnsound(Refusal):
    """Something that was said of the customer can't be so. `faults` are all of them."""

    status = 422

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        self.field = faults[0].field  # type: ignore[misc]  # of this one refusal
        super().__init__(faults[0].says)


class CustomerInvitedAlready(Refusal):
    """The company has invited a customer of this name, who has not answered yet."""

    field = "name"

    def __init__(self, earlier: CustomerInvitation) -> None:
        super().__init__(
            say(_("You have invited %(customer)s already, with %(number)s."), customer=name(earlier.name),
                number=name(earlier.number)),
            remedy=say(_("Look at that invitation: there you can change it and send it again.")),
            link=reverse("console-invitation", args=[earlier.number]),
            label=say(_("Look at %(number)s"), number=name(earlier.number)),
        )  # fmt: skip


class CustomerUnknown(Refusal):
    """There is no such account, or none that the company may know of: both are said alike."""

    status = 422
    field = "account"

    def __init__(self) -> None:
        super().__init__(
            say(_("There is no customer with this number.")),
            remedy=say(_("Leave it empty: the record of the customer is found, or made, when they accept.")),
        )


@transaction.atomic
def invite_customer(
    partner: Partner, *, details: CustomerDetails, by: Actor, batch: str = "", contact: Contact | None = None
) -> CustomerInvitation:
    """Offer a customer an agreement. It gets its number only when the customer's administrator accepts (V2).

    `batch` is the mark of the file with which it came; `contact` looks after it, else whoever invites. Raises
    DetailsUnsound, CustomerUnknown, CustomerInvitedAlready.
    """
    partner = Partner.locked(partner.pk)
    permissions.invite_customer.check(by, partner)

    details = sound(details, partner)
    if earlier := waiting_for(partner, details.name):
        raise CustomerInvitedAlready(earlier)

    return offer(partner, details, by=by, batch=batch, contact=contact or contact_of(by, partner))


@transaction.atomic
def change_customer_invitation(
    invitation: CustomerInvitation, *, details: CustomerDetails, by: Actor
) -> CustomerInvitation:
    """Correct what was said, the name above all (V3), and send it anew. The link in earlier mails leads to what it is
    now, unless the address was wrong: then it says that it counts no more. Raises what `invite_customer` raises.
    """
    partner = Partner.locked(invitation.partner_id)
    permissions.change_customer_invitation.check(by, partner)
    details = sound(details, partner)
    invitation = CustomerInvitation.locked(invitation.pk)

    invitation.step("change")
    if earlier := waiting_for(partner, details.name, but=invitation):
        raise CustomerInvitedAlready(earlier)

    before = details_of(invitation)
    changed = [key for key in (*FIELDS, "account") if getattr(details, key) != getattr(before, key)]
    for key in (*FIELDS, "account"):
        setattr(invitation, key, getattr(details, key))
    if "name" in changed:
        invitation.name_key = key_of(details.name)
        invitation.taken_at, invitation.free_names = None, []
    _send_anew(invitation, elsewhere="email" in changed)
    fact = CustomerInvitationChanged(invitation.pk, invitation.number, changed, invitation.email)
    record(fact, about=invitation, by=by)
    return invitation


@transaction.atomic
def send_customer_invitation_again(invitation: CustomerInvitation, *, by: Actor) -> CustomerInvitation:
    """Send a lost or expired invitation again: the days count anew, and the older link works, too (V2)."""
    partner = Partner.locked(invitation.partner_id)
    permissions.send_customer_invitation_again.check(by, partner)
    invitation = CustomerInvitation.locked(invitation.pk)

    invitation.step("send_again")
    if earlier := waiting_for(partner, invitation.name, but=invitation):
        raise CustomerInvitedAlready(earlier)

    _send_anew(invitation)
    fact = CustomerInvitationSentAgain(invitation.pk, invitation.number, invitation.email)
    record(fact, about=invitation, by=by)
    return invitation


@transaction.atomic
def withdraw_customer_invitation(invitation: CustomerInvitation, *, by: Actor) -> CustomerInvitation:
    """Take it back: its links say so from now on."""
    partner = Partner.locked(invitation.partner_id)
    permissions.withdraw_customer_invitation.check(by, partner)
    invitation = CustomerInvitation.locked(invitation.pk)

    invitation.step("withdraw")
    invitation.save(update_fields=["state"])
    record(CustomerInvitationWithdrawn(invitation.pk, invitation.number), about=invitation, by=by)
    return invitation


@transaction.atomic
def remind_customer_invitation(invitation: CustomerInvitation, *, by: Actor = CLOCK) -> None:
    """It ends soon, and nobody has answered: customer and reseller hear of it, once for each time that it is sent."""
    partner = Partner.locked(invitation.partner_id)
    invitation = CustomerInvitation.locked(invitation.pk)
    if not reminder_due(invitation):
        return
    permissions.remind_customer_invitation.check(by, partner)

    invitation.reminded_at = clock.now()
    invitation.save(update_fields=["reminded_at"])
    record(CustomerReminded(invitation.pk, invitation.number), about=invitation, by=by)
    mails.customer_invited(invitation, new_link(invitation), reminds=True)
    mails.customer_not_answered(invitation)


def reminder_due(invitation: CustomerInvitation) -> bool:
    """Is an open invitation, sent before today and not reminded of, near enough to its end (*policy*)?"""
    days, today = policy(AgreementTermsPolicy).get(invitation.terms).invitation_reminder_days, clock.today()
    waits = invitation.state == "open" and invitation.reminded_at is None and invitation.sent_count > 0
    near = today <= invitation.until <= today + dt.timedelta(days=days)
    return bool(days) and waits and near and clock.date_of(invitation.sent_at) < today


@transaction.atomic
def expire_customer_invitation(invitation: CustomerInvitation, *, by: Actor = CLOCK) -> None:
    """Its days are over. Late or twice is no harm: only an open one whose days are over expires."""
    partner = Partner.locked(invitation.partner_id)
    invitation = CustomerInvitation.locked(invitation.pk)
    if invitation.state != "open" or invitation.until >= clock.today():
        return
    permissions.expire_customer_invitation.check(by, partner)

    invitation.step("expire")
    invitation.save(update_fields=["state"])
    record(CustomerInvitationExpired(invitation.pk, invitation.number), about=invitation, by=by)
    mails.customer_invitation_expired(invitation)


def offer(
    partner: Partner, details: CustomerDetails, *, by: Actor, contact: Contact | None, batch: str = ""
) -> CustomerInvitation:
    """Write the invitation down and send it. The company is locked, and everything was checked."""
    invitation = CustomerInvitation.objects.create(
        number=numbers.next_number(SERIES, policy(LicensingPolicy).invitation_prefix),
        partner=partner,
        contact=contact,
        account=details.account,
        name_key=key_of(details.name),
        until=good_until(details.terms),
        made_at=clock.now(),
        made_by_id=by.person_id,
        sent_at=clock.now(),
        batch=batch,
        **{key: getattr(details, key) for key in FIELDS},
    )
    fact = CustomerInvited(invitation.pk, invitation.number, invitation.name, batch, invitation.email)
    record(fact, about=invitation, by=by)
    mails.customer_invited(invitation, new_link(invitation))
    return invitation


def sound(details: CustomerDetails, partner: Partner) -> CustomerDetails:
    """The details as they are kept, with the account as it stands now, held. Raises DetailsUnsound, CustomerUnknown."""
    tidy, faults = read(details, partner)
    if faults:
        raise DetailsUnsound(faults)
    if tidy.account is None:
        return tidy
    account = standing(Account.locked(tidy.account.pk))
    if account.owner_id not in (None, partner.pk):
        raise CustomerUnknown
    return replace(tidy, account=account)


def waiting_for(partner: Partner, customer: str, *, but: CustomerInvitation | None = None) -> CustomerInvitation | None:
    """The company's open invitation of a customer of this name."""
    found = CustomerInvitation.objects.filter(partner=partner, name_key=key_of(customer), state="open")
    return (found.exclude(pk=but.pk) if but else found).first()


def looked_after_by(invitation: CustomerInvitation) -> Contact | None:
    """Whom at the reseller it concerns: whoever invited, if they still act for it, else its primary contact."""
    return contact_for(invitation.partner, invitation.contact)


def new_link(invitation: CustomerInvitation, *, elsewhere: bool = False) -> str:
    """A secret to the end of the last day. Earlier ones go on, unless it goes `elsewhere`."""
    end = tokens.end_of(invitation.until)
    return tokens.issue(PURPOSE, invitation, audience=invitation.email, until=end, beside=not elsewhere)


def _send_anew(invitation: CustomerInvitation, *, elsewhere: bool = False) -> None:
    invitation.until = good_until(invitation.terms)
    invitation.sent_at = clock.now()
    invitation.sent_count += 1
    invitation.reminded_at = None
    invitation.save()
    mails.customer_invited(invitation, new_link(invitation, elsewhere=elsewhere))


def good_until(terms: str) -> dt.date:
    """The last day on which an invitation made today can be accepted (*policy*)."""
    return clock.today() + dt.timedelta(days=policy(AgreementTermsPolicy).get(terms).invitation_days)
