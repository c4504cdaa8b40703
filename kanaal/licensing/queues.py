"""What waits at the desk of licences: whom nothing that is coming will reach, and nobody was asked to mend it (V7)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from kanaal.core.queues import Queue, Waiting, register
from kanaal.core.texts import Text
from kanaal.licensing import permissions, queries, wordings
from kanaal.licensing.models import Unreached
from kanaal.licensing.rules.kinds import Kind


def _to_mend() -> QuerySet[Unreached]:
    return queries.unreached().filter(asked_at=None)


def _unreached(row: Mapping[str, str]) -> Waiting:
    who = str(wordings.role_name(row["role"])) if row["role"] else gettext("everybody")
    why = str(Text(str(Unreached.Why(row["why"]).label)))
    under = f"{wordings.called(Kind(row['about']))} · {who}: {why}"
    return Waiting(row["agreement__name"], reverse("agreement-timeline", args=[row["agreement__number"]]), under)


register(
    Queue(
        key="unreached",
        label=gettext_noop("Whom nothing reaches"),
        icon="bell",
        door=permissions.see_agreements,
        url="desk-unannounced",
        waiting=_to_mend,
        since="found_at",
        promised="mend_by",
        region="agreement__partner__region",
        words=("agreement__name", "agreement__number", "role", "why", "about"),
        show=_unreached,
    )
)
