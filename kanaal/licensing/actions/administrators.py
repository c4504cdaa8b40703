"""Who administers an agreement at the customer (V12). The customer decides; a reseller can't change it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse_lazy
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.addresses import one_line, sound_address
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say, say_many
from kanaal.licensing import knowing, permissions
from kanaal.licensing.events.administrators import (
    AdministratorDismissed,
    AdministratorInvited,
    PrimaryAdministratorChosen,
)
from kanaal.licensing.mails import administrators as mails
from kanaal.licensing.models import Administrator, AdministratorInvitation, Agreement
from kanaal.licensing.policy import LicensingPolicy
from kanaal.people import tokens
from kanaal.programme.policies import policy

PURPOSE = "administer_agreement"
LIST = reverse_lazy("console-administrators")


class AlreadyAdministrator(Refusal):
    field = "email"

    def __init__(self, email: str) -> None:
        super().__init__(
            say(_("%(email)s administers this agreement already."), email=name(email)),
            remedy=say(_("Look in the list of administrators.")),
            link=LIST,
            label=say(_("The administrators")),
        )


class AlreadyInvitedToAdminister(Refusal):
    field = "email"

    def __init__(self, email: str) -> None:
        super().__init__(
            say(_("%(email)s has been invited already."), email=name(email)),
            remedy=say(_("If the mail was lost, send the invitation again from the list of administrators.")),
            link=LIST,
            label=say(_("The administrators")),
        )


class EnoughAdministrators(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(
            say_many(
                "An agreement has %(count)s administrator at most, invitations counted.",
                "An agreement has %(count)s administrators at most, invitations counted.",
                most,
            ),
            remedy=say(_("End somebody's administration first, or withdraw an invitation.")),
            link=LIST,
            label=say(_("The administrators")),
        )


class ChangeUnderWay(Refusal):
    """One change of the primary administrator at a time: whoever comes second reads of the first."""

    def __init__(self, email: str) -> None:
        super().__init__(
            say(_("%(email)s was asked to become the primary administrator, and has not answered yet."), email=email),
            remedy=say(_("Wait for the answer, or withdraw that invitation first.")),
            link=LIST,
            label=say(_("The administrators")),
        )


class PrimaryAlready(Refusal):
    def __init__(self, email: str) -> None:
        super().__init__(
            say(_("%(email)s is the primary administrator already."), email=name(email)),
            remedy=say(_("Choose another one of the administrators.")),
        )


class HasLeft(Refusal):
    """Chosen from a list that was opened before the person left."""

    def __init__(self, email: str) -> None:
        super().__init__(
            say(_("%(email)s administers this agreement no more."), email=name(email)),
            remedy=say(_("Choose somebody who does, or invite the person first.")),
            link=LIST,
            label=say(_("The administrators")),
        )


class PrimaryStays(Refusal):
    """An agreement always has somebody to whom everything is sent (V12)."""

    def __init__(self) -> None:
        super().__init__(
            say(_("The primary administrator can't go before another one has taken over.")),
            remedy=say(_("Choose another primary administrator first; the change is made once they have accepted.")),
            link=reverse_lazy("console-change-primary"),
            label=say(_("Choose another one")),
        )


@transaction.atomic
def invite_administrator(
    agreement: Agreement, *, email: str, full_name: str = "", language: str = "", by: Actor
) -> AdministratorInvitation:
    """Offer somebody the administration of an agreement. They have it once they have accepted, and the terms (V12)."""
    agreement = Agreement.locked(agreement.pk)
    permissions.invite_administrator.check(by, agreement)

    email = sound_address(email)
    if agreement.administrators.filter(email__iexact=email, active=True).exists():
        raise AlreadyAdministrator(email)
    if agreement.administrator_invitations.filter(email__iexact=email, state="open").exists():
        raise AlreadyInvitedToAdminister(email)
    refuse_too_many(agreement)

    invitation = invite(agreement, email, one_line(full_name), language, by)
    fact = AdministratorInvited(administrator_invitation_id=invitation.pk, email=email)
    record(fact, about=agreement, by=by)
    mails.administrator_invited(invitation, new_link(invitation))
    return invitation


@transaction.atomic
def change_primary_administrator(administrator: Administrator, *, by: Actor) -> AdministratorInvitation:
    """Ask one of the administrators to become the primary one. Until they have accepted nothing changes (V12)."""
    agreement = Agreement.locked(administrator.agreement_id)
    administrator = Administrator.locked(administrator.pk)
    permissions.change_primary_administrator.check(by, agreement)

    if not administrator.active:
        raise HasLeft(administrator.email)
    if administrator.primary:
        raise PrimaryAlready(administrator.email)
    if other := agreement.administrator_invitations.filter(state="open", primary=True).first():
        raise ChangeUnderWay(other.email)

    person = administrator.person
    invitation = invite(agreement, person.email, str(person), person.language, by, administrator)
    fact = PrimaryAdministratorChosen(administrator_invitation_id=invitation.pk, email=invitation.email)
    record(fact, about=agreement, by=by, person_id=person.pk)
    mails.primary_administrator_chosen(invitation, new_link(invitation))
    return invitation


@transaction.atomic
def dismiss_administrator(administrator: Administrator, *, by: Actor) -> Administrator:
    """End somebody's administration, or one's own. What was asked of them is withdrawn; they lose access at once."""
    agreement = Agreement.locked(administrator.agreement_id)
    administrator = Administrator.locked(administrator.pk)
    permissions.dismiss_administrator.check(by, agreement)

    if not administrator.active:
        raise HasLeft(administrator.email)
    if administrator.primary:
        raise PrimaryStays
    let_go(administrator, by=by)
    mails.administrator_dismissed(administrator)
    return administrator


def let_go(administrator: Administrator, *, by: Actor) -> None:
    """The row of somebody who goes, and what was asked of them. The agreement is locked by the caller."""
    administrator.active, administrator.left_on = False, knowing.today_of(administrator.agreement)
    administrator.save(update_fields=["active", "left_on"])
    call_back(administrator.invitations.filter(state="open"))
    fact = AdministratorDismissed(administrator_id=administrator.pk, email=administrator.email)
    record(fact, about=administrator.agreement, by=by, person_id=administrator.person_id)


def call_back(invitations: Iterable[AdministratorInvitation]) -> None:
    """Open invitations that something has overtaken: their links lead nowhere any more."""
    for invitation in invitations:
        invitation.step("withdraw")
        invitation.save(update_fields=["state"])
        tokens.withdraw(PURPOSE, invitation)


def refuse_too_many(agreement: Agreement) -> None:
    """*Policy*: those who administer it and those who were invited to, together."""
    most = policy(LicensingPolicy).most_administrators
    invited = agreement.administrator_invitations.filter(state="open", primary=False).count()
    if agreement.administrators.filter(active=True).count() + invited >= most:
        raise EnoughAdministrators(most)


def invite(
    agreement: Agreement,
    email: str,
    full_name: str,
    language: str,
    by: Actor,
    chosen: Administrator | None = None,
    *,
    primary: bool = False,
) -> AdministratorInvitation:
    """The row of an invitation; the caller has looked whether there may be one. `chosen`: one of the administrators."""
    return agreement.administrator_invitations.create(
        administrator=chosen,
        primary=primary or chosen is not None,
        email=email,
        name=full_name,
        language=language if language in dict(settings.LANGUAGES) else agreement.language,
        until=good_until(agreement),
        made_at=clock.now(),
        made_by_id=by.person_id,
    )


def good_until(agreement: Agreement) -> dt.date:
    """The last day on which an invitation made today can be accepted (*policy*)."""
    return knowing.today_of(agreement) + dt.timedelta(days=policy(LicensingPolicy).administrator_days)


def new_link(invitation: AdministratorInvitation) -> str:
    """A secret that works to the end of the last day, in the agreement's time zone."""
    zone = ZoneInfo(invitation.agreement.zone)
    end = dt.datetime.combine(invitation.until + dt.timedelta(days=1), dt.time(), zone)
    return tokens.issue(PURPOSE, invitation, audience=invitation.email, until=end)
