"""Files of many answers, sent by a distributor: each row with what was found wrong, and what became of it (V6); and
where their stock reports differ from what was ordered here (V14).
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.distributors.models import Distributor
from kanaal.licensing.models import Agreement
from kanaal.licensing.rules.reconciling import Differs
from kanaal.people.models import Person

KINDS = [
    ("answers", _("answers to orders")),
    ("returns", _("returns")),
    ("stock", _("stock report")),
    ("orders", _("licence orders")),
]


class DistributorFile(Stateful, Lockable):
    """A file as it was sent; `digest` is that of what it holds, `header` its headings as they stand in it.

    `fault`: why nothing of it can be read (a `Text`). `doubt`: what its sender has to confirm before it is carried out.
    The counts are those of its rows; `blank` ones said nothing and are not kept.
    """

    lifecycle = Lifecycle(
        labels={
            "reading": _("being read"),
            "unreadable": _("can't be read"),
            "checked": _("checked, not carried out yet"),
            "carrying": _("being carried out"),
            "done": _("carried out"),
            "dropped": _("dropped"),
        },
        steps={
            "refuse": Step(("reading",), "unreadable"),
            "check": Step(("reading",), "checked"),
            "carry_out": Step(("checked",), "carrying"),
            "finish": Step(("carrying",), "done"),
            "drop": Step(("checked",), "dropped"),
        },
    )

    LIVE = ("reading", "checked", "carrying", "done")

    distributor = models.ForeignKey(Distributor, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=8, choices=KINDS)
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="reading")
    header = models.JSONField(default=list)
    fault = models.JSONField(null=True)
    doubt = models.JSONField(null=True)
    rows = models.PositiveIntegerField(default=0)
    blank = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    carried_out_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    carried_out_role = models.CharField(max_length=60, blank=True)
    done_at = models.DateTimeField(null=True)
    job = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            # The same file is not carried out twice, however often it is sent.
            models.UniqueConstraint(
                fields=["distributor", "kind", "digest"],
                condition=models.Q(state__in=("reading", "checked", "carrying", "done")),
                name="one_live_file_of_a_digest",
            )
        ]
        indexes = [models.Index(fields=["distributor", "-id"], name="file_of_distributor")]

    def __str__(self) -> str:
        return self.name


class FileRow(models.Model):
    """A row below the headings. `cells` are its own, `values` what they mean to us; `faults`: (heading, `Text`).

    `unit` is what it is about (an order's number, say): rows of one unit are carried out together, wherever they stand.

    `already`: it said what had been done before, so nothing was done.
    """

    STATES = [
        ("sound", _("ready")),
        ("faulty", _("not carried out")),
        ("already", _("done before")),
        ("done", _("done")),
    ]

    file = models.ForeignKey(DistributorFile, on_delete=models.CASCADE, related_name="all_rows")
    line = models.PositiveIntegerField()
    unit = models.CharField(max_length=40, blank=True)
    cells = models.JSONField(default=list)
    values = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=STATES)
    faults = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "line"], name="one_row_of_a_line")]
        indexes = [
            models.Index(fields=["file", "state", "line"], name="row_of_file"),
            models.Index(fields=["file", "state", "unit", "line"], name="row_by_unit"),
        ]


class Discrepancy(models.Model):
    """A product of an agreement of which distributors report something else than was ordered here, and nothing explains
    why; one row as long as that is so.

    `quantity` is what nothing explains, `ordered` what was ordered here, `reported` what they say, as of `reported_on`
    (the oldest of their reports). `asked`: who was asked about it, if anybody; a newer report that differs still takes
    that back, and it waits for the desk again.
    """

    WHY = [
        (Differs.REPORTED_LESS.value, _("they report fewer than were ordered")),
        (Differs.REPORTED_MORE.value, _("they report more than were ordered")),
    ]
    ASKED = [
        ("distributor", _("the distributor")),
        ("reseller", _("the reseller")),
        ("nobody", _("nobody: it is left")),
    ]

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="discrepancies")
    sku = models.CharField(max_length=40)
    why = models.CharField(max_length=16, choices=WHY)
    quantity = models.PositiveIntegerField()
    ordered = models.PositiveIntegerField()
    reported = models.PositiveIntegerField()
    reported_on = models.DateField()
    found_at = models.DateTimeField()
    promised_at = models.DateTimeField()
    asked = models.CharField(max_length=12, choices=ASKED, blank=True)
    asked_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "sku"], name="one_discrepancy_of_a_product"),
            models.CheckConstraint(
                condition=models.Q(asked="", asked_at__isnull=True)
                | (~models.Q(asked="") & models.Q(asked_at__isnull=False)),
                name="discrepancy_asked_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["promised_at", "id"], name="discrepancy_waits", condition=models.Q(asked_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.sku}"
