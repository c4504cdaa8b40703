"""What a distributor says each agreement has: a report of a day, to be compared with what we know (V6, V14)."""

from __future__ import annotations

from django.db import models

from kanaal.distributors.models import Distributor
from kanaal.licensing.models.agreements import Agreement


class ReportedHolding(models.Model):
    """So many of a product, as a distributor has them in its books on a day. `digest`: of the file that said so."""

    distributor = models.ForeignKey(Distributor, on_delete=models.PROTECT, related_name="reported")
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="reported")
    sku = models.CharField(max_length=40)
    quantity = models.PositiveIntegerField()
    reported_on = models.DateField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["distributor", "agreement", "sku", "reported_on"], name="reported_once_a_day"
            )
        ]
        indexes = [models.Index(fields=["agreement", "sku", "-reported_on"], name="reported_of_agreement")]
