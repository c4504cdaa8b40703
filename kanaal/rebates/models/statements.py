"""What a partner gets of a cycle, and the file by which finance pays (R3, R4)."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.partners.models import Partner
from kanaal.people.models import Person
from kanaal.rebates.models.cycles import Cycle

# What it comes to, less what was carried in; SQLite's sums are no whole cents, so half a cent is forgiven.
_COMES_TO = (
    F("payable") + F("carried_out") - F("earned") + F("capped") + F("held") - F("released") + F("clawed")
)  # fmt: skip
_HALF_A_CENT = Decimal("0.005")


def money() -> models.DecimalField[Decimal, Decimal]:
    return models.DecimalField(max_digits=16, decimal_places=2, default=Decimal(0))


class Statement(Stateful, Lockable):
    """carried_in + earned − capped − held + released − clawed = payable + carried_out, to the cent.

    `clawed` is what returns took back, of what was held back, too (`held` counts that as held no longer). What is
    less than the region's minimum, or less than nothing, is carried over. It has a number once the cycle is approved.
    """

    lifecycle = Lifecycle(
        labels={"made": _("not approved yet"), "approved": _("approved"), "paid": _("paid")},
        steps={
            "approve": Step(("made",), "approved"),
            "pay": Step(("approved",), "paid"),
            "bounce": Step(("paid",), "approved"),
        },
    )

    number = models.CharField(max_length=24, blank=True)
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="statements", db_index=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="rebate_statements", db_index=False)
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=8, choices=lifecycle.choices(), default="made")
    entries = models.PositiveIntegerField(default=0)
    earned = money()
    capped = money()
    held = money()
    released = money()
    clawed = money()
    carried_in = money()
    payable = money()
    carried_out = money()
    made_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "partner"], name="one_statement_of_a_cycle"),
            models.CheckConstraint(condition=Q(payable__gte=0), name="statement_pays_nothing_negative"),
            models.CheckConstraint(
                condition=Q(carried_in__gt=_COMES_TO - _HALF_A_CENT, carried_in__lt=_COMES_TO + _HALF_A_CENT),
                name="statement_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(state="made") | (~Q(number="") & Q(approved_at__isnull=False)),
                name="statement_approved_has_number",
            ),
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="statement_number_once"),
        ]
        indexes = [
            models.Index(fields=["partner", "-cycle"], name="statement_of_partner"),
            models.Index(fields=["cycle", "-payable", "id"], name="statement_largest"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def total(self) -> Decimal:
        """What it comes to, paid out or carried over."""
        return self.payable + self.carried_out


class PaymentFile(models.Model):
    """A file of payments as it was made (ISO 20022 pain.001); `digest` is that of `body`."""

    number = models.CharField(max_length=24, unique=True)
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="payment_files")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    body = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["cycle", "-id"], name="payment_file_of_cycle")]
