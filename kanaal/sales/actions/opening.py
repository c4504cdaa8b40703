"""Opening an opportunity, and making one after another (D3, D5)."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.numbers import next_number
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.customers.models import Account
from kanaal.partners.models import Partner
from kanaal.programme.policies import policy
from kanaal.sales import permissions
from kanaal.sales.events import OpportunityCopied, OpportunityOpened
from kanaal.sales.hooks import check_edit
from kanaal.sales.models import Opportunity, OpportunityLine
from kanaal.sales.policy import SalesPolicy, StagesPolicy
from kanaal.sales.queries import accounts_for
from kanaal.sales.sound import Details, sound


class CustomerUnknown(Refusal):
    """There is no such customer, or none that the actor may know of: both are said alike."""

    status = 422
    field = "account"

    def __init__(self) -> None:
        super().__init__(
            say(_("There is no customer with this number.")),
            remedy=say(_("Look the customer up by a part of the name, and choose them there.")),
        )


@transaction.atomic
def open_opportunity(
    partner: Partner, *, account: Account, details: Details, by: Actor, token: str = ""
) -> Opportunity:
    """Begin a sales case with a customer; whoever opens it owns it (D5).

    `token` is the form's own: sent twice, it answers the opportunity that it made the first time. Raises
    CustomerUnknown, and Unsound at a field.
    """
    partner = Partner.locked(partner.pk)
    permissions.open_opportunity.check(by, partner)
    known = Opportunity.objects.filter(partner=partner, form_token=token).first() if token else None
    if known is not None:
        return known

    account = _sound_account(account, by)
    details = sound(details)

    made = _made(partner, account, asdict(details) | {"families": list(details.families)}, by, form_token=token)
    fact = OpportunityOpened(opportunity_id=made.pk, number=made.number, account_id=account.pk)
    record(fact, about=made, by=by, person_id=by.person_id)
    return made


@transaction.atomic
def copy_opportunity(opportunity: Opportunity, *, by: Actor, token: str = "") -> Opportunity:
    """A new one with the same customer, details and products, in the first stage and the actor's own (D3).

    Evidence and what the desk said of the first one stay with it: the copy is another deal.
    """
    partner = Partner.locked(opportunity.partner_id)
    permissions.copy_opportunity.check(by, opportunity)
    known = Opportunity.objects.filter(partner=partner, form_token=token).first() if token else None
    if known is not None:
        return known
    account = _sound_account(opportunity.account, by)
    opportunity = Opportunity.locked(opportunity.pk)
    check_edit(opportunity, by, "copy")

    fields = ("name", "deal_type", "need", "segment", "families", "amount", "currency", "next_step", "description")
    values = {name: getattr(opportunity, name) for name in fields}
    values |= {"stage": policy(StagesPolicy).stages[0].key, "close_on": max(opportunity.close_on, clock.today())}
    made = _made(partner, account, values, by, form_token=token, copied_from=opportunity)
    _copy_lines(opportunity, made)
    fact = OpportunityCopied(
        opportunity_id=made.pk, number=made.number, from_id=opportunity.pk, from_number=opportunity.number
    )
    record(fact, about=made, by=by, person_id=by.person_id)
    return made


def _sound_account(account: Account, by: Actor) -> Account:
    """The customer as it is now, held: two that are being merged wait until the opportunity is made."""
    Account.locked(account.pk)
    found = accounts_for(by).filter(pk=account.pk).first()
    if found is None:
        raise CustomerUnknown
    return found


def _made(
    partner: Partner,
    account: Account,
    values: dict[str, object],
    by: Actor,
    *,
    form_token: str = "",
    copied_from: Opportunity | None = None,
) -> Opportunity:
    now = clock.now()
    return Opportunity.objects.create(
        number=next_number("opportunity", policy(SalesPolicy).number_prefix),
        partner=partner,
        owner_id=by.person_id or 0,
        account=account,
        made_at=now,
        touched_at=now,
        form_token=form_token,
        copied_from=copied_from,
        **values,
    )


def _copy_lines(source: Opportunity, to: Opportunity) -> None:
    lines = list(source.lines.all())
    for line in lines:
        line.pk, line.opportunity = None, to
    OpportunityLine.objects.bulk_create(lines)
