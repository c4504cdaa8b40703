"""Inviting colleagues (P8, D1). `invite_contact` is the reference for every action in the house."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse_lazy
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.addresses import sound_address
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.partners import mails, permissions, rules
from kanaal.partners.events import (
    ContactInvited,
    InvitationExpired,
    InvitationSentAgain,
    InvitationWithdrawn,
)
from kanaal.partners.models import Invitation, Partner
from kanaal.partners.policy import ContactsPolicy, EnrolmentPolicy
from kanaal.partners.queries import contact_of
from kanaal.people import tokens
from kanaal.people.models import normal_address
from kanaal.programme.policies import policy

PURPOSE = "accept_invitation"


class AlreadyAContact(Refusal):
    field = "email"

    def __init__(self, email: str) -> None:
        super().__init__(
            say(_("%(email)s is a contact of your company already."), email=name(email)),
            remedy=say(_("Look for this person in the list of contacts.")),
        )


class AlreadyInvited(Refusal):
    field = "email"

    def __init__(self, invitation: Invitation) -> None:
        super().__init__(
            say(_("%(email)s has been invited already."), email=name(invitation.email)),
            remedy=say(_("If the mail was lost, send the invitation again from the list of contacts.")),
        )


class DomainUnknown(Refusal):
    """The address is not in a domain of the company (D1). Both ways out are told."""

    field = "email"

    def __init__(self, partner: Partner, domain: str, known: list[str]) -> None:
        super().__init__(
            say(
                _("%(domain)s is not an e-mail domain of %(partner)s, which uses %(known)s."),
                domain=name(domain),
                partner=name(partner.name),
                known=name(", ".join(known)),
            ),
            remedy=say(
                _(
                    "Use an address in your company's domain. If %(domain)s belongs to a branch of your company, "
                    "ask the helpdesk to add it."
                ),
                domain=name(domain),
            ),
            link=f"{reverse_lazy('ask-request', args=['branch_domain'])}?domain={domain}",
            label=say(_("Ask to add %(domain)s"), domain=name(domain)),
        )


class FreeMail(Refusal):
    """Free mail never proves that somebody belongs to a company (D1); the desk lets such people in one by one."""

    field = "email"

    def __init__(self, domain: str, email: str, has_own: bool) -> None:
        remedy = (
            say(_("Use the person's address in your company's domain."))
            if has_own
            else say(_("Your company has no domain of its own, so the helpdesk lets each person in. Ask for this one."))
        )
        super().__init__(
            say(
                _("Anybody can get an address at %(domain)s, so it can't show who works for you."), domain=name(domain)
            ),
            remedy=remedy,
            link="" if has_own else f"{reverse_lazy('ask-request', args=['free_mail_contact'])}?email={email}",
            label=None if has_own else say(_("Ask to let this person in")),
        )


class KindNotYours(Refusal):
    """The programme says which kinds of contact may invite which (P8); nobody invites a primary contact (P12)."""

    field = "kind"

    def __init__(self) -> None:
        super().__init__(
            say(_("You can't invite this kind of contact.")),
            remedy=say(_("Choose another kind. Who is the primary contact is changed by the helpdesk.")),
            link=reverse_lazy("ask-request", args=["primary_swap"]),
            label=say(_("Ask for it")),
        )


@transaction.atomic
def invite_contact(
    partner: Partner, *, email: str, kind: str, by: Actor, language: str = "", vouched: bool = False
) -> Invitation:
    """Offer somebody a seat at the partner. They get access only when they accept (P8).

    `vouched` says that the desk has let this address in although its domain is not the company's (D1).
    Refuses with AlreadyAContact, AlreadyInvited, DomainUnknown or FreeMail.
    """
    partner = Partner.locked(partner.pk)
    (permissions.let_in_contact if vouched else permissions.invite_contact).check(by, partner)

    email = sound_address(email)
    if partner.has_contact(email):
        raise AlreadyAContact(email)
    if earlier := partner.invitations.filter(email__iexact=email, state="open").first():
        raise AlreadyInvited(earlier)
    if not vouched:
        refuse_foreign_domain(partner, email)
        _refuse_kind(partner, kind, by)

    invitation = partner.invitations.create(
        email=email,
        kind=kind,
        language=language if language in dict(settings.LANGUAGES) else partner.language,
        until=_good_until(),
        made_at=clock.now(),
        invited_by_id=by.person_id,
    )
    record(ContactInvited(invitation_id=invitation.pk, kind=kind, email=email), about=partner, by=by)
    mails.contact_invited(invitation, _new_link(invitation))
    return invitation


@transaction.atomic
def send_invitation_again(invitation: Invitation, *, by: Actor) -> Invitation:
    """Send a lost or expired invitation again; the older link stops working and the days count anew (P8)."""
    partner = Partner.locked(invitation.partner_id)
    invitation = Invitation.locked(invitation.pk)
    permissions.send_invitation_again.check(by, partner)

    if partner.invitations.filter(email__iexact=invitation.email, state="open").exclude(pk=invitation.pk).exists():
        raise AlreadyInvited(invitation)
    if partner.has_contact(invitation.email):
        raise AlreadyAContact(invitation.email)

    invitation.step("send_again")
    return _send_again(invitation, by=by)


@transaction.atomic
def ask_for_invitation_again(email: str) -> None:
    """The invited person did not find the mail (P8): whatever is open for the address is sent again, to it alone.

    Answers nothing: whoever does not own the address learns nothing.
    """
    for found in Invitation.objects.filter(email__iexact=normal_address(email), state="open"):
        Partner.locked(found.partner_id)
        invitation = Invitation.locked(found.pk)
        if invitation.state == "open" and invitation.until >= clock.today():
            _send_lost(invitation)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Actor) -> Invitation:
    """Take an invitation back; its link stops working at once (P8)."""
    partner = Partner.locked(invitation.partner_id)
    invitation = Invitation.locked(invitation.pk)
    permissions.withdraw_invitation.check(by, partner)

    invitation.step("withdraw")
    invitation.save(update_fields=["state"])
    tokens.withdraw(PURPOSE, invitation)
    record(InvitationWithdrawn(invitation_id=invitation.pk, email=invitation.email), about=partner, by=by)
    return invitation


@transaction.atomic
def expire_invitation(invitation: Invitation, *, by: Actor = CLOCK) -> None:
    """Its days are over. Late or twice is no harm: only an open one whose days are over expires."""
    partner = Partner.locked(invitation.partner_id)
    invitation = Invitation.locked(invitation.pk)
    if invitation.state != "open" or invitation.until >= clock.today():
        return
    permissions.expire_invitation.check(by, partner)
    invitation.step("expire")
    invitation.save(update_fields=["state"])  # its links say by themselves that their time is over
    record(InvitationExpired(invitation_id=invitation.pk, email=invitation.email), about=partner, by=by)


def refuse_foreign_domain(partner: Partner, email: str) -> None:
    """D1: an address of a contact must lie in one of the company's domains."""
    domain = rules.domain_of(email)
    known = list(partner.domains.order_by("is_branch", "domain").values_list("domain", flat=True))
    if rules.is_free_mail(domain, policy(EnrolmentPolicy).free_mail_domains):
        raise FreeMail(domain, email, has_own=bool(known))
    if domain not in known:
        raise DomainUnknown(partner, domain, known)


