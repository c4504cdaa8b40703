"""A partner's own licences: offered as an agreement, given when it is accepted, following the level (N3–N5)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.core.numbers import next_number
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.licensing import keeping, naming
from kanaal.licensing.actions.authorising import begin
from kanaal.licensing.actions.inviting import offer
from kanaal.licensing.actions.seeing_to import caught_up
from kanaal.licensing.customer_details import CustomerDetails, languages
from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.models import AdditionPart, Agreement, CustomerInvitation, RenewalSetting
from kanaal.licensing.policy import AgreementTermsPolicy, LicensingPolicy
from kanaal.licensing.rules.facts import LICENCE
from kanaal.licensing.rules.holdings import holding
from kanaal.nfr import mails, permissions, queries
from kanaal.nfr.events import OwnLicencesAsked, OwnLicencesFollowed, OwnLicencesGiven
from kanaal.nfr.policy import NfrPolicy
from kanaal.nfr.standing import is_member, level_brings
from kanaal.partners.models import Contact, Partner
from kanaal.partners.queries import contact_of
from kanaal.programme.policies import policy


class NothingToGive(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("Your level brings no licences by subscription.")),
            remedy=say(_("Look at what it brings on the page of your own licences.")),
        )


class HasOwnAgreement(Refusal):
    def __init__(self, agreement: Agreement) -> None:
        super().__init__(
            say(_("Your company has its own licences already, under %(number)s."), number=name(agreement.number)),
            remedy=say(_("What your level brings is added to it by itself.")),
        )


class OfferWaits(Refusal):
    """The invitation was sent, and waits to be accepted."""

    def __init__(self, invitation: CustomerInvitation) -> None:
        super().__init__(
            say(_("The invitation waits at %(email)s already."), email=name(invitation.email)),
            remedy=say(_("Accept it there, or here, and your licences are added at once.")),
            link=reverse("accept-my-customer-invitation", args=[invitation.number]),
            label=say(_("Read the terms and accept")),
        )


@transaction.atomic
def ask_own_licences(partner: Partner, *, by: Actor) -> CustomerInvitation:
    """Offer the company an agreement of its own, at the primary contact's address; accepted, its licences are there.

    Raises NothingToGive, HasOwnAgreement, OfferWaits.
    """
    partner = Partner.locked(partner.pk)
    permissions.ask_own_licences.check(by, partner)
    if not _subscriptions(partner):
        raise NothingToGive
    if agreement := queries.own_agreement_of(partner):
        raise HasOwnAgreement(agreement)
    earlier = queries.own_invitation_of(partner)
    if earlier is not None and earlier.state == "open" and earlier.until >= clock.today():
        raise OfferWaits(earlier)

    if earlier is not None:
        earlier.step("withdraw")
        earlier.save(update_fields=["state"])
    mine = contact_of(by, partner)
    invitation = offer(partner, _details(partner, mine, by), by=by, contact=mine)
    record(OwnLicencesAsked(invitation.number), about=partner, by=by)
    return invitation


@transaction.atomic
def give_own_licences(agreement: Agreement, *, by: Actor = CLOCK) -> dict[str, int]:
    """Add what the level brings and the agreement has not: SKU → how many. Twice adds nothing the second time.

    They are ordered as they are added, from nobody: they count for no level, discount or rebate (N5).
    """
    partner = Partner.locked(agreement.partner_id)
    agreement = Agreement.locked(agreement.pk)
    permissions.give_own_licences.check(by, partner)
    today, missing = today_of(agreement), _missing(agreement, partner)
    if not missing or not agreement.is_live or not level_brings(partner):
        return {}

    begin(agreement, today)
    for sku, quantity in missing.items():
        _add(agreement, sku, quantity, today, by)
    keeping.keep(agreement)
    record(OwnLicencesGiven(agreement.number, missing), about=agreement, by=by)
    mails.own_licences_given(agreement, missing)
    return missing


@transaction.atomic
def follow_level(partner: Partner, *, by: Actor = CLOCK) -> Agreement | None:
    """Let the company's own licences follow its level: they renew by themselves only as long as it brings them (N5).

    What a level brings on top is added at once; what it brings no longer ends with its term. Twice changes nothing.
    """
    partner = Partner.locked(partner.pk)
    permissions.follow_level.check(by, partner)
    found = queries.own_agreement_of(partner)
    if found is None:
        return None
    agreement = caught_up(Agreement.locked(found.pk))  # a late clock first writes down what renewed until today
    brings = level_brings(partner)
    changed = _limit(agreement, partner) if brings else False
    if agreement.renews_itself != brings:
        agreement.renews_itself = brings
        agreement.save(update_fields=["renews_itself"])
        record(OwnLicencesFollowed(agreement.number, brings, partner.level), about=agreement, by=by)
        if brings:
            mails.own_licences_go_on(agreement)
        else:
            mails.own_licences_end(agreement, member=is_member(partner))
        changed = True
    if changed:
        keeping.keep(agreement)
    if brings:
        give_own_licences(agreement, by=by)
    return agreement


def _subscriptions(partner: Partner) -> dict[str, int]:
    return {one.product: one.quantity for one in queries.kit_of(partner) if one.kind == "subscription"}


def _details(partner: Partner, mine: Contact | None, by: Actor) -> CustomerDetails:
    """The agreement's own name: the company's, with what the programme puts behind it; changed slightly if taken."""
    rule = policy(NfrPolicy)
    called = f"{partner.name} {rule.name_suffix}"
    wanted = naming.free_instead(called, partner.city)[0] if naming.is_taken(called) else called
    language = mine.person.language if mine and mine.person else partner.language
    return CustomerDetails(
        name=wanted,
        country=partner.country,
        segment=policy(AgreementTermsPolicy).get(rule.terms).segments[0],
        email=by.email.lower(),
        language=language if language in languages() else languages()[0],
        street=partner.street,
        postal_code=partner.postal_code,
        town=partner.city,
        admin_name=by.name,
        terms=rule.terms,
    )


def _missing(agreement: Agreement, partner: Partner) -> dict[str, int]:
    """What the level brings, less what there is today."""
    known, terms, today = facts_of(agreement), terms_of(agreement), today_of(agreement)
    found = {}
    for sku, quantity in _subscriptions(partner).items():
        there = holding(known, terms, sku, today).all if known is not None else 0
        if quantity > there:
            found[sku] = quantity - there
    return found


def _add(agreement: Agreement, sku: str, quantity: int, today: dt.date, by: Actor) -> None:
    """All of the kit ends with the term and renews with it, packs of images, too."""
    addition = agreement.additions.create(
        number=next_number("licence-addition", policy(LicensingPolicy).addition_prefix),
        sku=sku, kind=LICENCE, quantity=quantity, added=today, added_at=clock.now(), added_by_id=by.person_id,
        partner=agreement.partner,
    )  # fmt: skip
    AdditionPart.objects.create(
        addition=addition, kind="ordered", on=today, quantity=quantity, number=agreement.number, at=clock.now(),
        by_id=by.person_id,
    )  # fmt: skip


def _limit(agreement: Agreement, partner: Partner) -> bool:
    """How many of each product renew by themselves: no more than the level brings. Did anything change?"""
    known, kit, changed = facts_of(agreement), _subscriptions(partner), False
    for sku in known.products if known else ():
        wanted = {"enabled": sku in kit, "quantity": kit.get(sku)}
        row = RenewalSetting.objects.filter(agreement=agreement, sku=sku).first()
        if row is None and sku in kit:
            continue  # all there are renew; there are no more than the level brought when they were added
        if row is None or (row.enabled, row.quantity) != (wanted["enabled"], wanted["quantity"]):
            RenewalSetting.objects.update_or_create(agreement=agreement, sku=sku, defaults=wanted)
            changed = True
    return changed
