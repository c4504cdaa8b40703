"""What waits at the helpdesk: cases that are ours to do, by their next promise (H1)."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_noop

from kanaal.cases import permissions
from kanaal.cases.models import Case
from kanaal.core.queues import Queue, Waiting, register


def _case(row: Mapping[str, str]) -> Waiting:
    who = row["partner__name"] or row["asked_by__name"] or row["asked_by__email"] or row["claimed_email"]
    return Waiting(row["subject"], reverse("case", args=[row["pk"]]), f"{row['number']} · {who}")


register(
    Queue(
        key="cases",
        label=gettext_noop("Cases"),
        icon="message-square",
        door=permissions.see_cases,
        url="case-queue",
        waiting=lambda: Case.objects.filter(due_at__isnull=False),
        since="asked_at",
        promised="due_at",
        region="region",
        agent="assignee",
        words=("number", "subject", "partner__name", "asked_by__name", "asked_by__email", "claimed_email"),
        show=_case,
    )
)
