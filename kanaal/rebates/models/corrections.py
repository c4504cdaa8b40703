"""A correction that the desk granted after a dispute: whole, in the next cycle (R3)."""

from __future__ import annotations

from django.db import models

from kanaal.core.models import Lockable
from kanaal.partners.models import Partner
from kanaal.people.models import Person
from kanaal.rebates.models.entries import Entry


class Correction(Lockable):
    """What a closed cycle's entry should have given, less what it gave: `amount`, which may be negative.

    The entry stays as it is. The next cycle that is computed has an entry of the kind `amended` for it, and so has its
    statement; once that cycle is approved, it has counted for good.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="correction")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="rebate_corrections")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    why = models.CharField(max_length=500)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(amount=0), name="correction_of_something")]
