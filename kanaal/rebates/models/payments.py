"""One payment: what a payment file tells the bank to send for a statement, and what became of it (R3, R4)."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop as _

from kanaal.bankdetails.models import BankDetails
from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.rebates.models.statements import PaymentFile, Statement

LIVE = ("ordered", "paid")
# SQLite keeps no whole cents.
_HALF_A_CENT = Decimal("0.005")


class Payment(Stateful, Lockable):
    """`net` is the statement's payable, `vat` what its treatment adds, `amount` what is sent. A statement has one
    payment that is ordered or paid, whatever happens: the same cycle never pays twice.

    One that the bank sent back is `returned`; the next file pays the statement again, under another `end_to_end`.
    """

    lifecycle = Lifecycle(
        labels={"ordered": _("in a payment file"), "paid": _("paid"), "returned": _("sent back by the bank")},
        steps={"settle": Step(("ordered",), "paid"), "return": Step(LIVE, "returned")},
    )
    LIVE = LIVE

    file = models.ForeignKey(PaymentFile, on_delete=models.PROTECT, related_name="payments")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="payments")
    details = models.ForeignKey(BankDetails, on_delete=models.PROTECT, related_name="payments")
    end_to_end = models.CharField(max_length=35, unique=True)
    vat_treatment = models.CharField(max_length=40)
    net = models.DecimalField(max_digits=16, decimal_places=2)
    vat = models.DecimalField(max_digits=16, decimal_places=2)
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=8, choices=lifecycle.choices(), default="ordered")
    settled_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement"], condition=Q(state__in=LIVE), name="one_payment_of_a_statement"
            ),
            models.CheckConstraint(condition=Q(net__gt=0, vat__gte=0), name="payment_of_something"),
            models.CheckConstraint(
                condition=Q(
                    amount__gt=F("net") + F("vat") - _HALF_A_CENT, amount__lt=F("net") + F("vat") + _HALF_A_CENT
                ),
                name="payment_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return self.end_to_end
