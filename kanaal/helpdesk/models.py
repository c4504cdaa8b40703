"""Structured requests: what somebody asks the helpdesk to do, who authorised it, and what became of it (H2)."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.core.texts import Text
from kanaal.people.models import Person

OPEN_STATES = ("awaiting", "open")


class Request(Stateful, Lockable):
    """Somebody asked for something that the system can do itself once an agent approves it."""

    lifecycle = Lifecycle(
        labels={
            "awaiting": _("waiting for authorisation"),
            "open": _("waiting for the helpdesk"),
            "approved": _("approved and done"),
            "declined": _("declined"),
            "refused": _("not authorised"),
            "withdrawn": _("withdrawn"),
        },
        steps={
            "await": Step(("open",), "awaiting"),
            "authorise": Step(("awaiting",), "open"),
            "refuse": Step(("awaiting",), "refused"),
            "object": Step(OPEN_STATES, "refused"),
            "approve": Step(OPEN_STATES, "approved"),
            "decline": Step(OPEN_STATES, "declined"),
            "withdraw": Step(OPEN_STATES, "withdrawn"),
        },
    )
    OPEN = OPEN_STATES

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
    # Since when the helpdesk can decide, where somebody had to authorise it first; else since it was asked.
    ready_at = models.DateTimeField(null=True)
    # By when the helpdesk answers, in its working hours; what is open has one.
    promised_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    # The agent's reason for approving what nobody had authorised; for the desk alone.
    without = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about_kind", "about_id", "same_as"],
                condition=models.Q(state__in=OPEN_STATES),
                name="asked_once_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "asked_at", "id"], name="request_queue"),
            models.Index(fields=["promised_at", "id"], name="request_promised", condition=models.Q(state="open")),
            models.Index(fields=["asked_by", "-id"], name="request_of"),
            models.Index(fields=["about_kind", "about_id", "-id"], name="request_about"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def waiting_since(self) -> dt.datetime | None:
        """Since when the helpdesk can decide it; what waits for somebody else does not count against the helpdesk."""
        return (self.ready_at or self.asked_at) if self.state == "open" else None

    @property
    def promise(self) -> dt.timedelta | None:
        """How long that may last."""
        since = self.waiting_since
        return self.promised_at - since if since and self.promised_at else None

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class Authorisation(Stateful, Lockable):
    """Who must say yes to a request before the helpdesk can do it, and what they said."""

    lifecycle = Lifecycle(
        labels={
            "waiting": _("waiting for an answer"),
            "given": _("authorised"),
            "refused": _("refused"),
            "expired": _("not answered in time"),
        },
        steps={
            "give": Step(("waiting",), "given"),
            "refuse": Step(("waiting",), "refused"),
            "expire": Step(("waiting",), "expired"),
            "send_again": Step(("waiting", "expired"), "waiting"),
        },
    )

    request = models.OneToOneField(Request, on_delete=models.CASCADE, related_name="authorisation")
    # Somebody imported may have no ID; whoever has one must be signed in with it.
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="authorisations")
    email = models.EmailField()
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=12)
    why = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="waiting")
    by_asking = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    sent_count = models.PositiveSmallIntegerField(default=1)
    reminded_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    address = models.GenericIPAddressField(null=True)
    word = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["until"], name="authorisation_to_expire", condition=models.Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @classmethod
    def locked_of(cls, request: Request) -> Authorisation:
        """The request's authorisation, held with it; raises DoesNotExist where nobody had to authorise."""
        return cls.objects.select_for_update(of=("self",)).get(request=request)

    @property
    def can_be_sent_again(self) -> bool:
        return self.can("send_again")

    @property
    def reason(self) -> Text:
        """Why it is this person who is asked."""
        return Text.from_data(self.why)


class Evidence(models.Model):
    """A file that proves a request. Its bytes lie outside the web root under their digest (`evidence.STORE`)."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="evidence")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["digest"], name="evidence_by_digest")]

    def __str__(self) -> str:
        return self.name
