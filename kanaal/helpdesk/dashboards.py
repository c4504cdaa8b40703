"""How fast the helpdesk decides what it is asked (H2)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kanaal.core.dashboards import Asked, Block, Cell, Dashboard, Picture, by_month, hours, month_name, register, share
from kanaal.core.texts import Text
from kanaal.helpdesk import permissions
from kanaal.helpdesk.kinds import KINDS
from kanaal.helpdesk.models import Request


def requests(asked: Asked) -> list[Block]:
    """By the month in which they were asked. What waited for somebody's authorisation is not the helpdesk's time."""
    ready = Coalesce(F("ready_at"), F("asked_at"))
    took = ExpressionWrapper(F("decided_at") - ready, output_field=DurationField())
    decided = Q(state__in=("approved", "declined"))
    months = by_month(
        Request.objects.all(),
        "asked_at",
        asked,
        many=Count("pk"),
        decided=Count("pk", filter=decided),
        in_time=Count("pk", filter=decided & Q(decided_at__lte=F("promised_at"))),
        took=Avg(took, filter=decided),
    )
    rows: list[list[Cell]] = []
    for month, found in months.items():
        row: dict[str, Any] = {"many": 0, "decided": 0, "in_time": 0, "took": None, **found}
        kept = share(row["in_time"], row["decided"])
        rows.append([month_name(month), row["many"], row["decided"], kept, hours(row["took"])])
    heading = [
        _("Month"), _("Asked"), _("Decided"), _("Answered in time, per cent"), _("Hours to the answer, on average"),
    ]  # fmt: skip
    picture = Picture("line", _("Requests, by month"), [(row[0], row[1]) for row in rows], _("Month"))
    return [Block("by-month", _("Answer times"), heading, rows, picture), _by_kind(asked)]


def _by_kind(asked: Asked) -> Block:
    found = Request.objects.filter(asked_at__gte=asked.starts, asked_at__lt=asked.ends).order_by()
    sums = Counter({row["kind"]: row["many"] for row in found.values("kind").annotate(many=Count("pk"))})
    names = {key: str(Text(kind.label)) for key, kind in KINDS.items()}
    rows: list[list[Cell]] = [[names.get(key, key), many] for key, many in sums.most_common()]
    picture = Picture("bars", _("Requests by kind"), [(row[0], row[1]) for row in rows], _("Kind"))
    return Block("by-kind", _("By kind"), [_("Kind"), _("Asked")], rows, picture)


register(
    Dashboard(
        key="requests",
        order=70,
        label=gettext_noop("Requests"),
        icon="life-buoy",
        door=permissions.see_requests,
        make=requests,
        regional=False,
    )
)
