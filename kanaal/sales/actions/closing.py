"""Closing an opportunity, as won, lost or cancelled; and opening it again (D8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.addresses import one_line
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.programme.policies import policy
from kanaal.sales import mails, permissions
from kanaal.sales.events import OpportunityBooked, OpportunityCancelled, OpportunityLost, OpportunityReopened
from kanaal.sales.hooks import check_edit
from kanaal.sales.models import Opportunity, SalesOrder, order_key
from kanaal.sales.policy import CloseReasonsPolicy, OrderKindsPolicy, StagesPolicy

MOST_ORDERS = 100


class NotThatFar(Refusal):
    """Booked is reached from the last stages only (`books` of the pack)."""

    code = "not-that-far"

    def __init__(self, stage: str, wanted: str) -> None:
        super().__init__(
            say(_("It is in stage %(stage)s, and a deal is booked from %(wanted)s."), stage=stage, wanted=wanted),
            remedy=say(_("Move it there first, on its page.")),
        )


class ReasonMissing(Refusal):
    field = "reason"
    status = 422

    def __init__(self) -> None:
        super().__init__(say(_("No reason was chosen.")), remedy=say(_("Choose one of the list for this status.")))


class NoteMissing(Refusal):
    field = "note"
    status = 422

    def __init__(self) -> None:
        super().__init__(say(_("This reason asks for a word more.")), remedy=say(_("Say in a few words what it was.")))


class OrderMissing(Refusal):
    field = "number_1"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            say(_("No order number was given.")),
            remedy=say(_("Give at least one, with its kind: without it the deal never meets its order.")),
        )


class OrderUnsound(Refusal):
    status = 422

    def __init__(self, row: int, says: str) -> None:
        self.row = row
        super().__init__(say(says), remedy=say(_("Type it as it stands on the order.")))

    @property
    def field(self) -> str:  # type: ignore[override]  # the row that it is about
        return f"number_{self.row}"


class OrderTwice(Refusal):
    status = 422

    def __init__(self, row: int, number: str) -> None:
        self.row = row
        super().__init__(
            say(_("%(number)s stands here twice with the same kind."), number=name(number)),
            remedy=say(_("Leave one of the two out.")),
        )

    @property
    def field(self) -> str:  # type: ignore[override]  # the row that it is about
        return f"number_{self.row}"


class OrderKnown(Refusal):
    """A warning rather than a no: one order can hold two deals. Whoever says that it is right goes on."""

    field = "sure"

    def __init__(self, number: str, other: str) -> None:
        super().__init__(
            say(_("%(number)s stands on %(other)s of your company already."), number=name(number), other=name(other)),
            remedy=say(_("Look whether it was mistyped. If it is right, tick the box below and save again.")),
        )


@dataclass(frozen=True)
class Order:
    """A number and its kind, as typed; `row` is where it stood in the form, counted from 1."""

    kind: str
    number: str
    row: int = 1

    @property
    def key(self) -> str:
        return order_key(self.number)


@transaction.atomic
def book_opportunity(
    opportunity: Opportunity,
    *,
    reason: str,
    orders: Sequence[Order],
    by: Actor,
    note: str = "",
    sure: bool = False,
) -> Opportunity:
    """It is won: a reason of the list, and at least one order number with its kind (D8).

    `sure`: numbers that stand on another opportunity of the company are right all the same.
    """
    opportunity = Opportunity.locked(opportunity.pk)
    permissions.book_opportunity.check(by, opportunity)
    opportunity.step("book")
    _refuse_early(opportunity)
    _sound_reason("booked", reason, note)
    orders = _sound_orders(orders)
    if not sure:
        _warn_of_known(opportunity, orders)
    check_edit(opportunity, by, "book")

    _keep_orders(opportunity, orders, by)
    _close(opportunity, reason, note)
    kept = [{"kind": one.kind, "number": one.number} for one in orders]
    fact = OpportunityBooked(opportunity_id=opportunity.pk, number=opportunity.number, reason=reason, orders=kept)
    record(fact, about=opportunity, by=by, person_id=opportunity.owner_id)
    return opportunity


@transaction.atomic
def lose_opportunity(opportunity: Opportunity, *, reason: str, by: Actor, note: str = "") -> Opportunity:
    """Somebody else got it, or nobody: a reason of the list, and a word where the list asks for one."""
    opportunity = Opportunity.locked(opportunity.pk)
    permissions.lose_opportunity.check(by, opportunity)
    opportunity.step("lose")
    _sound_reason("lost", reason, note)
    check_edit(opportunity, by, "lose")

    _close(opportunity, reason, note)
    fact = OpportunityLost(opportunity_id=opportunity.pk, number=opportunity.number, reason=reason)
    record(fact, about=opportunity, by=by, person_id=opportunity.owner_id)
    return opportunity


@transaction.atomic
def cancel_opportunity(opportunity: Opportunity, *, reason: str, by: Actor, note: str = "") -> Opportunity:
    """It comes to nothing, through nobody's doing."""
    opportunity = Opportunity.locked(opportunity.pk)
    permissions.cancel_opportunity.check(by, opportunity)
    opportunity.step("cancel")
    _sound_reason("cancelled", reason, note)
    check_edit(opportunity, by, "cancel")

    _close(opportunity, reason, note)
    fact = OpportunityCancelled(opportunity_id=opportunity.pk, number=opportunity.number, reason=reason)
    record(fact, about=opportunity, by=by, person_id=opportunity.owner_id)
    return opportunity


