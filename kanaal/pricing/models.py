"""What pricing keeps: lists opened by hand, and how far the telling of a new one has come. Prices are the pack's."""

from __future__ import annotations

import datetime as dt

from django.db import models

from kanaal.core.models import Lockable
from kanaal.partners.models import Partner
from kanaal.people.models import Person


class PriceListGrant(Lockable):
    """The helpdesk opened a price book for a partner to whom it does not apply by itself. `until`: the last day."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="price_list_grants")
    book = models.CharField(max_length=40)
    until = models.DateField()
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "book"],
                condition=models.Q(revoked_at=None),
                name="one_grant_of_a_book",
            )
        ]
        indexes = [models.Index(fields=["book", "partner"], name="grant_of_book")]

    def __str__(self) -> str:
        return f"{self.book} for {self.partner_id}"

    def in_force_on(self, day: dt.date) -> bool:
        return self.revoked_at is None and day <= self.until


class Announcement(Lockable):
    """One publication, told to the partners whose list it is, in the order of their rows. `reached`: the last one."""

    book = models.CharField(max_length=40)
    publication = models.CharField(max_length=40)
    reached = models.BigIntegerField(default=0)
    told = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "publication"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.book}/{self.publication}"
