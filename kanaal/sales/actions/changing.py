"""Changing an opportunity, and moving it along the pipeline (D3)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.customers.models import Account
from kanaal.programme.policies import policy
from kanaal.sales import permissions
from kanaal.sales.actions.opening import CustomerUnknown
from kanaal.sales.events import OpportunityChanged, OpportunityStageMoved
from kanaal.sales.hooks import check_edit
from kanaal.sales.models import Opportunity
from kanaal.sales.policy import StagesPolicy
from kanaal.sales.queries import accounts_for
from kanaal.sales.sound import Details, Unsound, sound

FIELDS = (
    "name", "deal_type", "need", "segment", "families", "amount", "currency", "close_on", "next_step", "description",
)  # fmt: skip


class AmountIsOfLines(Refusal):
    """With products on it, an opportunity is worth what they cost."""

    field = "amount"

    def __init__(self) -> None:
        super().__init__(
            say(_("Its amount is the total of its products.")), remedy=say(_("Change the products instead."))
        )


class CurrencyIsOfLines(Refusal):
    field = "currency"

    def __init__(self) -> None:
        super().__init__(
            say(_("Its products have prices in another currency.")),
            remedy=say(_("Take the products off first; they can be put on again at prices of the other one.")),
        )


class ChangedMeanwhile(Refusal):
    """Somebody saved it while the form was open: what the form showed is not what it is any more."""

    code = "opportunity-changed"

    def __init__(self) -> None:
        super().__init__(
            say(_("This opportunity was changed in the meantime, in another window perhaps.")),
            remedy=say(_("Look at it as it is now, and save again. What you typed is still here.")),
        )


@transaction.atomic
def change_opportunity(
    opportunity: Opportunity, *, details: Details, by: Actor, account: Account | None = None, seen: str = ""
) -> Opportunity:
    """Change what is said of it; the stage moves by itself (`move_stage`). Saving what it was already changes nothing.

    `seen` is `version_of` the opportunity when the form was made: one that was changed since is refused.
    """
    if account is not None:
        Account.locked(account.pk)
    opportunity = Opportunity.locked(opportunity.pk)
    permissions.change_opportunity.check(by, opportunity)
    opportunity.step("edit")
    if seen and seen != version_of(opportunity):
        raise ChangedMeanwhile
    new = _new_values(opportunity, details, account, by)
    changed = [name for name, value in new.items() if getattr(opportunity, name) != value]
    if not changed:
        return opportunity
    check_edit(opportunity, by, *(f"change.{name.removesuffix('_id')}" for name in changed))

    for name in changed:
        setattr(opportunity, name, new[name])
    opportunity.touched_at = clock.now()
    opportunity.save(update_fields=[*changed, "touched_at"])
    fields = [name.removesuffix("_id") for name in changed]
    fact = OpportunityChanged(opportunity_id=opportunity.pk, number=opportunity.number, fields=fields)
    record(fact, about=opportunity, by=by, person_id=opportunity.owner_id)
    return opportunity


def version_of(opportunity: Opportunity) -> str:
    """What a form carries to know whether somebody else saved meanwhile."""
    return opportunity.touched_at.isoformat()


def _new_values(opportunity: Opportunity, details: Details, account: Account | None, by: Actor) -> dict[str, Any]:
    sounded = sound(details, before=opportunity.close_on)
    new = {name: getattr(sounded, name) for name in FIELDS}
    new["families"] = list(sounded.families)
    if opportunity.lines.exists():
        if new["currency"] != opportunity.currency:
            raise CurrencyIsOfLines
        if new["amount"] != opportunity.amount:
            raise AmountIsOfLines
        new["families"] = opportunity.families
    if account is not None and account.pk != opportunity.account_id:
        if not accounts_for(by).filter(pk=account.pk).exists():
            raise CustomerUnknown
        new["account_id"] = account.pk
    return new


@transaction.atomic
def move_stage(opportunity: Opportunity, *, stage: str, by: Actor) -> Opportunity:
    """Move it along, or back. Only forward counts as progress, upon which a protection can be extended (D7)."""
    opportunity = Opportunity.locked(opportunity.pk)
    permissions.move_stage.check(by, opportunity)
    opportunity.step("edit")
    stages = policy(StagesPolicy)
    if stages.get(stage) is None:
        raise Unsound("stage", say(_("This is none of the choices.")), say(_("Choose one of the list.")))
    if stage == opportunity.stage:
        return opportunity
    check_edit(opportunity, by, "move_stage")

    before, now = opportunity.stage, clock.now()
    forward = stages.place(stage) > stages.place(before)
    opportunity.stage, opportunity.touched_at = stage, now
    opportunity.progressed_at = now if forward else opportunity.progressed_at
    opportunity.save(update_fields=["stage", "touched_at", "progressed_at"])
    fact = OpportunityStageMoved(
        opportunity_id=opportunity.pk, number=opportunity.number, from_stage=before, to_stage=stage,
        was=stages.number(before), now=stages.number(stage), forward=forward,
    )  # fmt: skip
    record(fact, about=opportunity, by=by, person_id=opportunity.owner_id)
    return opportunity
