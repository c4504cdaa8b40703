"""What distribution does when others acted: mails to the distributor; and what it says before one ends."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.decisions import Finding, unmet
from kanaal.core.events import on
from kanaal.core.models import Event
from kanaal.core.texts import say
from kanaal.distribution import mails, tasks
from kanaal.distribution.actions.at_once import send_back_at_once
from kanaal.distribution.events import FileStarted, FileTakenIn, ReturnAuthorised
from kanaal.distribution.models import DistributorFile
from kanaal.distribution.policy import DistributionPolicy
from kanaal.distributors.hooks import OBJECTIONS
from kanaal.distributors.models import Distributor
from kanaal.levels import measuring
from kanaal.licensing.events.orders import OrderAsked, OrderWithdrawn
from kanaal.licensing.events.returning import ReturnAsked, ReturnWithdrawn
from kanaal.licensing.models import Order, Return
from kanaal.people.replaying import actor_of
from kanaal.programme.policies import policy

RELATED = ("agreement", "partner", "distributor")


@on(OrderAsked)
def tell_distributor_of_order(fact: OrderAsked, event: Event) -> None:
    mails.order_arrived(_order(event))


@on(ReturnAuthorised)
def weigh_the_seller(fact: ReturnAuthorised, event: Event) -> None:
    """What went back counts for the reseller's level no longer (P14)."""
    measuring.changed(_order(event).partner_id)


@on(OrderWithdrawn)
def tell_distributor_of_withdrawal(fact: OrderWithdrawn, event: Event) -> None:
    """What was confirmed of an order that was to go back at once goes back now: nothing of it waits any more."""
    order = _order(event)
    mails.order_taken_back(order, fact.quantity)
    send_back_at_once(order, by=actor_of(event))


@on(ReturnAsked)
def tell_distributor_of_return(fact: ReturnAsked, event: Event) -> None:
    """Not of one that its own confirmation set going."""
    asked = _return(fact.return_id)
    if asked.state == "asked":
        mails.return_arrived(asked)


@on(ReturnWithdrawn)
def tell_distributor_of_return_withdrawn(fact: ReturnWithdrawn, event: Event) -> None:
    mails.return_taken_back(_return(fact.return_id))


@on(FileTakenIn)
def read_in_background(fact: FileTakenIn, event: Event) -> None:
    """A large file is read by the worker; a small one while its sender waits."""
    if fact.lines > policy(DistributionPolicy).at_once_rows:
        job = tasks.read_a_file.enqueue(event.about_id)
        DistributorFile.objects.filter(pk=event.about_id).update(job=job.id)


@on(FileStarted)
def carry_out_in_background(fact: FileStarted, event: Event) -> None:
    if fact.rows > policy(DistributionPolicy).at_once_rows:
        job = tasks.carry_out_a_file.enqueue(event.about_id)
        DistributorFile.objects.filter(pk=event.about_id).update(job=job.id)
    else:
        DistributorFile.objects.filter(pk=event.about_id).update(job=None)


def waiting_orders(distributor: Distributor) -> Iterable[Finding]:
    """A distributor that ends leaves no reseller without an answer."""
    orders = Order.objects.filter(distributor=distributor, state="asked").order_by().values_list("pk")
    returns = Return.objects.filter(order__distributor=distributor, state__in=("asked", "authorised", "credited"))
    if waits := orders.union(returns.order_by().values_list("pk"), all=True).count():
        yield unmet(
            _("%(waits)s orders and returns wait for it"),
            waits=waits,
            remedy=say(_("Let it answer them first, or ask the resellers to order elsewhere.")),
            link=reverse("desk-returns") + f"?distributor={distributor.number}",
            label=say(_("See its returns")),
        )


OBJECTIONS.append(waiting_orders)


def _order(event: Event) -> Order:
    return Order.objects.select_related(*RELATED).get(pk=event.about_id)


def _return(return_id: int) -> Return:
    return Return.objects.select_related(*(f"order__{one}" for one in RELATED)).get(pk=return_id)
