"""What waits for the vendor's finance: bank details of companies in which nobody else could confirm them (R4)."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_noop

from kanaal.bankdetails import permissions, queries
from kanaal.bankdetails.rules import masked
from kanaal.core.queues import Queue, Waiting, register


def _details(row: Mapping[str, str]) -> Waiting:
    return Waiting(row["partner__name"], reverse("desk-bank-details"), masked(row["country"], row["tail"]))


register(
    Queue(
        key="bank-details",
        label=gettext_noop("Bank details to confirm"),
        icon="landmark",
        door=permissions.confirm_for_companies,
        url="desk-bank-details",
        waiting=queries.waiting_for_finance,
        since="entered_at",
        region="partner__region",
        words=("partner__name", "country", "tail"),
        show=_details,
    )
)
