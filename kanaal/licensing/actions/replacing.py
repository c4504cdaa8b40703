"""The primary administrator has left: the helpdesk invites another one, whom a colleague's word has named (V12, K1)."""

from __future__ import annotations

from django.db import transaction

from kanaal.core.actors import Actor
from kanaal.core.addresses import one_line, sound_address
from kanaal.core.events import record
from kanaal.licensing import permissions
from kanaal.licensing.actions.administrators import (
    AlreadyInvitedToAdminister,
    ChangeUnderWay,
    PrimaryAlready,
    invite,
    new_link,
)
from kanaal.licensing.events.administrators import SuccessorInvited
from kanaal.licensing.mails import administrators as mails
from kanaal.licensing.models import AdministratorInvitation, Agreement
from kanaal.licensing.queries import primary_administrator_of


@transaction.atomic
def replace_primary_administrator(
    agreement: Agreement, *, email: str, full_name: str, by: Actor
) -> AdministratorInvitation:
    """Invite somebody to be the primary administrator in the place of one who has left. Who it is now stays so until
    the new one has accepted, and the terms; then the old one administers no more.
    """
    agreement = Agreement.locked(agreement.pk)
    receipt = permissions.replace_primary_administrator.check(by, agreement)

    email = sound_address(email)
    check_successor(agreement, email)
    chosen = agreement.administrators.filter(email__iexact=email, active=True).first()
    invitation = invite(agreement, email, one_line(full_name), "", by, chosen, primary=True)
    fact = SuccessorInvited(administrator_invitation_id=invitation.pk, email=email)
    record(fact, about=agreement, by=by, receipt=receipt)
    mails.primary_administrator_chosen(invitation, new_link(invitation))
    return invitation


def check_successor(agreement: Agreement, email: str) -> None:
    """One change at a time, and to somebody else than it is."""
    now = primary_administrator_of(agreement)
    if now is not None and now.email.lower() == email.lower():
        raise PrimaryAlready(email)
    if other := agreement.administrator_invitations.filter(state="open", primary=True).first():
        raise ChangeUnderWay(other.email)
    if agreement.administrator_invitations.filter(email__iexact=email, state="open").exists():
        raise AlreadyInvitedToAdminister(email)