def _refuse_kind(partner: Partner, kind: str, by: Actor) -> None:
    mine = contact_of(by, partner)
    if mine is not None and kind not in policy(ContactsPolicy).kind(mine.kind).may_invite:
        raise KindNotYours


def _send_again(invitation: Invitation, *, by: Actor) -> Invitation:
    invitation.until = _good_until()
    invitation.sent_count += 1
    invitation.save(update_fields=["state", "until", "sent_count"])
    fact = InvitationSentAgain(invitation_id=invitation.pk, email=invitation.email)
    record(fact, about=invitation.partner, by=by)
    mails.contact_invited(invitation, _new_link(invitation))
    return invitation


def _send_lost(invitation: Invitation) -> None:
    """Once more to the same address, for the days that are left. Anybody may ask for it, so the links that are out
    there go on, and no day is added.
    """
    invitation.sent_count += 1
    invitation.save(update_fields=["sent_count"])
    fact = InvitationSentAgain(invitation_id=invitation.pk, email=invitation.email)
    record(fact, about=invitation.partner, by=CLOCK)
    mails.contact_invited(invitation, _new_link(invitation, beside=True))


def _good_until() -> dt.date:
    """The last day on which an invitation made today can be accepted (*policy*)."""
    return clock.today() + dt.timedelta(days=policy(ContactsPolicy).invitation_lasts_days)


def _new_link(invitation: Invitation, *, beside: bool = False) -> str:
    """A secret that works to the end of the last day."""
    end = tokens.end_of(invitation.until)
    return tokens.issue(PURPOSE, invitation, audience=invitation.email, until=end, beside=beside)
