"""What distributors say that customers have of them: a stock report is taken in whole, and only compared (V14)."""

from __future__ import annotations

from django.db import models

from kanaal.distributors.models import Distributor
from kanaal.licensing.models.agreements import Agreement


class ReportedHolding(models.Model):
    """So many licences of a product a distributor has on its books for an agreement, as of the end of a day.

    Its newest report of an agreement counts, all products of it: one that is missing there is on no book of it any
    more. `file`: the name or the number of the report in which the line stood.
    """

    distributor = models.ForeignKey(Distributor, on_delete=models.PROTECT, related_name="reported_holdings")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reported_holdings")
    sku = models.CharField(max_length=40)
    quantity = models.PositiveIntegerField()
    reported_on = models.DateField()
    file = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "distributor", "reported_on", "sku"], name="holding_reported_once"
            )
        ]
