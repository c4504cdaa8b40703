"""A commitment for years at one price: the reseller asks, the customer's administrator accepts or declines."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.numbers import next_number
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.licensing import permissions
from kanaal.licensing.charging import cycle_of
from kanaal.licensing.events.licences import CommitmentAccepted, CommitmentAsked, CommitmentDeclined
from kanaal.licensing.keeping import keep
from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.mails import licences as mails
from kanaal.licensing.models import Agreement, Commitment
from kanaal.licensing.policy import LicensingPolicy
from kanaal.licensing.prices import level_name, level_of
from kanaal.licensing.rules.commitment import NoCommitment, accept_by, commitment_misses, ends_on, fulfil_by
from kanaal.licensing.rules.facts import LICENCE
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.facts import Commitment as Fact
from kanaal.licensing.rules.terms import Committing, Terms
from kanaal.licensing.sound import sound_wanted
from kanaal.programme.policies import policy


class CommitmentNotPossible(Refusal):
    """Every reason why this customer can't commit to so many now."""

    field = "quantity"

    def __init__(self, agreement: Agreement, why: tuple[NoCommitment, ...], says: Committing | None) -> None:
        first, remedy = _words(why[0], says)
        link, label = reverse("console-customer", args=[agreement.number]), say(_("See the customer"))
        super().__init__(first, remedy=remedy, link=link, label=label)
        self.why = why


def _words(why: NoCommitment, says: Committing | None) -> tuple[Text, Text]:
    if says is None or why is NoCommitment.NOT_OFFERED:
        return say(_("Under these terms no commitment is made.")), say(_("Prices are those of the day of each order."))
    if why is NoCommitment.TOO_FEW:
        return (
            say(_("A commitment is for %(least)s licences at least."), least=says.min_quantity),
            say(_("Ask for so many, or more.")),
        )
    if why is NoCommitment.LEVEL_TOO_LOW:
        return (
            say(_("A commitment begins at the discount level %(level)s."), level=level_name(says.min_level)),
            say(_("Ask for as many licences as reach that level.")),
        )
    return (
        say(_("A commitment is asked for, or holds, already.")),
        say(_("It can be made again in its last %(days)s days."), days=says.again_days),
    )


class CommitmentAnswered(Refusal):
    def __init__(self, commitment: Commitment) -> None:
        super().__init__(
            say(
                _("%(number)s was answered already, or another one was asked for since."),
                number=name(commitment.number),
            ),
            remedy=say(_("Look at it as it is now.")),
        )


class CommitmentExpired(Refusal):
    def __init__(self, commitment: Commitment, says: Committing) -> None:
        super().__init__(
            say(
                _("%(number)s could be accepted until %(day)s."),
                number=name(commitment.number),
                day=accept_by(_fact(commitment), says),
            ),
            remedy=say(_("Ask your reseller to ask for it again.")),
        )


@transaction.atomic
def ask_commitment(agreement: Agreement, *, quantity: int, by: Actor) -> Commitment:
    """Ask the customer to keep so many licences for years; it holds once its administrator has accepted."""
    agreement = Agreement.locked(agreement.pk)
    permissions.ask_commitment.check(by, agreement)
    known, terms, today = facts_of(agreement), terms_of(agreement), today_of(agreement)
    says = sound_commitment(agreement, known, terms, quantity)

    made = agreement.commitments.create(
        number=next_number("commitment", policy(LicensingPolicy).commitment_prefix),
        quantity=quantity,
        requested=today,
        asked_by_id=by.person_id,
    )
    keep(agreement)
    record(CommitmentAsked(made.number, quantity), about=agreement, by=by)
    mails.commitment_asked(
        made, accept_by(_fact(made), says), ends_on(today, cycle_of(agreement, known, terms, today), says)
    )
    return made


def sound_commitment(agreement: Agreement, known: Facts | None, terms: Terms, quantity: int) -> Committing:
    """What the terms say of commitments. Raises CommitmentNotPossible."""
    today, ladder = today_of(agreement), terms.ladder(LICENCE)
    if terms.committing is None or ladder is None:
        raise CommitmentNotPossible(agreement, (NoCommitment.NOT_OFFERED,), None)
    sound_wanted({agreement.number: quantity})
    level = level_of(known, terms, today)
    as_it_is = known or Facts(begins=today, first_anniversary=agreement.first_anniversary)
    if why := commitment_misses(as_it_is, terms, ladder, quantity, level, today):
        raise CommitmentNotPossible(agreement, why, terms.committing)
    return terms.committing


@transaction.atomic
def accept_commitment(commitment: Commitment, *, by: Actor) -> Commitment:
    """The customer commits; so many have to be ordered within the time that its terms give."""
    agreement = Agreement.locked(commitment.agreement_id)
    commitment = _as_it_is(commitment, agreement)
    permissions.accept_commitment.check(by, commitment)
    says, today = terms_of(agreement).committing, today_of(agreement)
    _must_wait(commitment, agreement)
    if says is None or today > accept_by(_fact(commitment), says):
        raise CommitmentExpired(commitment, says) if says else CommitmentAnswered(commitment)

    commitment.accepted, commitment.answered_by_id = today, by.person_id
    commitment.save(update_fields=["accepted", "answered_by"])
    keep(agreement)
    record(CommitmentAccepted(commitment.number, commitment.quantity), about=agreement, by=by)
    mails.commitment_accepted(commitment, fulfil_by(today, says))
    return commitment


@transaction.atomic
def decline_commitment(commitment: Commitment, *, by: Actor) -> Commitment:
    """The customer doesn't commit; nothing else changes."""
    agreement = Agreement.locked(commitment.agreement_id)
    commitment = _as_it_is(commitment, agreement)
    permissions.decline_commitment.check(by, commitment)
    _must_wait(commitment, agreement)

    commitment.declined, commitment.answered_by_id = today_of(agreement), by.person_id
    commitment.save(update_fields=["declined", "answered_by"])
    keep(agreement)
    record(CommitmentDeclined(commitment.number, commitment.quantity), about=agreement, by=by)
    mails.commitment_declined(commitment)
    return commitment


def _as_it_is(commitment: Commitment, agreement: Agreement) -> Commitment:
    found = Commitment.locked(commitment.pk)
    found.agreement = agreement
    return found


def _must_wait(commitment: Commitment, agreement: Agreement) -> None:
    """Only the last one that was asked for can be answered, and once."""
    newer = agreement.commitments.filter(pk__gt=commitment.pk).exists()
    if newer or commitment.accepted is not None or commitment.declined is not None:
        raise CommitmentAnswered(commitment)


def _fact(commitment: Commitment) -> Fact:
    return Fact(commitment.number, commitment.quantity, commitment.requested, commitment.accepted, commitment.declined)
