"""What waits for the desk: contracts whose renewal was asked for, where the desk carries renewals out (K3)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop

from kanaal.contracts import permissions
from kanaal.contracts.models import Contract
from kanaal.contracts.policy import ContractsPolicy
from kanaal.contracts.queries import has_contracts
from kanaal.core.queues import Queue, Waiting, register
from kanaal.programme.policies import policy


def _waiting() -> QuerySet[Contract]:
    asked = Contract.objects.filter(renewal_asked_at__isnull=False)
    return asked if has_contracts() and policy(ContractsPolicy).renewed_by == "desk" else asked.none()


def _renewal(row: Mapping[str, str]) -> Waiting:
    return Waiting(row["name"], reverse("contract", args=[row["number"]]), f"{row['number']} · {row['partner__name']}")


register(
    Queue(
        key="contract-renewals",
        label=gettext_noop("Contracts to renew"),
        icon="refresh-cw",
        door=permissions.see_contracts,
        url="desk-contracts",
        waiting=_waiting,
        since="renewal_asked_at",
        region="region",
        words=("number", "name", "partner__name"),
        show=_renewal,
    )
)
