"""A customer accepts: the agreement comes about, with its number, its administrator and its reseller (V2, V3).

However often the link is used, and by however many at once, there is one number: the company that invited is held
first, then the invitation, and what was accepted answers with the agreement that it became.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock, numbers
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.customers.models import Account
from kanaal.customers.queries import standing
from kanaal.licensing import keeping, knowing, naming, permissions, recognising
from kanaal.licensing.actions.inviting import PURPOSE, looked_after_by
from kanaal.licensing.customer_details import PLAIN, details_of
from kanaal.licensing.events.inviting import CustomerInvitationAccepted, CustomerNameTaken
from kanaal.licensing.free_names import free_names_for
from kanaal.licensing.mails import inviting as mails
from kanaal.licensing.models import Administrator, Agreement, CustomerInvitation
from kanaal.partners.models import Partner
from kanaal.people import terms, tokens
from kanaal.people.models import Person
from kanaal.people.queries import addresses_of
from kanaal.programme import releases
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy

SERIES = "agreement"


class InvitedAtAnotherAddress(Refusal):
    """The address was not shown to be the person's own (P7)."""

    status = 403

    def __init__(self, own: str) -> None:
        super().__init__(
            say(
                _("This invitation was sent to another address than yours, %(own)s. Nothing has been accepted."),
                own=name(own),
            ),
            remedy=say(_("Sign out, and sign in (or make an ID) with the address at which you got the invitation.")),
        )


class CustomerInvitationOver(Refusal):
    """Its days are over, whether or not anybody has swept it up yet."""

    status = 410

    def __init__(self, invitation: CustomerInvitation) -> None:
        super().__init__(
            say(_("This invitation could be accepted until %(until)s."), until=invitation.until),
            remedy=say(_("Ask %(partner)s to send it again."), partner=name(invitation.partner.name)),
        )


class CustomerInvitationTakenBack(Refusal):
    status = 410

    def __init__(self, invitation: CustomerInvitation) -> None:
        super().__init__(
            say(_("%(partner)s has withdrawn this invitation."), partner=name(invitation.partner.name)),
            remedy=say(_("If that surprises you, ask %(partner)s."), partner=name(invitation.partner.name)),
        )


class AcceptedByAnother(Refusal):
    """A colleague with the same address as theirs was first, or had been."""

    def __init__(self) -> None:
        super().__init__(
            say(_("This invitation has been accepted already, by somebody else.")),
            remedy=say(_("Ask whoever accepted to invite you as an administrator.")),
        )


class CustomerNameInUse(Refusal):
    """An agreement in force has the name. Whose that is is not said (V3)."""

    def __init__(self, invitation: CustomerInvitation) -> None:
        super().__init__(
            say(_("An agreement called %(customer)s exists already, so this one can't be made under the same name."),
                customer=name(invitation.name)),
            remedy=say(
                _("You need do nothing. %(partner)s has been told, with names that are free, and sends you the "
                  "invitation again under a slightly different one."),
                partner=name(invitation.partner.name),
            ),
        )  # fmt: skip


class NotOfferedThere(Refusal):
    """Since it was sent, the programme has withdrawn from the country."""

    def __init__(self, invitation: CustomerInvitation) -> None:
        super().__init__(
            say(_("Agreements are no longer offered where %(customer)s is."), customer=name(invitation.name)),
            remedy=say(_("Ask %(partner)s what to do."), partner=name(invitation.partner.name)),
        )


def accept_customer_invitation(
    invitation: CustomerInvitation, *, person: Person, shown: str, language: str, by: Actor, browser: str = ""
) -> Agreement:
    """Make the agreement: for the administrator at the invited address, who accepts the terms with it.

    `shown` is the digest of the terms as they stood on the page. Accepted again by the same person it answers the same
    agreement. When the name is taken, that is kept and told to the reseller although nothing is accepted (V3).
    Raises InvitedAtAnotherAddress, CustomerInvitationOver, CustomerInvitationTakenBack, AcceptedByAnother,
    CustomerNameInUse, terms.TermsChanged.
    """
    try:
        return _accept(invitation, person, shown=shown, language=language, by=by, browser=browser)
    except CustomerNameInUse:
        note_name_taken(invitation, by=by)
        raise


