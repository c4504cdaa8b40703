"""Background work: orders that wait are served, strangers' questions are answered by mail."""

from __future__ import annotations

import datetime as dt

from kanaal.contracts.models import ContractOrder
from kanaal.core.jobs import every, job, task
from kanaal.licensingwebsite import telling
from kanaal.licensingwebsite.actions.giving import serve_order
from kanaal.licensingwebsite.mails import serials_arrived
from kanaal.licensingwebsite.models import Serial, SerialNeed
from kanaal.licensingwebsite.queries import is_open


@job(max_attempts=8)
@task()
def serve_waiting(sku: str) -> None:
    """Orders that wait for a product get theirs, the one that has waited longest first; each is done by itself."""
    waiting = SerialNeed.objects.filter(sku=sku, missing__gt=0, order__state="ordered").order_by("since", "pk")
    for pk in list(waiting.values_list("order_id", flat=True)):
        if not Serial.objects.filter(sku=sku, state="free").exists():
            return
        order = ContractOrder.objects.get(pk=pk)
        if given := serve_order(order):
            serials_arrived(order, given)


@every(minutes=30)
def look_for_waiting(tick: dt.datetime) -> None:
    """Whatever lost the job: what waits is served as soon as there is something."""
    if not is_open():
        return
    waits = SerialNeed.objects.filter(missing__gt=0, order__state="ordered").order_by("sku")
    for sku in waits.values_list("sku", flat=True).distinct():
        serve_waiting.enqueue(sku)


@job(max_attempts=8)
@task()
def tell_what_is_wrong(sealed_email: str, sealed_number: str, language: str) -> None:
    telling.tell(sealed_email, sealed_number, language)
