"""What waits at the helpdesk: requests that an agent can decide (H2)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import DateTimeField, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_noop

from kanaal.core.queues import Queue, Waiting, register
from kanaal.core.texts import Text
from kanaal.helpdesk import permissions
from kanaal.helpdesk.kinds import KINDS
from kanaal.helpdesk.models import Request


def _open() -> QuerySet[Request]:
    """What waits for somebody's authorisation is not the helpdesk's to do yet."""
    rows = Request.objects.filter(state="open")
    return rows.annotate(since=Coalesce("ready_at", "asked_at", output_field=DateTimeField()))


def _request(row: Mapping[str, str]) -> Waiting:
    kind = KINDS.get(row["kind"])
    title = str(Text(kind.label)) if kind else row["kind"]
    under = f"{row['number']} · {row['asked_by__name'] or row['asked_by__email']}"
    return Waiting(title, reverse("request", args=[row["pk"]]), under)


register(
    Queue(
        key="requests",
        label=gettext_noop("Requests to the helpdesk"),
        icon="life-buoy",
        door=permissions.see_requests,
        url="request-queue",
        waiting=_open,
        since="since",
        promised="promised_at",
        words=("number", "kind", "asked_by__name", "asked_by__email"),
        show=_request,
    )
)