@transaction.atomic
def note_name_taken(invitation: CustomerInvitation, *, by: Actor) -> None:
    """The customer wanted to accept and could not: the reseller reads of it, once, with names that are free (V3)."""
    partner = Partner.locked(invitation.partner_id)
    permissions.note_name_taken.check(by, partner)
    invitation = CustomerInvitation.locked(invitation.pk)
    if invitation.state != "open" or not naming.is_taken(invitation.name):
        return  # meanwhile it was changed, or the name has become free

    first = invitation.taken_at is None
    invitation.taken_at = invitation.taken_at or clock.now()
    invitation.free_names = free_names_for(details_of(invitation), partner)
    invitation.save(update_fields=["taken_at", "free_names"])
    if first:
        fact = CustomerNameTaken(invitation.pk, invitation.number, invitation.name, invitation.free_names)
        record(fact, about=invitation, by=by)
        mails.customer_name_taken(invitation)


@transaction.atomic
def _accept(
    invitation: CustomerInvitation, person: Person, *, shown: str, language: str, by: Actor, browser: str
) -> Agreement:
    partner = Partner.locked(invitation.partner_id)
    decision = permissions.accept_customer_invitation.check(by, partner)
    person = Person.locked(person.pk)  # who erases their ID at this very moment becomes no administrator
    account = standing(Account.locked(invitation.account_id)) if invitation.account_id else None
    invitation = CustomerInvitation.locked(invitation.pk)

    _refuse_address(invitation, person)
    if invitation.agreement is not None:
        return _the_same(invitation.agreement, person)
    _refuse_state(invitation)
    if naming.is_taken(invitation.name):
        raise CustomerNameInUse(invitation)

    invitation.step("accept")
    account, new = (account, False) if account else recognising.account_for(invitation)
    agreement = _made(invitation, account, person, language)
    terms.accept(
        person,
        knowing.kind_of(agreement).accept.removeprefix("terms/"),
        release=releases.current(), language=language, for_=agreement, shown=shown, by=by, browser=browser,
    )  # fmt: skip
    Administrator.objects.create(
        agreement=agreement, person=person, email=invitation.email, primary=True, since=knowing.today_of(agreement)
    )
    invitation.agreement = agreement
    invitation.save(update_fields=["state", "agreement"])
    tokens.use_up(PURPOSE, invitation)
    fact = CustomerInvitationAccepted(
        invitation.pk, invitation.number, agreement.pk, agreement.number, account_made=new
    )
    keeping.keep(agreement)  # before it is told of: who hears of it may add to it at once
    for about in (agreement, invitation):
        record(fact, about=about, by=by, person_id=person.pk, receipt=decision)
    mails.customer_accepted(invitation, agreement)
    mails.agreement_made(agreement, person)
    return agreement


def _refuse_address(invitation: CustomerInvitation, person: Person) -> None:
    if invitation.email not in addresses_of(person):
        raise InvitedAtAnotherAddress(person.email)


def _the_same(agreement: Agreement, person: Person) -> Agreement:
    """Accepted already: whoever did so, or administers it now, has nothing more to do."""
    if agreement.accepted_by_id == person.pk or agreement.administrators.filter(person=person, active=True).exists():
        return agreement
    raise AcceptedByAnother


def _refuse_state(invitation: CustomerInvitation) -> None:
    if invitation.state == "withdrawn":
        raise CustomerInvitationTakenBack(invitation)
    if invitation.state == "expired" or invitation.until < clock.today():
        raise CustomerInvitationOver(invitation)


def _made(invitation: CustomerInvitation, account: Account, person: Person, language: str) -> Agreement:
    """The agreement, its number and its first spell. Of two under one name at the same moment one is refused."""
    region = policy(RegionsPolicy).of_country(invitation.country)
    if region is None:
        raise NotOfferedThere(invitation)
    values = {key: getattr(invitation, key) for key in ("terms", "name", "name_key", "partner", *PLAIN)}
    kind = knowing.kind_of(invitation)
    try:
        with transaction.atomic():
            agreement = Agreement.objects.create(
                **values,
                number=numbers.next_number(SERIES, kind.number_prefix),
                not_for_resale=kind.use == "nfr",
                release_id=releases.current().pk,
                account=account,
                region=region.key,
                currency=region.currency,
                zone=region.time_zone,
                language=language,
                contact=looked_after_by(invitation),
                accepted_at=clock.now(),
                accepted_by=person,
            )
    except IntegrityError as twice:
        if naming.is_taken(invitation.name):
            raise CustomerNameInUse(invitation) from twice
        raise
    agreement.spells.create(partner=invitation.partner, since=knowing.today_of(agreement))
    return agreement
