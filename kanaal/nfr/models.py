"""Serial numbers for partners' own use: a pool for each product, from which one is given when it is asked for (N2)."""

from __future__ import annotations

from django.db import models

from kanaal.core.models import Lockable
from kanaal.partners.models import Partner
from kanaal.people.models import Person


class SerialBatch(models.Model):
    """Serial numbers of a product that the desk loaded together."""

    sku = models.CharField(max_length=40)
    count = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")


class SerialNumber(Lockable):
    """One serial number. `sealed` is it, readable only with the installation's key; `digest` knows it again, by the
    same key. `place`: the partner's first of the product, its second, …
    """

    sku = models.CharField(max_length=40)
    sealed = models.TextField()
    digest = models.CharField(max_length=64)
    batch = models.ForeignKey(SerialBatch, on_delete=models.PROTECT, related_name="serials")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="nfr_serials")
    place = models.PositiveSmallIntegerField(null=True)
    given_at = models.DateTimeField(null=True)
    given_to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sku", "digest"], name="serial_loaded_once"),
            models.UniqueConstraint(
                fields=["partner", "sku", "place"],
                condition=models.Q(partner__isnull=False),
                name="one_serial_for_a_place",
            ),
            models.CheckConstraint(
                condition=models.Q(partner__isnull=True, place__isnull=True, given_at__isnull=True)
                | models.Q(partner__isnull=False, place__isnull=False, given_at__isnull=False),
                name="serial_given_or_not",
            ),
        ]
        indexes = [
            models.Index(fields=["sku", "id"], name="serial_free", condition=models.Q(partner__isnull=True)),
            models.Index(fields=["-given_at", "-id"], name="serial_given", condition=models.Q(partner__isnull=False)),
        ]

    def __str__(self) -> str:
        """Never the number itself: this ends in logs."""
        return f"{self.sku} #{self.pk}"


class SerialWish(Lockable):
    """A serial number that was asked for when the pool was empty. The next one that is loaded goes to the earliest."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="serial_wishes")
    sku = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "sku"], condition=models.Q(over_at__isnull=True), name="one_open_wish_for_a_product"
            )
        ]
        indexes = [
            models.Index(fields=["sku", "asked_at", "id"], name="wish_queue", condition=models.Q(over_at__isnull=True)),
            models.Index(fields=["asked_at", "id"], name="wish_by_time", condition=models.Q(over_at__isnull=True)),
        ]
