"""What becomes of an invitation to administer that waits: sent again, withdrawn, expired (V12)."""

from __future__ import annotations

from django.db import transaction

from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.licensing import knowing, permissions
from kanaal.licensing.actions.administrators import (
    AlreadyAdministrator,
    AlreadyInvitedToAdminister,
    ChangeUnderWay,
    HasLeft,
    call_back,
    good_until,
    new_link,
    refuse_too_many,
)
from kanaal.licensing.events.administrators import (
    AdministratorInvitationExpired,
    AdministratorInvitationSentAgain,
    AdministratorInvitationWithdrawn,
)
from kanaal.licensing.mails import administrators as mails
from kanaal.licensing.models import AdministratorInvitation, Agreement


@transaction.atomic
def send_administrator_invitation_again(invitation: AdministratorInvitation, *, by: Actor) -> AdministratorInvitation:
    """Send a lost or expired invitation again; the older link stops working and the days count anew."""
    agreement = Agreement.locked(invitation.agreement_id)
    invitation = AdministratorInvitation.locked(invitation.pk)
    permissions.send_administrator_invitation_again.check(by, agreement)

    _refuse_overtaken(agreement, invitation)
    invitation.step("send_again")
    invitation.until = good_until(agreement)
    invitation.save(update_fields=["state", "until"])
    fact = AdministratorInvitationSentAgain(administrator_invitation_id=invitation.pk, email=invitation.email)
    record(fact, about=agreement, by=by)
    post = mails.primary_administrator_chosen if invitation.primary else mails.administrator_invited
    post(invitation, new_link(invitation))
    return invitation


@transaction.atomic
def withdraw_administrator_invitation(invitation: AdministratorInvitation, *, by: Actor) -> AdministratorInvitation:
    """Take an invitation back; its link stops working at once, and who is primary stays so."""
    agreement = Agreement.locked(invitation.agreement_id)
    invitation = AdministratorInvitation.locked(invitation.pk)
    permissions.withdraw_administrator_invitation.check(by, agreement)

    call_back([invitation])
    fact = AdministratorInvitationWithdrawn(administrator_invitation_id=invitation.pk, email=invitation.email)
    record(fact, about=agreement, by=by)
    return invitation


@transaction.atomic
def expire_administrator_invitation(invitation: AdministratorInvitation, *, by: Actor = CLOCK) -> None:
    """Its days are over. Late or twice is no harm: only an open one whose days are over expires."""
    agreement = Agreement.locked(invitation.agreement_id)
    invitation = AdministratorInvitation.locked(invitation.pk)
    if invitation.state != "open" or invitation.until >= knowing.today_of(agreement):
        return
    permissions.expire_administrator_invitation.check(by, agreement)
    invitation.step("expire")
    invitation.save(update_fields=["state"])
    fact = AdministratorInvitationExpired(administrator_invitation_id=invitation.pk, email=invitation.email)
    record(fact, about=agreement, by=by)


def _refuse_overtaken(agreement: Agreement, invitation: AdministratorInvitation) -> None:
    """While it lay expired the same may have been asked again, or come about."""
    if invitation.administrator is not None and not invitation.administrator.active:
        raise HasLeft(invitation.email)
    if not invitation.primary and agreement.administrators.filter(email__iexact=invitation.email, active=True).exists():
        raise AlreadyAdministrator(invitation.email)
    others = agreement.administrator_invitations.filter(state="open").exclude(pk=invitation.pk)
    if invitation.primary and (other := others.filter(primary=True).first()):
        raise ChangeUnderWay(other.email)
    if others.filter(email__iexact=invitation.email).exists():
        raise AlreadyInvitedToAdminister(invitation.email)
    if invitation.state == "expired" and not invitation.primary:
        refuse_too_many(agreement)
