"""What sales reports contribute to levels: were all delivered that were due (P14, R1)?"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.texts import name, say
from kanaal.levels.measuring import Closing, Datum, Measure, Params, kept, partners_of, register
from kanaal.levels.queries import held_since, rank_of
from kanaal.levels.weighing import terms_of
from kanaal.partners.models import Partner
from kanaal.programme.policies import policy
from kanaal.sellthrough.models import SalesReport, month_of
from kanaal.sellthrough.periods import after, first_day
from kanaal.sellthrough.policy import SellthroughPolicy
from kanaal.sellthrough.queries import due_on
from kanaal.sellthrough.reporters import has_reports

MONTHS = 12


def _due(partner: Partner, terms: Sequence[Any], params: Params, day: dt.date) -> list[str]:
    """The months whose report is late if it isn't there: those that the partner spent whole at a level that owes it."""
    rule = policy(SellthroughPolicy)
    ranks = [rank_of(level) for level in rule.levels]
    since = held_since(partner, terms, min(ranks), day) if ranks else None
    if since is None:
        return []
    back = int(params.get("months", MONTHS))
    months = [after(month_of(day), -ago) for ago in range(back, 0, -1)]
    return [month for month in months if first_day(month) >= since and due_on(month) < day]


def _delivered(ids: Collection[int], params: Params, day: dt.date) -> Mapping[int, set[str]]:
    since = after(month_of(day), -int(params.get("months", MONTHS)))
    rows = SalesReport.objects.filter(partner__in=list(ids), state="taken", month__gte=since)
    found: dict[int, set[str]] = defaultdict(set)
    for partner_id, month in rows.order_by().values_list("partner", "month").distinct():
        found[partner_id].add(month)
    return found


def _values(ids: Collection[int], params: Params, day: dt.date) -> Mapping[int, int]:
    """1 for whoever missed none, also where none was due yet."""
    if not has_reports():
        return {}
    terms = kept(ids, "terms", terms_of)
    due = {one.pk: set(_due(one, terms.get(one.pk, []), params, day)) for one in partners_of(ids)}
    owing = [pk for pk, months in due.items() if months]
    there = _delivered(owing, params, day) if owing else {}
    return {pk: int(months <= there.get(pk, set())) for pk, months in due.items()}


def _data(partner: Partner, params: Params, day: dt.date) -> Sequence[Datum]:
    """Each month that was due, and whether its report came."""
    if not has_reports():
        return []
    due = _due(partner, terms_of([partner.pk]).get(partner.pk, []), params, day)
    there = _delivered([partner.pk], params, day).get(partner.pk, set())
    came, missing = _("Report of %(month)s: delivered"), _("Report of %(month)s: missing")
    return [
        Datum(f"report:{month}", say(came if month in there else missing, month=name(month)), due_on(month))
        for month in due
    ]


def _closes(partner: Partner, params: Params) -> Closing:
    rule = policy(SellthroughPolicy) if has_reports() else None
    if rule is None or partner.level not in rule.levels:
        return Closing(say(_("Nothing is asked of you yet: reports are due once you hold the level.")))
    return Closing(say(_("Send the report of each month, also of one without sales.")), reverse("send-sales-report"),
                   say(_("Send a report")))  # fmt: skip


DELIVERED = register(Measure("sellthrough.reports_delivered", _("sales reports delivered"), _values, _data, _closes))
