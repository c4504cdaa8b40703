"""What waits for the vendor in rebates: cycles to propose and to approve, and lines that found no deal (R2)."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from kanaal.core.queues import Queue, Waiting, register
from kanaal.rebates import permissions
from kanaal.rebates.models import Cycle, Match
from kanaal.rebates.models.matches import MENDABLE


def _cycle(row: Mapping[str, str]) -> Waiting:
    return Waiting(row["key"], reverse("rebate-cycle", args=[row["pk"]]), gettext("rebates to approve"))


def _computed(row: Mapping[str, str]) -> Waiting:
    return Waiting(row["key"], reverse("rebate-cycle", args=[row["pk"]]), gettext("rebates to propose"))


def _line(row: Mapping[str, str]) -> Waiting:
    title = f"{row['line__sku']} × {row['line__quantity']}"
    under = row["partner__name"] or row["line__reseller"]
    return Waiting(title, reverse("rebate-line", args=[row["pk"]]), under)


register(
    Queue(
        key="rebate-cycles-to-approve",
        label=gettext_noop("Rebates to approve"),
        icon="badge-check",
        door=permissions.see_rebates,
        url="rebate-cycles",
        waiting=lambda: Cycle.objects.filter(state="proposed"),
        since="proposed_at",
        region="region",
        words=("key",),
        show=_cycle,
    )
)
register(
    Queue(
        key="rebate-cycles-to-propose",
        label=gettext_noop("Rebates to propose"),
        icon="send",
        door=permissions.see_rebates,
        url="rebate-cycles",
        waiting=lambda: Cycle.objects.filter(state="computed"),
        since="computed_at",
        region="region",
        words=("key",),
        show=_computed,
    )
)
register(
    Queue(
        key="lines-without-a-deal",
        label=gettext_noop("Lines without a deal"),
        icon="scan-search",
        door=permissions.see_rebates,
        url="rebate-lines",
        # A line of nobody we know waits among the resellers that reports name.
        waiting=lambda: Match.objects.filter(how="none", partner__isnull=False, reason__in=MENDABLE),
        since="found_at",
        region="region",
        words=("line__sku", "line__quantity", "partner__name", "line__reseller"),
        show=_line,
    )
)
