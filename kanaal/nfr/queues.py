"""What waits at the desk of partners' own licences: pools that run out, and partners who wait for a number (N2)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from kanaal.catalogue.books import called
from kanaal.catalogue.serials import left_words, low_pools
from kanaal.core.queues import Queue, Waiting, register
from kanaal.nfr import permissions
from kanaal.nfr.models import SerialBatch, SerialNumber, SerialWish
from kanaal.nfr.policy import NfrPolicy
from kanaal.nfr.queries import has_kit
from kanaal.programme.policies import policy


def _low() -> QuerySet[SerialBatch]:
    """The last load of each product of which few are left."""
    if not has_kit():
        return SerialBatch.objects.none()
    free = SerialNumber.objects.filter(partner=None)
    return low_pools(SerialBatch.objects.all(), free, policy(NfrPolicy).pool_low)


def _pool(row: Mapping[str, str]) -> Waiting:
    return Waiting(str(called(row["sku"])), reverse("desk-nfr"), left_words(int(row["free"])))


def _wish(row: Mapping[str, str]) -> Waiting:
    under = gettext("waits for a serial number of %(product)s") % {"product": called(row["sku"])}
    return Waiting(row["partner__name"], reverse("desk-nfr"), under)


register(
    Queue(
        key="pools",
        label=gettext_noop("Serial numbers that run out"),
        icon="gift",
        door=permissions.see_nfr,
        url="desk-nfr",
        waiting=_low,
        since="at",
        words=("sku", "free"),
        show=_pool,
    )
)
register(
    Queue(
        key="serials",
        label=gettext_noop("Partners who wait for a serial number"),
        icon="gift",
        door=permissions.see_nfr,
        url="desk-nfr",
        waiting=lambda: SerialWish.objects.filter(over_at=None),
        since="asked_at",
        region="partner__region",
        words=("sku", "partner__name"),
        show=_wish,
    )
)
