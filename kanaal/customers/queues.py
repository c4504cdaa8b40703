"""What waits at the desk of customers: pairs of accounts that may be one company (D5)."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from kanaal.core.queues import Queue, Waiting, register
from kanaal.customers import permissions
from kanaal.customers.models import DuplicatePair


def _pair(row: Mapping[str, str]) -> Waiting:
    title = gettext("%(first)s and %(second)s") % {"first": row["first__name"], "second": row["second__name"]}
    return Waiting(title, reverse("desk-duplicate", args=[row["pk"]]), gettext("One company, or two?"))


register(
    Queue(
        key="duplicates",
        label=gettext_noop("Duplicates"),
        icon="copy",
        door=permissions.see_accounts,
        url="desk-duplicates",
        waiting=lambda: DuplicatePair.objects.filter(state="open"),
        since="found_at",
        words=("first__name", "second__name"),
        show=_pair,
    )
)
