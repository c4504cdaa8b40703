"""Mails to the people who administer an agreement at the customer, and to those who are to (V12)."""

from __future__ import annotations

from kanaal.core import outbox
from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.licensing.models import Administrator, AdministratorInvitation
from kanaal.people.mails import to_person


def administrator_invited(invitation: AdministratorInvitation, secret: str) -> Mail:
    """To the invited person: who invites them, to what, and until when the link is good."""
    return _invited("administrator_invited", invitation, secret)


def primary_administrator_chosen(invitation: AdministratorInvitation, secret: str) -> Mail:
    """To whoever is to become the primary administrator: nothing changes before they have accepted."""
    return _invited("primary_administrator_chosen", invitation, secret)


def administration_accepted(administrator: Administrator, to: Administrator) -> Mail:
    """To the primary administrator: a colleague has come in."""
    return _to_administrator("administration_accepted", to, colleague=str(administrator.person))


def administration_declined(invitation: AdministratorInvitation, to: Administrator) -> Mail:
    return _to_administrator("administration_declined", to, colleague=invitation.email, primary=invitation.primary)


def primary_administrator_changed(new: Administrator, *, was: Administrator | None, to: Administrator) -> Mail:
    """To the new and to the old primary administrator."""
    return _to_administrator(
        "primary_administrator_changed",
        to,
        new=str(new.person),
        old=str(was.person) if was else "",
        mine=new.pk == to.pk,
    )


def administrator_dismissed(administrator: Administrator) -> Mail:
    """To whoever administers it no more: what that means."""
    return _to_administrator("administrator_dismissed", administrator)


def _invited(mail: str, invitation: AdministratorInvitation, secret: str) -> Mail:
    agreement = invitation.agreement
    return outbox.post(
        mail,
        to=invitation.email,
        language=invitation.language,
        person_id=invitation.administrator.person_id if invitation.administrator else None,
        context={
            "name": invitation.name,
            "customer": agreement.name,
            "number": agreement.number,
            "inviter": str(invitation.made_by) if invitation.made_by else "",
            "until": invitation.until,
            "accept_url": absolute("accept-administration", secret),
        },
    )


def _to_administrator(mail: str, to: Administrator, **context: object) -> Mail:
    agreement = to.agreement
    return to_person(
        mail,
        to.person,
        customer=agreement.name,
        number=agreement.number,
        console_url=absolute("console-administrators"),
        **context,
    )
