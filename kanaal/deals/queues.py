"""What waits at the deal desk: registrations that the rules can't decide by themselves (D7)."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_noop

from kanaal.core.queues import Queue, Waiting, register
from kanaal.deals import permissions, queries


def _registration(row: Mapping[str, str]) -> Waiting:
    under = f"{row['number']} · {row['partner__name']}"
    return Waiting(row["account__name"], reverse("desk-registration", args=[row["number"]]), under)


register(
    Queue(
        key="registrations",
        label=gettext_noop("Registrations"),
        icon="shield-check",
        door=permissions.see_registrations,
        url="desk-registrations",
        waiting=queries.waiting,
        since="waiting_since",
        promised="promised_at",
        region="region",
        agent="agent",
        words=("number", "account__name", "partner__name"),
        show=_registration,
    )
)
