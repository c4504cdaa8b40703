"""What waits at the desk of levels: applications for a higher one (P14)."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_noop

from kanaal.core.queues import Queue, Waiting, register
from kanaal.levels import permissions
from kanaal.levels.models import Upgrade
from kanaal.partners.policy import LevelsPolicy
from kanaal.programme.policies import policy


def _upgrade(row: Mapping[str, str]) -> Waiting:
    level = policy(LevelsPolicy).get(row["level"])
    under = f"{row['number']} · {level.name if level else row['level']}"
    return Waiting(row["partner__name"], reverse("desk-upgrade", args=[row["pk"]]), under)


register(
    Queue(
        key="upgrades",
        label=gettext_noop("Applications for a level"),
        icon="trending-up",
        door=permissions.see_levels,
        url="desk-upgrades",
        waiting=lambda: Upgrade.objects.filter(state="open"),
        since="asked_at",
        promised="promised_at",
        region="partner__region",
        words=("number", "level", "partner__name"),
        show=_upgrade,
    )
)
