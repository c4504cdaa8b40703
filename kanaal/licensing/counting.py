"""From rows to the four counts of each product: given to users, usable, ordered, reported by distributors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count, F, Max, OuterRef, Subquery, Sum

from kanaal.licensing.knowing import facts_of_many, terms_of, today_of
from kanaal.licensing.models import Agreement, Assignment, OrderLine, ReportedHolding
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.reconciling import Line, Report, Waiting, reconcile

Reports = dict[str, list[Report]]


def lines_of(agreements: Sequence[Agreement]) -> dict[int, tuple[Line, ...]]:
    """Agreement's id → a line for each product; with as many questions for many as for one."""
    ids = [one.pk for one in agreements]
    known, assigned, waiting, reports = facts_of_many(agreements), _assigned(ids), _waiting(ids), _reported(ids)
    return {
        one.pk: reconcile(
            known[one.pk] or Facts(today_of(one)),
            terms_of(one),
            today_of(one),
            assigned=assigned[one.pk],
            waiting=waiting[one.pk],
            reports=reports.get(one.pk),
        )
        for one in agreements
    }


def _assigned(ids: Sequence[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Assignment.objects.filter(agreement__in=ids, until__isnull=True).order_by()
    for agreement, sku, count in rows.values_list("agreement_id", "sku").annotate(Count("pk")):
        found[agreement][sku] = count
    return found


def _waiting(ids: Sequence[int]) -> dict[int, dict[str, Waiting]]:
    """What of each product was asked and not answered, apart for what was added and what is renewed."""
    found: dict[int, dict[str, Waiting]] = defaultdict(dict)
    lines = OrderLine.objects.filter(order__agreement__in=ids, order__state="asked").order_by()
    left = Sum(F("quantity") - F("confirmed") - F("refused"))
    asked = lines.values_list("order__agreement_id", "sku", "order__kind").annotate(left=left)
    for agreement, sku, kind, count in asked:
        known = found[agreement].get(sku, Waiting())
        more = Waiting(0, count) if kind == "renewal" else Waiting(count, 0)
        found[agreement][sku] = Waiting(known.added + more.added, known.renewed + more.renewed)
    return found


def _reported(ids: Sequence[int]) -> dict[int, Reports]:
    """What each distributor said last of an agreement; nothing of one of which none said anything."""
    same = ReportedHolding.objects.filter(agreement=OuterRef("agreement"), distributor=OuterRef("distributor"))
    last = same.order_by().values("distributor").annotate(day=Max("reported_on")).values("day")
    rows = ReportedHolding.objects.filter(agreement__in=ids, reported_on=Subquery(last)).select_related("distributor")
    found: dict[int, Reports] = {}
    for row in rows.order_by("distributor__name", "pk"):
        mine = found.setdefault(row.agreement_id, {})
        mine.setdefault(row.sku, []).append(Report(row.distributor.name, row.reported_on, row.quantity))
    return found
