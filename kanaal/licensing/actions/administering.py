"""Answering an invitation to administer: the invited person accepts, and the terms; only then it is so (V12)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.licensing import knowing, permissions
from kanaal.licensing.actions.administrators import PURPOSE, AlreadyAdministrator, HasLeft, let_go
from kanaal.licensing.events.administrators import (
    AdministrationAccepted,
    AdministrationDeclined,
    PrimaryAdministratorChanged,
)
from kanaal.licensing.mails import administrators as mails
from kanaal.licensing.models import Administrator, AdministratorInvitation, Agreement
from kanaal.licensing.queries import primary_administrator_of
from kanaal.partners.actions.acceptance import InvitationOver, MeantForAnother
from kanaal.people import terms, tokens
from kanaal.people.models import Person, normal_address
from kanaal.programme import releases


class TermsNotTicked(Refusal):
    field = "accepted"

    def __init__(self) -> None:
        super().__init__(
            say(_("Whoever administers the agreement accepts its terms.")),
            remedy=say(_("Read them, and tick the box below them.")),
        )


@transaction.atomic
def accept_administration(
    invitation: AdministratorInvitation, *, person: Person, shown: str, language: str, by: Actor, browser: str = ""
) -> Administrator:
    """Take up what was offered, with the terms of the agreement, which are kept as they were shown (P5, V12).

    Refuses with MeantForAnother, InvitationOver, AlreadyAdministrator, HasLeft, TermsNotTicked, or TermsChanged.
    """
    agreement = Agreement.locked(invitation.agreement_id)
    invitation = AdministratorInvitation.locked(invitation.pk)
    permissions.accept_administration.check(by, agreement)
    person = Person.locked(person.pk)
    refuse_others(invitation, person)
    if not shown:
        raise TermsNotTicked

    invitation.step("accept")
    invitation.save(update_fields=["state"])
    tokens.use_up(PURPOSE, invitation)
    release = releases.with_id(agreement.release_id)
    terms.accept(
        person, terms_key(agreement), release=release, language=language, for_=agreement, shown=shown, by=by,
        browser=browser,
    )  # fmt: skip
    return _become_primary(invitation, person, by) if invitation.primary else _join(invitation, person, by)


@transaction.atomic
def decline_administration(invitation: AdministratorInvitation, *, person: Person, by: Actor) -> None:
    """Say no to it: whoever is primary stays so, and reads of it."""
    agreement = Agreement.locked(invitation.agreement_id)
    invitation = AdministratorInvitation.locked(invitation.pk)
    permissions.decline_administration.check(by, agreement)
    refuse_others(invitation, person)

    invitation.step("decline")
    invitation.save(update_fields=["state"])
    tokens.use_up(PURPOSE, invitation)
    fact = AdministrationDeclined(administrator_invitation_id=invitation.pk, email=invitation.email)
    record(fact, about=agreement, by=by, person_id=person.pk)
    if primary := primary_administrator_of(agreement):
        mails.administration_declined(invitation, to=primary)


def refuse_others(invitation: AdministratorInvitation, person: Person) -> None:
    """Only the person at the invited address, in time, as long as what was offered is still to be had."""
    if invitation.administrator is not None:
        if invitation.administrator.person_id != person.pk:
            raise MeantForAnother(person.email)
        if not invitation.administrator.active:
            raise HasLeft(invitation.email)
    elif normal_address(person.email) != normal_address(invitation.email):
        raise MeantForAnother(person.email)
    if invitation.state == "open" and invitation.until < knowing.today_of(invitation.agreement):
        raise InvitationOver(invitation.until)
    if not invitation.primary and _administers(invitation.agreement, person):
        raise AlreadyAdministrator(person.email)


def terms_key(agreement: Agreement) -> str:
    """The terms that its administrators accept, as `people.terms` names them."""
    return knowing.kind_of(agreement).accept.removeprefix("terms/")


def _administers(agreement: Agreement, person: Person) -> bool:
    return agreement.administrators.filter(person=person, active=True).exists()


def _join(invitation: AdministratorInvitation, person: Person, by: Actor) -> Administrator:
    agreement = invitation.agreement
    made = agreement.administrators.create(person=person, email=person.email, since=knowing.today_of(agreement))
    fact = AdministrationAccepted(
        administrator_invitation_id=invitation.pk, email=made.email, administrator_id=made.pk
    )  # fmt: skip
    record(fact, about=agreement, by=by, person_id=person.pk)
    if primary := primary_administrator_of(agreement):
        mails.administration_accepted(made, to=primary)
    return made


def _become_primary(invitation: AdministratorInvitation, person: Person, by: Actor) -> Administrator:
    """The change itself: the old one stays an administrator, and both are told. Whoever was not chosen from the list
    comes in the place of one who has left, and who administers no more (K1).
    """
    agreement, new = invitation.agreement, invitation.administrator
    was = primary_administrator_of(agreement)
    if was is not None:
        Administrator.objects.filter(pk=was.pk).update(primary=False)
    if new is None:
        if was is not None and was.person_id != person.pk:
            was.primary = False
            let_go(was, by=by)
        new = agreement.administrators.filter(person=person, active=True).first() or agreement.administrators.create(
            person=person, email=person.email, since=knowing.today_of(agreement)
        )
    new.primary, new.email = True, person.email
    new.save(update_fields=["primary", "email"])
    fact = PrimaryAdministratorChanged(
        administrator_invitation_id=invitation.pk, email=new.email, administrator_id=new.pk,
        was_id=was.pk if was else None,
    )  # fmt: skip
    record(fact, about=agreement, by=by, person_id=person.pk)
    for to in [new, *([was] if was else [])]:
        mails.primary_administrator_changed(new, was=was, to=to)
    return new
