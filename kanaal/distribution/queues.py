"""What waits for the vendor in distribution: returns to be authorised, and then to be credited (V6); and where stock
reports differ from what was ordered (V14).
"""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from kanaal.core.queues import Queue, Waiting, register
from kanaal.core.texts import Text
from kanaal.distribution import permissions
from kanaal.distribution.models import Discrepancy
from kanaal.licensing.models import Return
from kanaal.licensing.sound import called


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


def _difference(row: Mapping[str, str]) -> Waiting:
    why = str(Text(dict(Discrepancy.WHY)[row["why"]]))
    counts = gettext("%(reported)s reported, %(ordered)s ordered") % row
    under = f"{called(row['sku'])} · {why} · {counts}"
    return Waiting(row["agreement__name"], reverse("desk-difference", args=[row["pk"]]), under)


register(
    Queue(
        key="differences",
        label=gettext_noop("Reconciliation"),
        icon="scale",
        door=permissions.see_differences,
        url="desk-differences",
        waiting=lambda: Discrepancy.objects.filter(asked_at=None),
        since="found_at",
        promised="promised_at",
        region="agreement__partner__region",
        words=("agreement__name", "sku", "why", "reported", "ordered"),
        show=_difference,
    )
)
