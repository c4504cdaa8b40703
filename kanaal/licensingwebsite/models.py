"""Serial numbers of what was ordered, the orders that wait for some, and certificates of licence (K5)."""

from __future__ import annotations

import secrets
from functools import partial

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.contracts.models import ContractOrder
from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.distributors.models import Distributor
from kanaal.people.models import Person

HIDDEN = "••••"


class SerialLoad(models.Model):
    """Serial numbers of a product that came together: from the desk, or in a file of a distributor."""

    sku = models.CharField(max_length=40)
    count = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    distributor = models.ForeignKey(Distributor, on_delete=models.PROTECT, null=True, related_name="+")


class Serial(Stateful, Lockable):
    """A serial number: in the pool, given to an order, or given back for good.

    `sealed` is it, readable only with the installation's key; `digest` knows it again, by the same key; `ending` are
    its last signs, where it is long enough to show them. `place`: the order's first of the product, its second, …; one
    that takes another's place has its place, too. An order is corrected by its distributor, so that serial numbers are
    tied to it and to the product, never to one of its lines.
    """

    lifecycle = Lifecycle(
        labels={"free": _("in the pool"), "given": _("given"), "revoked": _("withdrawn")},
        steps={"give": Step(("free",), "given"), "revoke": Step(("free", "given"), "revoked")},
    )

    sku = models.CharField(max_length=40)
    sealed = models.TextField()
    digest = models.CharField(max_length=64)
    ending = models.CharField(max_length=4, blank=True)
    load = models.ForeignKey(SerialLoad, on_delete=models.PROTECT, related_name="serials")
    state = models.CharField(max_length=8, choices=lifecycle.choices(), default="free")
    order = models.ForeignKey(ContractOrder, on_delete=models.PROTECT, null=True, related_name="serials")
    place = models.PositiveIntegerField(null=True)
    given_at = models.DateTimeField(null=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sku", "digest"], name="order_serial_loaded_once"),
            models.UniqueConstraint(
                fields=["order", "sku", "place"],
                condition=models.Q(state="given"),
                name="one_serial_for_a_seat",
            ),
            models.CheckConstraint(
                condition=models.Q(state="free", order__isnull=True, place__isnull=True)
                | models.Q(state="given", order__isnull=False, place__isnull=False, given_at__isnull=False)
                | models.Q(state="revoked", revoked_at__isnull=False),
                name="order_serial_given_or_not",
            ),
        ]
        indexes = [
            models.Index(fields=["sku", "id"], name="order_serial_free", condition=models.Q(state="free")),
            models.Index(fields=["order", "sku", "place", "id"], name="serial_of_order"),
            models.Index(fields=["digest"], name="order_serial_digest"),
            models.Index(fields=["sku", "state"], name="order_serial_counted"),
        ]

    def __str__(self) -> str:
        """Never the number itself: this ends in logs."""
        return f"{self.sku} #{self.pk}"

    @property
    def masked(self) -> str:
        return f"{HIDDEN}-{HIDDEN}-{self.ending or HIDDEN}"


class SerialNeed(Lockable):
    """How many serial numbers of a product an order is due (`wanted`), and how many it still waits for.

    Whoever has waited longest (`since`) is served first when more are loaded. `withheld`: so many the desk has
    withdrawn without putting others in their place; they are not due any more.
    """

    order = models.ForeignKey(ContractOrder, on_delete=models.CASCADE, related_name="serial_needs")
    sku = models.CharField(max_length=40)
    wanted = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()
    withheld = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "sku"], name="one_need_of_a_product"),
            models.CheckConstraint(condition=models.Q(missing__lte=models.F("wanted")), name="need_misses_wanted"),
        ]
        indexes = [
            models.Index(fields=["sku", "since", "id"], name="serial_need_queue", condition=models.Q(missing__gt=0)),
            models.Index(fields=["since", "id"], name="serial_need_waiting", condition=models.Q(missing__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}: {self.sku}"


class LicenceCertificate(Stateful, Lockable):
    """What an order licenses, on paper. `says` is what it said when it was made, and its check shows just that.

    When the order is another one later, a new certificate takes its place; an order that was cancelled has none.
    """

    lifecycle = Lifecycle(
        labels={"valid": _("valid"), "replaced": _("replaced by a newer one"), "withdrawn": _("withdrawn")},
        steps={"replace": Step(("valid",), "replaced"), "withdraw": Step(("valid",), "withdrawn")},
    )

    number = models.CharField(max_length=24, unique=True)
    public_id = models.CharField(max_length=40, unique=True, default=partial(secrets.token_urlsafe, 18))
    order = models.ForeignKey(ContractOrder, on_delete=models.PROTECT, related_name="certificates")
    says = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="valid")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=models.Q(state="valid"), name="one_valid_certificate_of_an_order"
            ),
            models.CheckConstraint(
                condition=models.Q(state="valid", over_at__isnull=True)
                | (~models.Q(state="valid") & models.Q(over_at__isnull=False)),
                name="certificate_of_licence_over_or_not",
            ),
        ]

    def __str__(self) -> str:
        return self.number
