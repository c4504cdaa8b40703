"""An application to join the programme: kept from the first step, whoever has signed in or not (P1–P6)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.core.texts import Text
from kanaal.partners.models.companies import Partner
from kanaal.people.models import Person

OPEN_STATES = ("draft", "submitted", "asked")


class Enrolment(Stateful, Lockable):
    """A half-filled, submitted or decided application.

    Until somebody signs in it belongs to a browser (`draft_key`, in a cookie of its own); from then on to the person,
    on every device. Answers are kept as they were typed, faults included, so that nothing is lost; the columns beside
    them are what lists are sorted, filtered and searched by.
    """

    lifecycle = Lifecycle(
        labels={
            "draft": _("not handed in yet"),
            "submitted": _("in review"),
            "asked": _("waiting for the applicant's answer"),
            "approved": _("approved"),
            "declined": _("declined"),
            "withdrawn": _("withdrawn"),
            "forgotten": _("forgotten"),
        },
        steps={
            "fill_in": Step(("draft",), "draft"),
            "take_up": Step(("draft",), "draft"),
            "submit": Step(("draft",), "submitted"),
            "ask": Step(("submitted",), "asked"),
            "answer": Step(("asked",), "submitted"),
            "approve": Step(("submitted", "asked"), "approved"),
            "decline": Step(("submitted", "asked"), "declined"),
            "withdraw": Step(OPEN_STATES, "withdrawn"),
            "forget": Step(("draft",), "forgotten"),
        },
    )

    OPEN = OPEN_STATES

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="enrolments")
    draft_key = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001  many have none
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="draft")
    language = models.CharField(max_length=12, blank=True)
    region = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2, blank=True)
    company_name = models.CharField(max_length=160, blank=True)
    answers = models.JSONField(default=dict)
    # As they were handed in: the verified address, its registrable domain, the VAT number without spaces.
    email = models.EmailField(blank=True)
    domain = models.CharField(max_length=120, blank=True)
    vat_number = models.CharField(max_length=20, blank=True)
    release_id = models.BigIntegerField(null=True)
    began_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    reminders = models.PositiveSmallIntegerField(default=0)
    submitted_at = models.DateTimeField(null=True)
    # A question to the applicant stops the clock of the promise: what it took is added to both when it is answered.
    waiting_since = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
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
                condition=models.Q(state__in=OPEN_STATES),
                name="one_open_enrolment_for_a_person",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("draft", "withdrawn", "forgotten"))
                | models.Q(person__isnull=False, submitted_at__isnull=False, promised_at__isnull=False),
                name="handed_in_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="approved") | models.Q(partner__isnull=False), name="approved_has_a_partner"
            ),
        ]
        indexes = [
            # Every list is of one state and sorted by promise: one index serves them all, whole or by region.
            models.Index(fields=["state", "promised_at", "id"], name="enrolment_queue"),
            models.Index(fields=["state", "region", "promised_at", "id"], name="enrolment_by_region"),
            models.Index(fields=["touched_at"], name="enrolment_lying", condition=models.Q(state="draft")),
            models.Index(fields=["domain"], name="enrolment_by_domain", condition=~models.Q(domain="")),
            models.Index(fields=["vat_number"], name="enrolment_by_vat", condition=~models.Q(vat_number="")),
        ]

    def __str__(self) -> str:
        return self.company_name or f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    def answer(self, field: str) -> str:
        """What the applicant typed, or nothing."""
        return str(self.answers.get(field, ""))


class EnrolmentMark(models.Model):
    """Something that the desk should look at before it decides. Marks refuse nothing; the applicant never sees them."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="marks")
    key = models.CharField(max_length=30)
    text = models.JSONField()
    # Whom the mark is about, for a link on the desk's page: a known partner, or another application.
    partner = models.ForeignKey(Partner, on_delete=models.SET_NULL, null=True, related_name="+")
    other = models.ForeignKey(Enrolment, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["key", "enrolment"], name="enrolment_by_mark")]

    @property
    def says(self) -> Text:
        return Text.from_data(self.text)
