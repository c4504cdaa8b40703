"""Bank details as they were entered, confirmed and came into force; none is ever overwritten (R4)."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.bankdetails.rules import masked
from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.partners.models import Contact, Partner
from kanaal.people.models import Person

OPEN_STATES = ("entered", "waiting")


class BankDetails(Stateful, Lockable):
    """Where a company is paid, and its VAT treatment. `sealed` is the account, readable only with the installation's
    key, empty once details that never counted are over; `tail` its last four signs.

    Which details are in force on a day follows from `counts_from` alone: it needs no job to have run.
    """

    lifecycle = Lifecycle(
        labels={
            "entered": _("waiting for a second person"),
            "waiting": _("confirmed, not in force yet"),
            "in_force": _("in force"),
            "replaced": _("replaced by later ones"),
            "stopped": _("stopped"),
            "lapsed": _("lapsed"),
        },
        steps={
            "confirm": Step(("entered",), "waiting"),
            "stop": Step(OPEN_STATES, "stopped"),
            "lapse": Step(("entered",), "lapsed"),
            "begin": Step(("waiting",), "in_force"),
            "replace": Step(("in_force",), "replaced"),
        },
    )
    OPEN = OPEN_STATES
    CONFIRMED = ("waiting", "in_force", "replaced")

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="bank_details")
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="entered")
    sealed = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    country = models.CharField(max_length=2)
    tail = models.CharField(max_length=4)
    vat_treatment = models.CharField(max_length=40)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    # The colleague who is to confirm; nobody where the vendor's finance does.
    second = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="+")
    until = models.DateField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    counts_from = models.DateField(null=True)
    over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner"], condition=models.Q(state__in=OPEN_STATES), name="one_open_change_of_bank_details"
            ),
            models.UniqueConstraint(
                fields=["partner"], condition=models.Q(state="in_force"), name="one_bank_details_in_force"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("waiting", "in_force", "replaced"))
                | models.Q(confirmed_at__isnull=False, counts_from__isnull=False),
                name="bank_details_confirmed",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | models.Q(entered_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("entered_by")),
                name="bank_details_by_two",
            ),
        ]
        indexes = [
            models.Index(fields=["partner", "-counts_from", "-id"], name="bank_details_on_a_day"),
            models.Index(fields=["state", "id"], name="bank_details_open", condition=models.Q(state__in=OPEN_STATES)),
        ]

    def __str__(self) -> str:
        """Never the account itself: this ends in logs."""
        return self.masked

    @property
    def masked(self) -> str:
        return masked(self.country, self.tail)

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    def counts_on(self, day: dt.date) -> bool:
        return self.state in self.CONFIRMED and self.counts_from is not None and self.counts_from <= day
