"""The desk asks whoever can be reached to name somebody who hears of what is coming."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.licensing import permissions
from kanaal.licensing.events import AddresseeAskedFor
from kanaal.licensing.mails.announcing import addressee_asked_for
from kanaal.licensing.models import Agreement, Unreached
from kanaal.licensing.reaching import RESELLER, Reader, colleagues_of, readers_of


class NobodyToAsk(Refusal):
    def __init__(self, agreement: Agreement) -> None:
        super().__init__(
            say(_("Nobody at %(partner)s can be reached by mail, either."), partner=name(agreement.partner.name)),
            remedy=say(_("Call them; their numbers stand on the page of the partner.")),
            link=reverse("desk-partner", args=[agreement.partner_id]),
            label=say(_("Look at the partner")),
        )


@transaction.atomic
def ask_for_addressee(unreached: Unreached, *, by: Actor) -> list[Reader]:
    """Those who can be reached at the reseller are asked to see to it. Answers who they are."""
    agreement = Agreement.locked(unreached.agreement_id)
    receipt = permissions.ask_for_addressee.check(by, agreement)

    whom = whom_to_ask(agreement, unreached.role)
    if not whom:
        raise NobodyToAsk(agreement)
    unreached.asked_at = clock.now()
    unreached.save(update_fields=["asked_at"])
    record(AddresseeAskedFor(agreement.number, unreached.role), about=agreement, by=by, receipt=receipt)
    for reader in whom:
        addressee_asked_for(agreement, reader, unreached.role, Text(unreached.get_why_display()), unreached.happens_on)
    return whom


def whom_to_ask(agreement: Agreement, role: str) -> list[Reader]:
    """The reseller for its customer; for the reseller its other contacts."""
    found = colleagues_of(agreement) if role == RESELLER else readers_of(agreement)[RESELLER]
    return [who for who in found if who.reached]
