"""A deal registration: the vendor's decision upon an opportunity, its clock, its rivals, and its receipt (D5–D7)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.customers.models import Account
from kanaal.partners.models import Partner
from kanaal.people.models import Person
from kanaal.sales.models import Opportunity

WAITING_STATES = ("submitted", "asked")
LIVE_STATES = ("draft", "submitted", "asked", "approved")


class Registration(Stateful, Lockable):
    """One application to register an opportunity. A declined, withdrawn or expired one stays; another can be made.

    `complete_at` is when it was first handed in complete: its place in the queue, which a question keeps for some
    days (`place_until`). `promised_at` is the public clock; a question stops it (`waiting_since`). `decided_by` is
    nobody when the programme's rules decided; `outcome` says which did, with everything that they saw.
    """

    lifecycle = Lifecycle(
        labels={
            "draft": _("not handed in yet"),
            "submitted": _("in review"),
            "asked": _("more was asked"),
            "approved": _("approved"),
            "declined": _("declined"),
            "withdrawn": _("withdrawn"),
            "expired": _("expired"),
        },
        steps={
            "fill_in": Step(("draft",), "draft"),
            "submit": Step(("draft",), "submitted"),
            "ask": Step(("submitted",), "asked"),
            "answer": Step(("asked",), "submitted"),
            "approve": Step(("submitted", "asked"), "approved"),
            "decline": Step(("submitted", "asked"), "declined"),
            "withdraw": Step(("draft", "submitted", "asked", "approved"), "withdrawn"),
            "extend": Step(("approved",), "approved"),
            "expire": Step(("approved", "asked"), "expired"),
            "reverse": Step(("declined", "expired"), "submitted"),
        },
    )

    WAITING = WAITING_STATES
    LIVE = LIVE_STATES

    number = models.CharField(max_length=24, unique=True)
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="registrations")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="registrations")
    # As it was at submission (a merge moves it); with family and need it says what is protected.
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="registrations")
    need = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="draft")
    region = models.CharField(max_length=40)
    # What was handed in, whole, as it was: answers, lines, amount, the customer. `content_hash` is its SHA-256.
    content = models.JSONField(default=dict)
    content_hash = models.CharField(max_length=64, blank=True)
    release_id = models.BigIntegerField(null=True)
    began_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    complete_at = models.DateTimeField(null=True)
    place_until = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    agent = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    question = models.TextField(blank=True)
    asked_fields = models.JSONField(default=list)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    # Which rule decided or sent it to the desk, and what every rule saw.
    outcome = models.JSONField(default=dict)
    decline_reason = models.CharField(max_length=40, blank=True)
    decline_note = models.TextField(blank=True)
    protected_from = models.DateTimeField(null=True)
    protected_until = models.DateField(null=True)
    extensions = models.PositiveSmallIntegerField(default=0)
    # The day of its end about which its owner was reminded, with the reminder's key: each once.
    reminded_of = models.JSONField(default=list)
    # The signed statement that can be verified offline.
    receipt = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity"], condition=models.Q(state__in=LIVE_STATES), name="one_live_registration"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="approved")
                | models.Q(protected_from__isnull=False, protected_until__isnull=False),
                name="approved_is_protected",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=WAITING_STATES)
                | models.Q(submitted_at__isnull=False, promised_at__isnull=False),
                name="registration_handed_in",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "promised_at", "id"], name="registration_queue"),
            models.Index(fields=["state", "region", "promised_at", "id"], name="registration_by_region"),
            models.Index(fields=["account", "state"], name="registration_of_account"),
            models.Index(
                fields=["protected_until", "id"], name="registration_to_expire", condition=models.Q(state="approved")
            ),
            models.Index(fields=["partner", "-id"], name="registration_of_partner"),
            models.Index(fields=["submitted_at", "id"], name="registration_by_time"),
        ]

    def __str__(self) -> str:
        return self.number


class RegistrationFamily(models.Model):
    """A product family that a registration covers: one of the three parts by which two deals are the same."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="families")
    family = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["registration", "family"], name="registration_family_once")]


class RegistrationConflict(Lockable):
    """Two registrations of one need. `later` lost its place to `earlier`, or the desk must say so. Kept for good.

    `verdict`: how sure it is that the customer is the same (`same`, `likely`); `rule` is the key of what applies.
    """

    later = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="conflicts")
    earlier = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="rivals")
    verdict = models.CharField(max_length=10)
    rule = models.CharField(max_length=40)
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["later", "earlier"], name="registration_conflict_once")]


class AvailabilityCheck(models.Model):
    """Somebody asked whether a registration would be free. What was asked is kept as a digest: no list of prospects."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    answer = models.CharField(max_length=12)

    class Meta:
        indexes = [models.Index(fields=["partner", "-at"], name="availability_of_partner")]


class DeskAbsence(Lockable):
    """An agent of the deal desk is away; from `starts` to `ends`, both included, `delegate` is named instead."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    delegate = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    starts = models.DateField()
    ends = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="absence_ends_after_start"),
            models.CheckConstraint(condition=~models.Q(person=models.F("delegate")), name="absence_has_another"),
        ]
        indexes = [models.Index(fields=["person", "ends"], name="absence_of")]
