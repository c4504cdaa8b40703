"""Structured requests: what somebody asks the helpdesk to do, and what became of it (H2)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.people.models import Person


class Request(Stateful, Lockable):
    """Somebody asked for something that the system can do itself once an agent approves it."""

    lifecycle = Lifecycle(
        labels={
            "open": _("waiting for the helpdesk"),
            "approved": _("approved and done"),
            "declined": _("declined"),
            "withdrawn": _("withdrawn"),
        },
        steps={
            "approve": Step(("open",), "approved"),
            "decline": Step(("open",), "declined"),
            "withdraw": Step(("open",), "withdrawn"),
        },
    )

    number = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=40)
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    # What was asked, in the kind's own words: the values of its form.
    values = models.JSONField(default=dict)
    # Two requests for the same thing at once are one request.
    same_as = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="open")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="requests")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about_kind", "about_id", "same_as"],
                condition=models.Q(state="open"),
                name="asked_once_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "asked_at", "id"], name="request_queue"),
            models.Index(fields=["asked_by", "-id"], name="request_of"),
        ]

    def __str__(self) -> str:
        return self.number
