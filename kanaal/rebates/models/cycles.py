"""A cycle: the months for which rebates are computed together, proposed, approved and paid (R2)."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.people.models import Person

FROZEN = ("approved", "paid")


class Cycle(Stateful, Lockable):
    """The rebates of one region over some months, in its currency. `first_period` and `last_period` are "2026-07".

    Until it is proposed it can be computed again at any time, which replaces all that it held; what it shows while it
    is open is a forecast. Once approved it is frozen: what comes later goes into the next one (R2).
    `totals`: what the last computing found, in the cycle's currency; `changes`: in what it differed from the last one.
    `release_on`: the day from which what it holds back is released; `job` is what computes it now, or did last.
    """

    lifecycle = Lifecycle(
        labels={
            "open": _("running"),
            "computed": _("computed"),
            "proposed": _("waits for approval"),
            "approved": _("approved"),
            "paid": _("paid"),
        },
        steps={
            "compute": Step(("open", "computed"), "computed"),
            "forecast": Step(("open",), "open"),
            "propose": Step(("computed",), "proposed"),
            "send_back": Step(("proposed",), "computed"),
            "approve": Step(("proposed",), "approved"),
            "pay": Step(("approved",), "paid"),
            "bounce": Step(("paid",), "approved"),
        },
    )

    FROZEN = FROZEN

    key = models.CharField(max_length=20)
    region = models.CharField(max_length=40)
    starts = models.DateField()
    ends = models.DateField()
    first_period = models.CharField(max_length=7)
    last_period = models.CharField(max_length=7)
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="open")
    release_on = models.DateField(null=True)
    computed_at = models.DateTimeField(null=True)
    computed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    totals = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    job = models.BigIntegerField(null=True)
    # The cycle that released what this one held back.
    released_in = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="releases")
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    sent_back_at = models.DateTimeField(null=True)
    sent_back_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    sent_back_why = models.TextField(blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    paid_at = models.DateTimeField(null=True)
    paid_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "key"], name="one_cycle_of_a_key"),
            models.UniqueConstraint(fields=["region", "starts"], name="one_cycle_from_a_day"),
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="cycle_forward"),
            # Four eyes, whatever the code above does (R2).
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("proposed_by")),
                name="cycle_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=FROZEN) | models.Q(approved_at__isnull=False, approved_by__isnull=False),
                name="cycle_approved_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["-starts", "region"], name="cycle_newest")]

    def __str__(self) -> str:
        return self.key

    @property
    def is_frozen(self) -> bool:
        return self.state in FROZEN

    def total(self, name: str) -> Decimal | None:
        """A sum of the last computing; None before the first."""
        return Decimal(self.totals[name]) if name in self.totals else None


class Tariff(models.Model):
    """What a cycle gave for one combination of level, product family, deal type and registration, under one release.

    `rule` is the key of the pack's rate, empty where none fits; entries name their tariff instead of repeating it.
    `line_cap` is the most that one line gives, `holdback` the share that is held back, in percent. The row without a
    level is for lines of which the release knows the family or the deal type no longer.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="tariffs")
    release_id = models.BigIntegerField()
    starts = models.DateField()
    # The day on which the next release begins; far away for the last one.
    until = models.DateField()
    level = models.CharField(max_length=40)
    family = models.CharField(max_length=40)
    deal_type = models.CharField(max_length=40)
    of_registered = models.BooleanField()
    rule = models.CharField(max_length=40, blank=True)
    # In percent.
    rate = models.DecimalField(max_digits=5, decimal_places=2)
    line_cap = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    holdback = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "level", "family", "deal_type", "of_registered", "starts"], name="tariff_once"
            ),
        ]