@transaction.atomic
def reopen_opportunity(opportunity: Opportunity, *, reason: str, by: Actor) -> Opportunity:
    """The desk opens a closed one again, for some days (`reopen_days`). Its order numbers stay for the next closing.

    An expected day that has passed becomes today: else it would expire again tonight.
    """
    opportunity = Opportunity.locked(opportunity.pk)
    decision = permissions.reopen_opportunity.check(by, opportunity)
    was = opportunity.state
    opportunity.step("reopen")
    if not one_line(reason):
        raise ReasonMissing
    check_edit(opportunity, by, "reopen")

    now = clock.now()
    opportunity.closed_at, opportunity.close_reason, opportunity.close_note = None, "", ""
    opportunity.close_on, opportunity.touched_at = max(opportunity.close_on, clock.today()), now
    opportunity.save()
    fact = OpportunityReopened(
        opportunity_id=opportunity.pk, number=opportunity.number, was=was, reason=reason.strip()[:2000]
    )
    record(fact, about=opportunity, by=by, person_id=opportunity.owner_id, receipt=decision)
    mails.opportunity_reopened(opportunity, reason=reason.strip()[:2000])
    return opportunity


def _refuse_early(opportunity: Opportunity) -> None:
    stages = policy(StagesPolicy)
    stage = stages.get(opportunity.stage)
    if stage is not None and stage.books:
        return
    wanted = next(one for one in stages.stages if one.books)
    here = f"{stage.number} {stage.name}" if stage else opportunity.stage
    raise NotThatFar(here, f"{wanted.number} {wanted.name}")


def _sound_reason(state: str, key: str, note: str) -> None:
    reason = policy(CloseReasonsPolicy).get(key)
    if reason is None or reason.state != state:
        raise ReasonMissing
    if reason.note and not one_line(note):
        raise NoteMissing


def _sound_orders(orders: Sequence[Order]) -> list[Order]:
    if not orders:
        raise OrderMissing
    found: list[Order] = []
    for one in orders[:MOST_ORDERS]:
        if policy(OrderKindsPolicy).get(one.kind) is None:
            raise OrderUnsound(one.row, _("This number has no kind of the list."))
        if not one.key:
            raise OrderUnsound(one.row, _("This is no order number."))
        if any((one.kind, one.key) == (other.kind, other.key) for other in found):
            raise OrderTwice(one.row, one.number)
        found.append(Order(one.kind, one_line(one.number)[:60], one.row))
    return found


def _warn_of_known(opportunity: Opportunity, orders: Sequence[Order]) -> None:
    """Only within the company: whose numbers others have is nobody's business here."""
    theirs = SalesOrder.objects.filter(key__in=[one.key for one in orders], opportunity__partner=opportunity.partner_id)
    known = {(o.kind, o.key): o.opportunity.number for o in theirs.exclude(opportunity=opportunity.pk).select_related()}
    for one in orders:
        if (one.kind, one.key) in known:
            raise OrderKnown(one.number, known[one.kind, one.key])


def _keep_orders(opportunity: Opportunity, orders: Sequence[Order], by: Actor) -> None:
    opportunity.orders.all().delete()
    now = clock.now()
    SalesOrder.objects.bulk_create(
        SalesOrder(
            opportunity=opportunity, kind=o.kind, number=o.number, key=o.key, added_at=now, added_by_id=by.person_id
        )
        for o in orders
    )


def _close(opportunity: Opportunity, reason: str, note: str) -> None:
    now = clock.now()
    opportunity.closed_at = opportunity.touched_at = now
    opportunity.close_reason, opportunity.close_note = reason, note.strip()[:5000]
    opportunity.save(update_fields=["state", "closed_at", "touched_at", "close_reason", "close_note"])
