"""Two accounts that may be one company, and what was done about it; a merge remembers all it moved, to be undone."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.customers.models.accounts import Account
from kanaal.people.models import Person


class DuplicatePair(Stateful, Lockable):
    """Two accounts that look alike, for the desk to judge. `first` has the lower id; a pair exists once."""

    lifecycle = Lifecycle(
        labels={"open": _("to be judged"), "merged": _("merged"), "different": _("two companies")},
        steps={
            "merge": Step(("open",), "merged"),
            "part": Step(("merged",), "open"),
            "keep_apart": Step(("open",), "different"),
            "judge_again": Step(("different",), "open"),
        },
    )

    first = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="open")
    # 0–100, and why: reasons as `rules.Reason` data. `found_by`: our finding, or a library that was run beside it.
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    found_by = models.CharField(max_length=20)
    found_at = models.DateTimeField()
    judged_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    # A digest of what both looked like when they were judged: once they look otherwise, the desk is asked again.
    judged_on = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="duplicate_pair_in_order"),
        ]
        indexes = [
            models.Index(fields=["state", "-score", "id"], name="duplicate_queue"),
            models.Index(fields=["found_at", "id"], name="duplicate_by_time", condition=models.Q(state="open")),
        ]


class Merge(Lockable):
    """One account taken into another. `before` keeps what the kept account looked like; undone at most once."""

    kept = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    before = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=models.Q(undone_at__isnull=True), name="merged_once_at_a_time"
            )
        ]


class MergedRow(models.Model):
    """A row of any module that hung on the account that went, and hangs on the other since."""

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="rows")
    model = models.CharField(max_length=60)
    row_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["merge", "model", "row_id"], name="merged_row_once")]


class DuplicateSearch(Lockable):
    """One going through all accounts, in steps: killed, it goes on after the last account that it has looked at.

    `done` of `total` accounts were looked at; `pairs` are new questions for the desk.
    """

    found_by = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    after_id = models.BigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    pairs = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["found_by"], condition=models.Q(ended_at__isnull=True), name="one_duplicate_search_at_a_time"
            )
        ]
