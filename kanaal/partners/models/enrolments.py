"""An application to join the programme: kept from the first step, whoever has signed in or not (P1–P6)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.partners.models.companies import Partner
from kanaal.people.models import Person


class Enrolment(Stateful, Lockable):
    """A half-filled, submitted or decided application.

    Until somebody signs in it belongs to a browser (`draft_key`, in its session); from then on to the person, on
    every device. Answers are kept as they were typed, faults included, so that nothing is lost.
    """

    lifecycle = Lifecycle(
        labels={
            "draft": _("not handed in yet"),
            "submitted": _("in review"),
            "asked": _("waiting for the applicant's answer"),
            "approved": _("approved"),
            "declined": _("declined"),
            "withdrawn": _("withdrawn"),
        },
        steps={
            "fill_in": Step(("draft", "asked"), "draft"),
            "submit": Step(("draft", "asked"), "submitted"),
            "ask": Step(("submitted",), "asked"),
            "approve": Step(("submitted", "asked"), "approved"),
            "decline": Step(("submitted", "asked"), "declined"),
            "withdraw": Step(("draft", "submitted", "asked"), "withdrawn"),
        },
    )

    OPEN = ("draft", "submitted", "asked")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="enrolments")
    draft_key = models.CharField(max_length=64, unique=True, null=True)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="draft")
    language = models.CharField(max_length=12, blank=True)
    region = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2, blank=True)
    company_name = models.CharField(max_length=160, blank=True)
    answers = models.JSONField(default=dict)
    marks = models.JSONField(default=list)
    release_id = models.BigIntegerField(null=True)
    began_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    # Answering a question gives the applicant the time back that the question took: the promise counts from here.
    waiting_since = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    question = models.TextField(blank=True)
    asked_fields = models.JSONField(default=list)
    decline_reason = models.CharField(max_length=40, blank=True)
    decline_note = models.TextField(blank=True)
    partner = models.OneToOneField(Partner, on_delete=models.PROTECT, null=True, related_name="enrolment")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(state__in=("draft", "submitted", "asked")),
                name="one_open_enrolment_for_a_person",
            ),
        ]
        indexes = [
            models.Index(fields=["promised_at", "id"], name="enrolment_queue", condition=models.Q(state="submitted")),
            models.Index(fields=["state", "-id"], name="enrolment_by_state"),
        ]
