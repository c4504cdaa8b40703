"""What was ordered, with a contract or without one, as distribution tells us; and when it is to be paid (K2, K4)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.contracts.models.contracts import Contract, ContractTerm
from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.customers.models import Account
from kanaal.distributors.models import Distributor
from kanaal.partners.models import Partner
from kanaal.people.models import Person


class ContractOrder(Stateful, Lockable):
    """An order that a distributor placed for a customer through a reseller. Without `contract` it is transactional.

    `term` is the one for which its points count: null for one placed after the end, while nobody has renewed the
    contract (K3). `account` is the company that ordered: the signatory or an affiliate. `ordered_by` is the address of
    the ID with which it was ordered; who has that ID sees it on the licensing website, and nobody else (K4).
    `distributor_number` is the distributor's own number of it, which comes once; keys are numbers as they are compared
    (`core.numbers.order_key`). `level` is the one at which it was priced. `points` and `amount` are those of its lines.
    `cancelled_on`: it went back on that day; what it brought until then was true until then.
    """

    lifecycle = Lifecycle(
        labels={"ordered": _("ordered"), "cancelled": _("cancelled")},
        steps={"correct": Step(("ordered",), "ordered"), "cancel": Step(("ordered",), "cancelled")},
    )

    number = models.CharField(max_length=24, unique=True)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, null=True, related_name="orders")
    term = models.ForeignKey(ContractTerm, on_delete=models.PROTECT, null=True, related_name="orders")
    distributor = models.ForeignKey(Distributor, on_delete=models.PROTECT, related_name="contract_orders")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="contract_orders")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="contract_orders")
    segment = models.CharField(max_length=40)
    ordered_by = models.EmailField()
    ordered_by_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="contract_orders_by"
    )
    ordered_on = models.DateField()
    distributor_number = models.CharField(max_length=60)
    distributor_key = models.CharField(max_length=60)
    po_number = models.CharField(max_length=60, blank=True)
    po_key = models.CharField(max_length=60, blank=True)
    currency = models.CharField(max_length=3)
    level = models.CharField(max_length=40, blank=True)
    points = models.IntegerField(default=0)
    amount = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="ordered")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    corrected_at = models.DateTimeField(null=True)
    cancelled_on = models.DateField(null=True)
    cancelled_why = models.TextField(blank=True)
    release_id = models.BigIntegerField()

    class Meta:
        constraints = [
            # Entered twice, uploaded twice, or both: it is one order.
            models.UniqueConstraint(fields=["distributor", "distributor_key"], name="contract_order_once"),
            models.CheckConstraint(condition=~models.Q(distributor_key=""), name="contract_order_has_a_number"),
            models.CheckConstraint(
                condition=models.Q(state="cancelled", cancelled_on__isnull=False)
                | (~models.Q(state="cancelled") & models.Q(cancelled_on__isnull=True)),
                name="contract_order_cancelled_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["contract", "-ordered_on", "-id"], name="order_of_contract"),
            models.Index(fields=["distributor", "-id"], name="contract_order_of_distri"),
            models.Index(fields=["partner", "-id"], name="contract_order_of_partner"),
            models.Index(fields=["account", "-id"], name="contract_order_of_account"),
            models.Index(fields=["ordered_by", "-id"], name="contract_order_by_address"),
            models.Index(fields=["ordered_by_person", "-id"], name="contract_order_by_person"),
            models.Index(fields=["po_key"], name="contract_order_by_po", condition=~models.Q(po_key="")),
            models.Index(fields=["distributor_key"], name="contract_order_by_number"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_transactional(self) -> bool:
        return self.contract_id is None


class ContractOrderLine(models.Model):
    """A line: so many of a product, the `points` that all of them bring, and what all of them cost without tax."""

    order = models.ForeignKey(ContractOrder, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    sku = models.CharField(max_length=40)
    quantity = models.PositiveIntegerField()
    points = models.IntegerField(default=0)
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="contract_order_line_once"),
            models.CheckConstraint(condition=models.Q(quantity__gte=1), name="contract_line_of_something"),
            models.CheckConstraint(condition=models.Q(points__gte=0), name="contract_line_points"),
        ]
        ordering = ["position"]


class Instalment(models.Model):
    """A part of what an order costs, and the day on which it falls due, by the payment `option` of then (K2).

    Another option replaces those that are still to come (`replaced_at`); what was due by then stays as it was.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="instalments")
    order = models.ForeignKey(ContractOrder, on_delete=models.CASCADE, related_name="instalments")
    due_on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    option = models.CharField(max_length=40)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "due_on"], condition=models.Q(replaced_at__isnull=True), name="one_instalment_of_a_day"
            )
        ]
        indexes = [models.Index(fields=["contract", "due_on", "id"], name="instalment_of_contract")]
