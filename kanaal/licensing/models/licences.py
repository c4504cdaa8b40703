"""Facts of licences, each with its day: added, ordered, removed, returned, renewed (V4–V7). Nothing here is a state."""

from __future__ import annotations

from django.db import models

from kanaal.core.models import Lockable
from kanaal.licensing.models.agreements import Agreement
from kanaal.licensing.models.orders import OrderLine, Return
from kanaal.partners.models import Partner
from kanaal.people.models import Person

PARTS = [("ordered", "ordered"), ("removed", "removed"), ("returned", "returned")]


class Addition(Lockable):
    """Licences of one product added together: by a purchase authorisation, or at once by an order.

    `kind` is that of the rules: "licence" ends with the agreement's term. `partner` sold it.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="additions")
    number = models.CharField(max_length=24, unique=True)
    sku = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, default="licence")
    quantity = models.PositiveIntegerField()
    added = models.DateField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(quantity__gte=1), name="addition_has_licences")]
        indexes = [models.Index(fields=["agreement", "added", "id"], name="addition_of_agreement")]

    def __str__(self) -> str:
        return self.number


class AdditionPart(models.Model):
    """So many of an addition, ordered, removed or returned on a day. `number`: the order's or the return's."""

    addition = models.ForeignKey(Addition, on_delete=models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=8, choices=PARTS)
    on = models.DateField()
    quantity = models.PositiveIntegerField()
    number = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    order_line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, null=True, related_name="parts")
    return_of = models.ForeignKey(Return, on_delete=models.PROTECT, null=True, related_name="parts")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(quantity__gte=1), name="part_has_licences")]


class Renewal(Lockable):
    """Licences carried over an anniversary. `automatic`: the day did it, nobody ordered it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="renewals")
    number = models.CharField(max_length=60)
    sku = models.CharField(max_length=40)
    anniversary = models.DateField()
    ordered = models.DateField()
    quantity = models.PositiveIntegerField()
    automatic = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    order_line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, null=True, related_name="renewals")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(quantity__gte=1), name="renewal_has_licences"),
            models.UniqueConstraint(
                fields=["agreement", "sku", "anniversary"],
                condition=models.Q(automatic=True),
                name="renews_itself_once",
            ),
        ]
        indexes = [models.Index(fields=["agreement", "anniversary"], name="renewal_of_agreement")]


class RenewalReturn(models.Model):
    """So many of a renewal went back on a day."""

    renewal = models.ForeignKey(Renewal, on_delete=models.PROTECT, related_name="returns")
    on = models.DateField()
    quantity = models.PositiveIntegerField()
    number = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    return_of = models.ForeignKey(Return, on_delete=models.PROTECT, null=True, related_name="renewal_returns")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(quantity__gte=1), name="renewal_return_has_licences")]


class RenewalSetting(Lockable):
    """How a product renews by itself: not at all, or so many (null: all that there are)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="settings")
    sku = models.CharField(max_length=40)
    enabled = models.BooleanField()
    quantity = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "sku"], name="renewal_setting_once")]


class Commitment(Lockable):
    """A commitment to keep `quantity` for years: asked of the customer, then accepted or declined. The last counts."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="commitments")
    number = models.CharField(max_length=24, unique=True)
    quantity = models.PositiveIntegerField()
    requested = models.DateField()
    accepted = models.DateField(null=True)
    declined = models.DateField(null=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
