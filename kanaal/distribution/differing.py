"""Where distributors' stock reports differ from what was ordered, kept as rows: they wait at the desk (V14)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import transaction

from kanaal.core import clock
from kanaal.distribution.models import Discrepancy
from kanaal.distribution.policy import DistributionPolicy
from kanaal.licensing.counting import lines_of
from kanaal.licensing.models import Agreement
from kanaal.licensing.rules.reconciling import Differs, Line
from kanaal.programme import releases
from kanaal.programme.policies import policy

CHUNK = 200
UNEXPLAINED = (Differs.REPORTED_LESS, Differs.REPORTED_MORE)
KEPT = [
    "why",
    "quantity",
    "ordered",
    "reported",
    "reported_on",
    "found_at",
    "promised_at",
    "asked",
    "asked_at",
    "asked_by",
]


def look_at(agreements: Iterable[int]) -> None:
    """Keep what differs for these agreements, as it is now; what agrees by now stands there no more.

    Some at a time, each lot in a transaction of its own: begun again after an interruption it comes to the same.
    """
    left = iter(agreements)
    with releases.steady():
        while some := list(islice(left, CHUNK)):
            _look_at(some)


def look_again() -> None:
    """At all that differed when it was last looked at: an order or a return may have settled it meanwhile."""
    look_at(list(Discrepancy.objects.order_by("agreement").values_list("agreement", flat=True).distinct()))


@transaction.atomic
def _look_at(ids: Sequence[int]) -> None:
    agreements = list(Agreement.objects.filter(pk__in=ids))
    held = Discrepancy.objects.select_for_update().filter(agreement__in=agreements).order_by("pk")
    known = {(one.agreement_id, one.sku): one for one in held}
    lines = lines_of([one for one in agreements if one.is_live])
    found = [row for pk, several in lines.items() for row in _differing(pk, several)]
    for row in found:
        _remember(row, known.pop((row.agreement_id, row.sku), None))
    Discrepancy.objects.filter(pk__in=[one.pk for one in known.values()]).delete()
    Discrepancy.objects.bulk_create(
        found, update_conflicts=True, unique_fields=["agreement", "sku"], update_fields=KEPT
    )


def _differing(agreement: int, lines: Sequence[Line]) -> Iterator[Discrepancy]:
    now = clock.now()
    promised = now + policy(DistributionPolicy).answer_within
    days = [report.on for line in lines for report in line.reports]
    for line in lines:
        for one in line.differences:
            if one.why in UNEXPLAINED:
                yield Discrepancy(
                    agreement_id=agreement, sku=line.product, why=one.why.value, quantity=one.quantity,
                    ordered=line.ordered, reported=line.reported or 0, found_at=now, promised_at=promised,
                    reported_on=min((report.on for report in line.reports), default=max(days, default=clock.today())),
                )  # fmt: skip


def _remember(row: Discrepancy, before: Discrepancy | None) -> None:
    """It waits since it was found first; who was asked stays, until a newer report says the same again."""
    if before is None or _is_told_again(row, before):
        return
    row.found_at, row.promised_at = before.found_at, before.promised_at
    row.asked, row.asked_at, row.asked_by_id = before.asked, before.asked_at, before.asked_by_id


def _is_told_again(row: Discrepancy, before: Discrepancy) -> bool:
    asked = before.asked_at
    return asked is not None and row.reported_on > before.reported_on and row.reported_on >= asked.date()
