"""What distributors and partners report of what they sold on, line by line; the rates and periods it counts by (R1)."""

from __future__ import annotations

import datetime as dt
from typing import cast

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.customers.models import Account
from kanaal.distributors.models import Distributor
from kanaal.partners.models import Partner
from kanaal.people.models import Person

SOURCES = [("file", _("file")), ("api", _("API")), ("none", _("nothing was sold"))]


def month_of(day: dt.date) -> str:
    """The period in which a day lies: `2026-11`."""
    return f"{day:%Y-%m}"


class SalesReport(Stateful, Lockable):
    """A report as it was sent, by a distributor or by a partner. Its good lines are kept at once, the others refused.

    `month` is what it reports on; its lines may be of other days. `digest` is that of what it holds, `header` its
    headings. `notes`: what had to be found out about it (`Text`s); `fault`: why nothing of it can be read.
    `read_to` is the last line that was dealt with: a reading that was interrupted goes on below it.
    """

    lifecycle = Lifecycle(
        labels={"reading": _("being read"), "unreadable": _("can't be read"), "taken": _("taken in")},
        steps={
            "read_on": Step(("reading",), "reading"),
            "refuse": Step(("reading",), "unreadable"),
            "take": Step(("reading",), "taken"),
        },
    )

    number = models.CharField(max_length=24, unique=True)
    distributor = models.ForeignKey(Distributor, on_delete=models.PROTECT, null=True, related_name="sales_reports")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="sales_reports")
    # Whose it is, as its lines have it: `distributor:3`, `partner:7`.
    reporter = models.CharField(max_length=32)
    month = models.CharField(max_length=7)
    source = models.CharField(max_length=4, choices=SOURCES)
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    # How its sender says that days such as 03/04/2026 are meant: `dmy`, `mdy`, or nothing.
    dates = models.CharField(max_length=3, blank=True)
    # How many lines its sender says there are: what arrived in part does not pass for whole.
    announced = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="reading")
    header = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    # How days and amounts are written in it, as its whole columns tell (`reading.habits`).
    habits = models.JSONField(default=dict)
    fault = models.JSONField(null=True)
    rows = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    known_before = models.PositiveIntegerField(default=0)
    read_to = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)
    job = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(distributor__isnull=False, partner__isnull=True)
                | models.Q(distributor__isnull=True, partner__isnull=False),
                name="sales_report_has_one_reporter",
            ),
            # Of one file, one reading at a time; and none again of which everything was taken in.
            models.UniqueConstraint(
                fields=["reporter", "digest"],
                condition=models.Q(state="reading") | models.Q(state="taken", refused=0),
                name="one_sales_report_of_a_digest",
            ),
        ]
        indexes = [
            models.Index(fields=["reporter", "-id"], name="sales_report_of_reporter"),
            models.Index(fields=["reporter", "month", "state"], name="sales_report_of_month"),
            models.Index(fields=["month", "state", "id"], name="sales_report_by_month"),
            models.Index(fields=["id"], name="sales_report_reading", condition=models.Q(state="reading")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def reported_by(self) -> Distributor | Partner:
        """The company that sent it."""
        return self.partner or cast(Distributor, self.distributor)


class SaleLine(models.Model):
    """A good line: what was sold of a product on a day. A negative `quantity` went back, or corrects what was wrong.

    `period` is the month in which it counts: that of its day, or the first open one after it if finance had locked that
    (`is_late`). `amount_base` is the amount in the currency of the partner's region, by `rate`: so many of `currency`
    are one of `base_currency`; empty while the rate of its day is missing. `returned` is how many of it went back.
    `identity` says with `reporter` which line it is, however often and in whatever report it is sent.
    """

    report = models.ForeignKey(SalesReport, on_delete=models.PROTECT, related_name="lines", db_index=False)
    line = models.PositiveIntegerField()
    reporter = models.CharField(max_length=32)
    identity = models.CharField(max_length=32)
    # The reporter's own name for the line (invoice and position), if it has one.
    reference = models.CharField(max_length=60, blank=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="sale_lines", db_index=False)
    reseller = models.CharField(max_length=160, blank=True)
    sold_on = models.DateField()
    period = models.CharField(max_length=7)
    # A key of the pack's kinds of order number, and the number as it is compared (`sales.models.order_key`).
    order_kind = models.CharField(max_length=40, blank=True)
    order_number = models.CharField(max_length=60, blank=True)
    order_key = models.CharField(max_length=60, blank=True)
    po_number = models.CharField(max_length=60, blank=True)
    po_key = models.CharField(max_length=60, blank=True)
    sku = models.CharField(max_length=60)
    family = models.CharField(max_length=40)
    quantity = models.IntegerField()
    returned = models.PositiveIntegerField(default=0)
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    currency = models.CharField(max_length=3)
    rate = models.DecimalField(max_digits=20, decimal_places=10, null=True)
    amount_base = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    base_currency = models.CharField(max_length=3, blank=True)
    customer = models.CharField(max_length=200, blank=True)
    customer_key = models.CharField(max_length=200, blank=True)
    customer_country = models.CharField(max_length=2, blank=True)
    account = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, related_name="sale_lines", db_index=False
    )
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="corrections", db_index=False
    )
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reporter", "identity"], name="sale_line_once"),
            models.UniqueConstraint(fields=["report", "line"], name="sale_line_of_report"),
            models.CheckConstraint(condition=~models.Q(quantity=0), name="sale_line_of_something"),
            # Nobody returns more than was sold, and what went back has nothing to go back itself.
            models.CheckConstraint(
                condition=models.Q(returned=0) | models.Q(returned__lte=models.F("quantity")),
                name="sale_line_returned_in_part",
            ),
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0, corrects__isnull=True)
                | models.Q(quantity__lt=0, corrects__isnull=False),
                name="sale_line_back_of_something",
            ),
        ]
        indexes = [
            models.Index(fields=["order_key"], name="sale_line_by_order", condition=~models.Q(order_key="")),
            models.Index(fields=["po_key"], name="sale_line_by_po", condition=~models.Q(po_key="")),
            models.Index(fields=["partner", "period", "id"], name="sale_line_of_partner"),
            models.Index(fields=["period", "id"], name="sale_line_of_period"),
            models.Index(fields=["corrects"], name="sale_line_back", condition=models.Q(corrects__isnull=False)),
            models.Index(fields=["account"], name="sale_line_of_account", condition=models.Q(account__isnull=False)),
            models.Index(
                fields=["currency", "sold_on", "id"],
                name="sale_line_waits_for_rate",
                condition=models.Q(amount_base__isnull=True, partner__isnull=False),
            ),
            models.Index(
                fields=["reporter", "reseller", "id"],
                name="sale_line_of_nobody",
                condition=models.Q(partner__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sold_on} {self.sku} {self.quantity}"

    @property
    def is_late(self) -> bool:
        """Does it count in a later period than that of its day?"""
        return self.period != month_of(self.sold_on)


class RefusedLine(models.Model):
    """A line that was not taken in, as it came. `faults`: (heading, `Text`).

    `again`: it returns what no line above it sold, so it is judged once more when all lines are read.
    """

    report = models.ForeignKey(SalesReport, on_delete=models.CASCADE, related_name="refused_lines", db_index=False)
    line = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    faults = models.JSONField(default=list)
    again = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "line"], name="refused_line_once")]


