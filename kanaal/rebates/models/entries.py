"""An entry: what one reported line gave, held back, took back or released, in one cycle (R2, R3)."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core.texts import Text
from kanaal.partners.models import Partner
from kanaal.rebates.models.cycles import Cycle, Tariff
from kanaal.sales.models import Opportunity
from kanaal.sellthrough.models import SaleLine

KINDS = [
    ("earned", _("earned")),
    ("clawback", _("taken back")),
    ("released", _("released")),
    ("amended", _("corrected after a dispute")),
]
HOW = [
    ("number", _("by the sales order number")),
    ("po", _("by the customer's order number")),
    ("person", _("by a person")),
    ("return", _("by the line that it corrects")),
    ("release", _("by the end of the holdback")),
    ("dispute", _("by a dispute that was granted")),
]


class Entry(models.Model):
    """Always: earned − capped = amount + held, of an earned one; `amount` is what counts towards a payment.

    * `earned`: `base` is the line's amount in the currency of the region, `earned` what the tariff gives for it,
      `capped` what a cap took off, `held` what is held back, `amount` the rest.
    * `clawback` (a return, or the correction of a line): `line` is the return, `of` the entry of the line that it
      corrects; `amount` and `held` are negative and take back exactly what was given for it.
    * `released`: `line` and `of` as the entry that held it; `amount` what is released, `held` the same, negative.
    * `amended`: `of` is the entry of a closed cycle that a dispute corrected; `earned` and `amount` are the difference.

    So sums of `amount + held` are what was given, of `held` what is still held back, of `amount` what is to be paid.
    There may be ten millions: rows are slim, the rule with its release and rate stands in the tariff, currency in the
    cycle; and what no statement ever needs has no index.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="entries", db_index=False)
    # No constraint of the database on what a set-based INSERT … SELECT joined in the same statement: it would be asked
    # for each of the rows again. Deleting a partner or a deal is barred by PROTECT, as everywhere.
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="rebate_entries", db_constraint=False, db_index=False
    )
    line = models.ForeignKey(
        SaleLine, on_delete=models.PROTECT, related_name="rebate_entries", db_constraint=False, db_index=False
    )
    opportunity = models.ForeignKey(
        Opportunity,
        on_delete=models.PROTECT,
        null=True,
        related_name="rebate_entries",
        db_constraint=False,
        db_index=False,
    )
    tariff = models.ForeignKey(
        Tariff, on_delete=models.PROTECT, related_name="entries", db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=8, choices=KINDS)
    how = models.CharField(max_length=8, choices=HOW)
    sold_on = models.DateField()
    base = models.DecimalField(max_digits=14, decimal_places=2)
    earned = models.DecimalField(max_digits=14, decimal_places=2)
    capped = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    held = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        constraints = [
            # A line counts once, and a return takes back once, in whatever cycle (R2: again changes nothing).
            models.UniqueConstraint(fields=["line", "kind"], name="rebate_entry_once"),
        ]
        indexes = [models.Index(fields=["partner", "cycle", "opportunity"], name="rebate_entry_of")]

    @property
    def given_now(self) -> Decimal:
        """What it adds to a payment, or to what is held back; of a release, what is released."""
        return self.amount if self.kind == "released" else self.given

    @property
    def given(self) -> Decimal:
        return self.amount + self.held

    @property
    def kind_label(self) -> Text:
        return Text(dict(KINDS)[self.kind])

    @property
    def how_label(self) -> Text:
        return Text(dict(HOW)[self.how])

    # What the tariff and the cycle know; for many rows: select_related("tariff", "cycle").
    @property
    def rule(self) -> str:
        return self.tariff.rule

    @property
    def release_id(self) -> int:
        return self.tariff.release_id

    @property
    def rate(self) -> Decimal:
        return self.tariff.rate

    @property
    def currency(self) -> str:
        return self.cycle.currency


class DealTotal(models.Model):
    """Entries of a cycle summed by deal and month of sale: for the deal's page (D9), statements, and accruals.

    `held` is what was held back less what returns took back of it; `released` and `clawed` as on a statement; `amount`
    is the sum of the entries' amounts.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="deals", db_index=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+", db_index=False)
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, null=True, related_name="rebate_totals")
    month = models.CharField(max_length=7)
    entries = models.PositiveIntegerField()
    earned = models.DecimalField(max_digits=16, decimal_places=2)
    capped = models.DecimalField(max_digits=16, decimal_places=2)
    held = models.DecimalField(max_digits=16, decimal_places=2)
    released = models.DecimalField(max_digits=16, decimal_places=2)
    clawed = models.DecimalField(max_digits=16, decimal_places=2)
    amount = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "partner", "opportunity", "month"], name="deal_total_once"),
        ]
