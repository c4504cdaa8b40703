"""What a reseller asks a distributor for, what the distributor answers line by line, and what goes back (V6)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.distributors.models import Distributor
from kanaal.licensing.models.agreements import Agreement
from kanaal.partners.models import Partner
from kanaal.people.models import Person

KINDS = [("new", _("new licences")), ("renewal", _("renewal"))]


class Order(Stateful, Lockable):
    """Licences that a reseller asks a distributor to order. Licences count as ordered on the day of its confirmation.

    `reference` is the reseller's or the customer's own number. `anniversary`: the one that a renewal is for.
    `returns_at_once`: asked for only to clear what nobody wants any more, and to go back when it is confirmed (V6).
    """

    lifecycle = Lifecycle(
        labels={
            "asked": _("waits for the distributor"),
            "answered": _("answered by the distributor"),
            "withdrawn": _("withdrawn"),
        },
        steps={
            "answer_some": Step(("asked",), "asked"),
            "answer": Step(("asked",), "answered"),
            "withdraw": Step(("asked",), "withdrawn"),
        },
    )

    number = models.CharField(max_length=24, unique=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="orders")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="licence_orders")
    distributor = models.ForeignKey(Distributor, on_delete=models.PROTECT, related_name="orders")
    kind = models.CharField(max_length=8, choices=KINDS)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="asked")
    reference = models.CharField(max_length=60, blank=True)
    anniversary = models.DateField(null=True)
    returns_at_once = models.BooleanField(default=False)
    currency = models.CharField(max_length=3)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["distributor", "state", "asked_at", "id"], name="order_queue"),
            models.Index(fields=["agreement", "-id"], name="order_of_agreement"),
            models.Index(fields=["partner", "-id"], name="order_of_partner"),
            models.Index(fields=["reference"], name="order_by_reference", condition=~models.Q(reference="")),
        ]

    def __str__(self) -> str:
        return self.number


class OrderLine(Lockable):
    """A line. `price` is one licence's for a whole term, `amount` what all of it comes to; both indicative, and kept.

    Of `quantity` so many were `confirmed` (on `confirmed_on`, under the distributor's own `order_number`), so many
    `refused`, for a reason of the pack; the rest waits. `addition` is the authorisation that it clears, if it does.
    """

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    sku = models.CharField(max_length=40)
    quantity = models.PositiveIntegerField()
    addition = models.ForeignKey("licensing.Addition", on_delete=models.PROTECT, null=True, related_name="order_lines")
    price = models.DecimalField(max_digits=14, decimal_places=2)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    confirmed = models.PositiveIntegerField(default=0)
    confirmed_on = models.DateField(null=True)
    order_number = models.CharField(max_length=60, blank=True)
    refused = models.PositiveIntegerField(default=0)
    refuse_reason = models.CharField(max_length=40, blank=True)
    refuse_note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="order_line_once"),
            models.CheckConstraint(condition=models.Q(quantity__gte=1), name="order_line_has_licences"),
            models.CheckConstraint(
                condition=models.Q(quantity__gte=models.F("confirmed") + models.F("refused")),
                name="order_line_not_answered_twice",
            ),
        ]
        indexes = [
            models.Index(fields=["order_number"], name="line_by_order_number", condition=~models.Q(order_number=""))
        ]

    @property
    def open(self) -> int:
        """How many the distributor has not answered yet."""
        return self.quantity - self.confirmed - self.refused


class LineAnswer(models.Model):
    """One answer of the distributor to a line: so many confirmed under its `order_number`, or refused for a `reason`.

    The same answer twice is the same answer (a file sent again, a button pressed twice), not so many more.
    """

    order_line = models.ForeignKey(OrderLine, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=9, choices=[("confirmed", _("confirmed")), ("refused", _("refused"))])
    quantity = models.PositiveIntegerField()
    order_number = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order_line", "kind", "quantity", "order_number", "reason"], name="line_answered_so_once"
            ),
            models.CheckConstraint(condition=models.Q(quantity__gte=1), name="answer_has_licences"),
        ]
        indexes = [models.Index(fields=["order_number"], name="answer_by_number", condition=~models.Q(order_number=""))]


VENDORS = ("requested", "authorised")
"""States of a return in which the vendor is waited for."""


class Return(Stateful, Lockable):
    """What goes back of an order: asked by the reseller, requested by the distributor, authorised and numbered by the
    vendor (`rma_number`), then credited from hand to hand (V6).
    """

    lifecycle = Lifecycle(
        labels={
            "asked": _("waits for the distributor"),
            "requested": _("waits for the vendor"),
            "authorised": _("authorised; the vendor credits the distributor"),
            "credited": _("credited to the distributor"),
            "passed_on": _("credited to the reseller"),
            "refused": _("refused"),
            "withdrawn": _("withdrawn"),
        },
        steps={
            "request": Step(("asked",), "requested"),
            "authorise": Step(("requested",), "authorised"),
            "credit": Step(("authorised",), "credited"),
            "pass_on": Step(("credited",), "passed_on"),
            "refuse": Step(("asked", "requested"), "refused"),
            "withdraw": Step(("asked", "requested"), "withdrawn"),
        },
    )

    OPEN = ("asked", "requested")
    VENDORS = VENDORS

    number = models.CharField(max_length=24, unique=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="returns")
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="asked")
    reason = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField(null=True)
    # Since when and until when the vendor is waited for: to authorise it, then to credit it. None while others are.
    waiting_since = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)
    rma_number = models.CharField(max_length=24, blank=True)
    authorised_on = models.DateField(null=True)
    credited_at = models.DateTimeField(null=True)
    credit_number = models.CharField(max_length=60, blank=True)
    passed_on_at = models.DateTimeField(null=True)
    # The distributor's own number of what it credits the reseller.
    passed_on_number = models.CharField(max_length=60, blank=True)
    refuse_reason = models.CharField(max_length=40, blank=True)
    refused_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=models.Q(state__in=("asked", "requested")), name="one_open_return"
            ),
            models.UniqueConstraint(
                fields=["rma_number"], condition=~models.Q(rma_number=""), name="return_authorised_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=VENDORS, promised_at__isnull=False, waiting_since__isnull=False)
                | (~models.Q(state__in=VENDORS) & models.Q(promised_at__isnull=True)),
                name="return_promised_while_ours",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "asked_at", "id"], name="return_queue"),
            models.Index(
                fields=["promised_at", "id"], name="return_promised", condition=models.Q(promised_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.rma_number or self.number


class ReturnLine(models.Model):
    """So many of an order's line, and what comes back for them at the price that was paid."""

    of = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="lines")
    order_line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="return_lines")
    quantity = models.PositiveIntegerField()
    credit = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "order_line"], name="return_line_once"),
            models.CheckConstraint(condition=models.Q(quantity__gte=1), name="return_line_has_licences"),
        ]