class ResellerName(models.Model):
    """Whom a reporter means by a name that is not the partner's own: said once by the desk, known from then on."""

    reporter = models.CharField(max_length=32)
    key = models.CharField(max_length=160)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="reported_names")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reporter", "key"], name="reseller_name_once")]


class DayRate(models.Model):
    """The rate of a day, as central banks publish it: so many of `currency` (`rate`) are one of `base`."""

    day = models.DateField()
    currency = models.CharField(max_length=3)
    base = models.CharField(max_length=3)
    rate = models.DecimalField(max_digits=20, decimal_places=10)
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["currency", "base", "day"], name="day_rate_once"),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="day_rate_positive"),
            models.CheckConstraint(condition=~models.Q(currency=models.F("base")), name="day_rate_of_two"),
        ]
        indexes = [models.Index(fields=["-day", "currency"], name="day_rate_by_day")]


class LockedPeriod(models.Model):
    """A month that finance has locked: nothing in it changes; late lines count in the first open one after it."""

    period = models.CharField(max_length=7, unique=True)
    locked_at = models.DateTimeField()
    locked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500)

    def __str__(self) -> str:
        return self.period


class Gate(Lockable):
    """One row that whoever writes lines or locks a period holds: no line slips into a period as it is being locked."""

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_gate_of_lines")]


class ReportKey(Stateful, Lockable):
    """A secret by which a program sends reports for one person of a reporter. Only its digest is kept (R1)."""

    lifecycle = Lifecycle(
        labels={"active": _("works"), "withdrawn": _("withdrawn")},
        steps={"withdraw": Step(("active",), "withdrawn")},
    )

    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    # The last characters, by which people tell their keys apart.
    ending = models.CharField(max_length=6)
    reporter = models.CharField(max_length=32)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="report_keys")
    # The role in which its person made it, in which it acts: its kind and the row behind it.
    role_kind = models.CharField(max_length=20)
    role_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="active")
    made_at = models.DateTimeField()
    until = models.DateField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["reporter", "-id"], name="report_key_of_reporter")]

    def __str__(self) -> str:
        return self.name


class ReportReminder(models.Model):
    """A reminder of a month's report that has gone out: each once, whatever becomes of the worker."""

    reporter = models.CharField(max_length=32)
    month = models.CharField(max_length=7)
    days = models.SmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reporter", "month", "days"], name="report_reminder_once")]
