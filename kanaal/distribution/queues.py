"""What waits for the vendor in distribution: returns to be authorised, and then to be credited (V6)."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from kanaal.core.queues import Queue, Waiting, register
from kanaal.distribution import permissions
from kanaal.licensing.models import Return


def _return(row: Mapping[str, str]) -> Waiting:
    what = gettext("to be authorised") if row["state"] == "requested" else gettext("to be credited")
    under = f"{row['number']} · {what} · {row['order__distributor__name']}"
    return Waiting(row["order__agreement__name"], reverse("desk-return", args=[row["number"]]), under)


register(
    Queue(
        key="returns",
        label=gettext_noop("Returns"),
        icon="undo-2",
        door=permissions.see_returns,
        url="desk-returns",
        waiting=lambda: Return.objects.filter(promised_at__isnull=False),
        since="waiting_since",
        promised="promised_at",
        region="order__partner__region",
        words=("number", "state", "order__agreement__name", "order__distributor__name"),
        show=_return,
    )
)
