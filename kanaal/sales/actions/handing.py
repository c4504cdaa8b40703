"""Handing over: one opportunity, or many at once, to a colleague of the same company (D3, P11)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.partners.models import Contact, Partner
from kanaal.sales import mails, permissions
from kanaal.sales.events import OpportunityHandedOver
from kanaal.sales.hooks import check_edit
from kanaal.sales.models import Opportunity
from kanaal.sales.queries import colleagues_for

AT_ONCE = 500
"""Opportunities that a page hands over in one go."""


class NotOneOfUs(Refusal):
    """Whoever gets it is a colleague who can work on it."""

    field = "heir"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            say(_("This isn't a colleague who can work on opportunities.")),
            remedy=say(_("Choose one of the list. Who is missing there has no sales seat, or has left.")),
        )


class HasItAlready(Refusal):
    field = "heir"

    def __init__(self, contact: Contact) -> None:
        super().__init__(
            say(_("%(name)s owns this already."), name=name(str(contact))), remedy=say(_("Choose somebody else."))
        )


class NonePicked(Refusal):
    status = 422

    def __init__(self) -> None:
        super().__init__(say(_("No opportunity was chosen.")), remedy=say(_("Tick those that you hand over.")))


@transaction.atomic
def hand_over_opportunity(opportunity: Opportunity, *, to: Contact, by: Actor) -> Opportunity:
    """Change its owner to a colleague of the same company; they are told by mail (D3)."""
    Partner.locked(opportunity.partner_id)
    opportunity = Opportunity.locked(opportunity.pk)
    permissions.hand_over_opportunity.check(by, opportunity)
    to = _sound_colleague(opportunity.partner, to)
    if to.person_id == opportunity.owner_id:
        raise HasItAlready(to)
    check_edit(opportunity, by, "hand_over")

    _pass_on(opportunity, to, by, because="asked")
    mails.opportunities_handed_over(to, [opportunity], by=by)
    return opportunity


@transaction.atomic
def hand_over_opportunities(
    opportunities: Collection[Opportunity], *, partner: Partner, to: Contact, by: Actor
) -> list[Opportunity]:
    """Several of a company at once, whole or not at all; one mail tells of them all. Theirs already: left as it is."""
    partner = Partner.locked(partner.pk)
    permissions.hand_over_opportunities.check(by, partner)
    to = _sound_colleague(partner, to)
    rows = _locked([one.pk for one in opportunities], partner)
    if not rows:
        raise NonePicked
    rows = [one for one in rows if one.owner_id != to.person_id]
    for one in rows:
        permissions.hand_over_opportunity.check(by, one)
        check_edit(one, by, "hand_over")

    for one in rows:
        _pass_on(one, to, by, because="asked")
    if rows:
        mails.opportunities_handed_over(to, rows, by=by)
    return rows


@transaction.atomic
def hand_over_of_leaver(partner: Partner, *, owner_id: int, to: Contact, by: Actor) -> int:
    """Everything that a leaver owned is a colleague's, seat or no seat, open or closed: never lost (P11).

    Nobody can object: whoever has left can't go on. Answers how many.
    """
    partner = Partner.locked(partner.pk)
    permissions.hand_over_of_leaver.check(by, partner)
    theirs = Opportunity.objects.filter(partner=partner, owner_id=owner_id).values_list("pk", flat=True)
    rows = _locked(list(theirs), partner)

    for one in rows:
        _pass_on(one, to, by, because="left")
    if any(one.is_open for one in rows):
        mails.opportunities_handed_over(to, [one for one in rows if one.is_open], by=by)
    return len(rows)


def _locked(ids: Sequence[int], partner: Partner) -> list[Opportunity]:
    found = Opportunity.objects.select_for_update(of=("self",)).filter(pk__in=ids, partner=partner).order_by("pk")
    rows = list(found)
    for one in rows:
        one.partner = partner
    return rows


def _sound_colleague(partner: Partner, to: Contact) -> Contact:
    found = colleagues_for(partner).filter(pk=to.pk).first()
    if found is None:
        raise NotOneOfUs
    return found


def _pass_on(opportunity: Opportunity, to: Contact, by: Actor, *, because: str) -> None:
    before = opportunity.owner_id
    opportunity.owner_id, opportunity.touched_at = to.person_id or before, clock.now()
    opportunity.save(update_fields=["owner_id", "touched_at"])
    fact = OpportunityHandedOver(
        opportunity_id=opportunity.pk,
        number=opportunity.number,
        from_id=before,
        to_id=opportunity.owner_id,
        because=because,
    )
    record(fact, about=opportunity, by=by, person_id=opportunity.owner_id)
