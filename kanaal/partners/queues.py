"""What waits at the desk of partners: enrolments in review (P3)."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from kanaal.core import formats
from kanaal.core.queues import Queue, Waiting, register
from kanaal.partners import permissions
from kanaal.partners.models import Enrolment


def _enrolment(row: Mapping[str, str]) -> Waiting:
    title = row["company_name"] or gettext("(no name)")
    return Waiting(title, reverse("desk-enrolment", args=[row["pk"]]), formats.country(row["country"]))


register(
    Queue(
        key="enrolments",
        label=gettext_noop("Enrolments"),
        icon="file-pen",
        door=permissions.see_enrolments,
        url="desk-enrolments",
        waiting=lambda: Enrolment.objects.filter(state="submitted"),
        since="waiting_since",
        promised="promised_at",
        region="region",
        words=("company_name", "country"),
        show=_enrolment,
    )
)
