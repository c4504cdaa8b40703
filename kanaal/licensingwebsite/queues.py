"""What waits at the desk: pools that run out, and orders whose customers wait for serial numbers (K5)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop

from kanaal.catalogue.books import called
from kanaal.catalogue.serials import left_words, low_pools
from kanaal.core.queues import Queue, Waiting, register
from kanaal.licensingwebsite import permissions
from kanaal.licensingwebsite.models import Serial, SerialLoad, SerialNeed
from kanaal.licensingwebsite.policy import LicensingWebsitePolicy
from kanaal.licensingwebsite.queries import is_open
from kanaal.programme.policies import policy


def _need(row: Mapping[str, str]) -> Waiting:
    under = f"{row['order__number']} · {row['missing']} × {called(row['sku'])}"
    return Waiting(row["order__account__name"], reverse("desk-licences-order", args=[row["order__number"]]), under)


def _low() -> QuerySet[SerialLoad]:
    """The last load of each product of which few are left; what was never loaded shows by the orders that wait."""
    if not is_open():
        return SerialLoad.objects.none()
    free = Serial.objects.filter(state="free")
    return low_pools(SerialLoad.objects.all(), free, policy(LicensingWebsitePolicy).pool_low)


def _pool(row: Mapping[str, str]) -> Waiting:
    return Waiting(str(called(row["sku"])), reverse("desk-licences"), left_words(int(row["free"])))


register(
    Queue(
        key="order-pools",
        label=gettext_noop("Serial numbers for orders that run out"),
        icon="key-round",
        door=permissions.see_pools,
        url="desk-licences",
        waiting=_low,
        since="at",
        words=("sku", "free"),
        show=_pool,
    )
)
register(
    Queue(
        key="order-serials",
        label=gettext_noop("Orders that wait for serial numbers"),
        icon="key-round",
        door=permissions.see_pools,
        url="desk-licences-waiting",
        waiting=lambda: SerialNeed.objects.filter(missing__gt=0, order__state="ordered"),
        since="since",
        region="order__partner__region",
        words=("order__number", "order__account__name", "sku", "missing"),
        show=_need,
    )
)
