"""Corrections that were granted since the last cycle was approved come into the one that is computed (R3)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from kanaal.rebates.models import Correction, Cycle, Entry


def amend(cycle: Cycle) -> int:
    """An entry for each correction of the region that no cycle has yet; answers how many. There are never many."""
    counted = Entry.objects.filter(line=OuterRef("entry__line"), kind="amended")
    rows = Correction.objects.filter(~Exists(counted), entry__cycle__region=cycle.region)
    rows = rows.filter(entry__cycle__starts__lt=cycle.starts).select_related("entry").order_by("pk")
    made = [_entry(cycle, one) for one in rows]
    Entry.objects.bulk_create(made, batch_size=500)
    return len(made)


def _entry(cycle: Cycle, one: Correction) -> Entry:
    of = one.entry
    return Entry(
        cycle=cycle, partner_id=of.partner_id, line_id=of.line_id, opportunity_id=of.opportunity_id,
        tariff_id=of.tariff_id, kind="amended", how="dispute", sold_on=of.sold_on, base=0, earned=one.amount,
        amount=one.amount, of=of,
    )  # fmt: skip
