"""What the licensing website does when distribution tells of orders: serial numbers come and go with them (K5)."""

from __future__ import annotations

from kanaal.contracts.events import ContractOrderCancelled, ContractOrderCorrected, ContractOrderEntered
from kanaal.contracts.models import ContractOrder
from kanaal.core.events import on
from kanaal.core.models import Event
from kanaal.licensingwebsite.actions.giving import end_order_licences, serve_order
from kanaal.licensingwebsite.events import SerialPoolLoaded
from kanaal.licensingwebsite.queries import is_open
from kanaal.licensingwebsite.tasks import serve_waiting


def serve(fact: ContractOrderEntered | ContractOrderCorrected, event: Event) -> None:
    """In the same moment: whoever looks at the order finds its serial numbers, or that it waits for them."""
    if is_open():
        serve_order(ContractOrder.objects.get(pk=fact.order_id))


on(ContractOrderEntered)(serve)
on(ContractOrderCorrected)(serve)


@on(ContractOrderCancelled)
def end(fact: ContractOrderCancelled, event: Event) -> None:
    if is_open():
        end_order_licences(ContractOrder.objects.get(pk=fact.order_id))


@on(SerialPoolLoaded)
def serve_those_who_wait(fact: SerialPoolLoaded, event: Event) -> None:
    serve_waiting.enqueue(fact.sku)
