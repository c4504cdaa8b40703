"""The desk sees to what distributors report otherwise: it asks them, or the reseller, or leaves it (V14)."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.distribution import mails, permissions
from kanaal.distribution.events import DifferenceAskedAbout
from kanaal.distribution.models import Discrepancy
from kanaal.licensing.models import Agreement


class Settled(Refusal):
    status = 409

    def __init__(self) -> None:
        super().__init__(
            say(_("This difference is there no more: an order, a return or a newer report has settled it.")),
            remedy=say(_("Nothing is to be done.")),
            link=reverse("desk-differences"),
            label=say(_("Look at the others")),
        )


class NobodySaid(Refusal):
    status = 422
    field = "whom"

    def __init__(self) -> None:
        super().__init__(
            say(_("It does not say who is asked.")), remedy=say(_("Choose the distributor, the reseller, or nobody."))
        )


class NoWordWhy(Refusal):
    status = 422
    field = "note"

    def __init__(self) -> None:
        super().__init__(
            say(_("It does not say why the difference is left.")),
            remedy=say(_("Write a sentence; a colleague who looks later reads it in the agreement's history.")),
        )


class NobodyHears(Refusal):
    """Nobody at the company can be written to."""

    field = "whom"

    def __init__(self, agreement: Agreement, whom: str) -> None:
        partner = whom == "reseller"
        super().__init__(
            say(_("Nobody there can be reached by mail.")),
            remedy=say(_("Call them, then choose “nobody” and write down what they said.")),
            link=reverse("desk-partner", args=[agreement.partner_id]) if partner else reverse("desk-distributors"),
            label=say(_("Look at %(partner)s"), partner=name(agreement.partner.name)) if partner
            else say(_("Look at the distributors")),
        )  # fmt: skip


@transaction.atomic
def ask_about_difference(one: Discrepancy, *, whom: str, note: str = "", by: Actor) -> Discrepancy:
    """Whoever is asked gets a mail with both counts and with what mends it. It leaves the desk's list, and comes back
    when a newer report says the same. Raises Settled, NobodySaid, NoWordWhy, NobodyHears.
    """
    one = _held(one)
    receipt = permissions.ask_about_difference.check(by, one)
    note = note.strip()
    if whom not in dict(Discrepancy.ASKED):
        raise NobodySaid
    if whom == "nobody" and not note:
        raise NoWordWhy
    if whom != "nobody" and not mails.difference_found(one, whom, note):
        raise NobodyHears(one.agreement, whom)

    one.asked, one.asked_at, one.asked_by_id = whom, clock.now(), by.person_id
    one.save(update_fields=["asked", "asked_at", "asked_by"])
    fact = DifferenceAskedAbout(sku=one.sku, whom=whom, ordered=one.ordered, reported=one.reported, note=note)
    record(fact, about=one.agreement, by=by, receipt=receipt)
    return one


def _held(one: Discrepancy) -> Discrepancy:
    """As it is now. Raises Settled when it is there no more."""
    rows = Discrepancy.objects.select_for_update(of=("self",)).select_related("agreement__partner")
    held = rows.filter(pk=one.pk).first()
    if held is None:
        raise Settled
    return held
