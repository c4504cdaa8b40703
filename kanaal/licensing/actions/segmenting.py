"""A customer that was set up in the wrong market segment: ended there and invited anew, in one go (V8)."""

from __future__ import annotations

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Words, name, say
from kanaal.customers import sound as customers
from kanaal.customers.models import Account
from kanaal.licensing import permissions
from kanaal.licensing.actions.inviting import CustomerInvitedAlready, invite_customer, sound, waiting_for
from kanaal.licensing.actions.moving import cancel_agreement
from kanaal.licensing.customer_details import CustomerDetails, kinds_on_offer
from kanaal.licensing.events.moving import SegmentChanged
from kanaal.licensing.knowing import kind_of
from kanaal.licensing.models import Agreement, CustomerInvitation
from kanaal.licensing.queries import primary_administrator_of
from kanaal.partners.models import Partner


class SegmentUnchanged(Refusal):
    status = 422
    field = "segment"

    def __init__(self, segment: Words | str) -> None:
        shown = segment if isinstance(segment, Words) else name(segment)
        super().__init__(
            say(_("%(segment)s is its market segment already."), segment=shown),
            remedy=say(_("Choose the one to which the customer belongs, or leave the agreement as it is.")),
        )


class NoSuchSegment(Refusal):
    status = 422
    field = "segment"

    def __init__(self) -> None:
        super().__init__(
            say(_("Agreements of this kind are not offered in this market segment.")),
            remedy=say(_("Choose one of the list.")),
        )


class OwnAgreement(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("This is an agreement of your own company; it has no market segment to change.")),
            remedy=say(_("Nothing need be done.")),
        )


@transaction.atomic
def change_segment(agreement: Agreement, *, segment: str, email: str, admin_name: str, by: Actor) -> CustomerInvitation:
    """Cancel the agreement, and invite the customer to a new one in its right segment, under the name that is free now.

    Whole or not at all: what refuses the invitation leaves the agreement as it is. `email` is the customer's
    administrator's. Raises what `cancel_agreement`, `new_details` and `invite_customer` raise.
    """
    partner = Partner.locked(agreement.partner_id)
    Account.locked(agreement.account_id)
    agreement = Agreement.locked(agreement.pk)
    receipt = permissions.change_segment.check(by, agreement)
    details = new_details(agreement, segment=segment, email=email, admin_name=admin_name)

    with translation.override(agreement.language):
        why = str(say(WHY, segment=words_of(segment)))
    cancel_agreement(agreement, why=why, by=by)
    invitation = invite_customer(partner, details=details, by=by, contact=agreement.contact)
    fact = SegmentChanged(agreement.number, agreement.segment, segment, invitation.number)
    record(fact, about=agreement, by=by, receipt=receipt)
    return invitation


WHY = _("The customer belongs to another market segment (%(segment)s), and is invited to a new agreement there.")


def new_details(agreement: Agreement, *, segment: str, email: str, admin_name: str) -> CustomerDetails:
    """What the customer will be invited with. Raises SegmentUnchanged, NoSuchSegment, OwnAgreement, DetailsUnsound."""
    kind = kind_of(agreement)
    if kind.use == "nfr":
        raise OwnAgreement
    if segment == agreement.segment:
        raise SegmentUnchanged(words_of(segment))
    if segment not in segments_for(agreement):
        raise NoSuchSegment
    fields = ("name", "country", "street", "postal_code", "town", "language", "account")
    details = CustomerDetails(
        **{key: getattr(agreement, key) for key in fields}, segment=segment, email=email, admin_name=admin_name,
        terms=_kind_now(agreement, segment),
    )  # fmt: skip
    details = sound(details, agreement.partner)
    if earlier := waiting_for(agreement.partner, agreement.name):
        raise CustomerInvitedAlready(earlier)
    return details


def segments_for(agreement: Agreement | None) -> dict[str, Words]:
    """The market segments to which the customer could belong instead, as the programme offers them now."""
    offered = {segment for kind in kinds_on_offer() for segment in kind.segments}
    now = agreement.segment if agreement else ""
    return {key: words for key, words in customers.segments().items() if key in offered and key != now}


def words_of(segment: str) -> Words | str:
    found: Words | str = customers.segments().get(segment, segment)
    return found


def addressee_of(agreement: Agreement) -> tuple[str, str]:
    """Who would be invited unless somebody else is named: its primary administrator's address and name."""
    primary = primary_administrator_of(agreement)
    return (primary.email, primary.person.name) if primary else ("", "")


def _kind_now(agreement: Agreement, segment: str) -> str:
    """The same kind of agreement where it is still offered in the segment, else the first one that is."""
    fit = [kind.key for kind in kinds_on_offer() if segment in kind.segments]
    return agreement.terms if agreement.terms in fit else fit[0]
