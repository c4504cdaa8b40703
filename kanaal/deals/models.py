"""A deal registration: the vendor's decision upon an opportunity, its clock, its rivals, and its receipt (D5–D7)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.core.texts import Text
from kanaal.customers.models import Account
from kanaal.partners.models import Partner
from kanaal.people.models import Person
from kanaal.sales.models import Opportunity

WAITING_STATES = ("submitted", "asked")
LIVE_STATES = ("draft", "submitted", "asked", "approved")
DECIDED_STATES = ("approved", "declined")
HOW = [("rule", _("by the programme's rules")), ("desk", _("by the desk")), ("deemed", _("by the promise's end"))]


class Registration(Stateful, Lockable):
    """One application to register an opportunity. A declined, withdrawn or expired one stays; another can be made.

    `complete_at` is when it was first handed in complete: its place among rivals, which a question keeps for some
    days (`place_until`). `promised_at` is the public clock; a question stops it. `waiting_since` is since when whoever
    is waited for has been. `decided_how` is one of HOW; `outcome` says which rule did, with everything that it saw.
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
            "closed": _("over with the deal"),
        },
        steps={
            "fill_in": Step(("draft",), "draft"),
            "submit": Step(("draft",), "submitted"),
            "take": Step(("submitted",), "submitted"),
            "ask": Step(("submitted",), "asked"),
            "answer": Step(("asked",), "submitted"),
            "approve": Step(("submitted", "asked"), "approved"),
            "decline": Step(("submitted", "asked"), "declined"),
            "withdraw": Step(("draft", "submitted", "asked", "approved"), "withdrawn"),
            "extend": Step(("approved",), "approved"),
            "expire": Step(("approved", "asked"), "expired"),
            "reverse": Step(("approved", "declined", "expired"), "submitted"),
            "reconsider": Step(("declined",), "submitted"),
            "close": Step(("draft", "submitted", "asked", "approved"), "closed"),
        },
    )

    WAITING = WAITING_STATES
    LIVE = LIVE_STATES
    DECIDED = DECIDED_STATES

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
    # As handed in, for lists and figures.
    amount = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    currency = models.CharField(max_length=3, blank=True)
    release_id = models.BigIntegerField(null=True)
    began_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    complete_at = models.DateTimeField(null=True)
    place_until = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)
    escalate_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    agent = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    question = models.TextField(blank=True)
    asked_fields = models.JSONField(default=list)
    question_until = models.DateTimeField(null=True)
    # Seconds from handing it in to the first answer, a decision or a question: what the desk is measured by.
    answered_in = models.PositiveIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_how = models.CharField(max_length=8, choices=HOW, blank=True)
    # The deal as the rules saw it, and what each of them saw (`deals.deciding`).
    outcome = models.JSONField(default=dict)
    contested = models.BooleanField(default=False)
    # It was approved at some time; what became of it later doesn't change that.
    ever_protected = models.BooleanField(default=False)
    decline_reason = models.CharField(max_length=40, blank=True)
    decline_note = models.TextField(blank=True)
    protected_from = models.DateTimeField(null=True)
    protected_until = models.DateField(null=True)
    extensions = models.PositiveSmallIntegerField(default=0)
    extended_at = models.DateTimeField(null=True)
    # The days before its end, with that end, of which its owner was reminded: each once.
    reminded_of = models.JSONField(default=list)

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
                | models.Q(submitted_at__isnull=False, promised_at__isnull=False, waiting_since__isnull=False),
                name="registration_handed_in",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "promised_at", "id"], name="registration_queue"),
            models.Index(fields=["state", "region", "promised_at", "id"], name="registration_by_region"),
            models.Index(fields=["agent", "state", "promised_at", "id"], name="registration_by_agent"),
            models.Index(fields=["account", "need", "state"], name="registration_of_account"),
            models.Index(
                fields=["protected_until", "id"], name="registration_to_expire", condition=models.Q(state="approved")
            ),
            models.Index(fields=["partner", "-id"], name="registration_of_partner"),
            models.Index(fields=["submitted_at", "id"], name="registration_by_time"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def how_label(self) -> Text:
        """By what it was decided; empty while it isn't."""
        return Text(dict(HOW).get(self.decided_how, ""), literal=not self.decided_how)

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING_STATES

    @property
    def is_live(self) -> bool:
        return self.state in LIVE_STATES


class RegistrationFamily(models.Model):
    """A product family that a registration covers: one of the three parts by which two deals are the same.

    `claim` is there while it is protected: account, family and need in one. The database itself lets nobody else have
    the same, whatever went wrong above it.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="families")
    family = models.CharField(max_length=40)
    claim = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "family"], name="registration_family_once"),
            models.UniqueConstraint(fields=["claim"], condition=~models.Q(claim=""), name="protected_once"),
        ]


class RegistrationConflict(Lockable):
    """Two registrations of one need. `earlier` was in the way of `later`, or perhaps: the desk must say. Kept for good.

    `kind` is what the rules call it (protected, earlier, own, unsure); `reasons` say why the customer is thought to be
    the same one, as far as it isn't the same account.
    """

    later = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="conflicts")
    earlier = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="rivals")
    kind = models.CharField(max_length=10)
    same_account = models.BooleanField()
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["later", "earlier"], name="registration_conflict_once")]


class RegistrationReceipt(models.Model):
    """A signed statement of what was decided (`deals.receipts`): anybody who holds it can verify it offline.

    `statement` is the signed text itself, `signature` base64, `key` the name of the key that signed it.
    """

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="receipts")
    at = models.DateTimeField()
    decision = models.CharField(max_length=20)
    statement = models.TextField()
    signature = models.CharField(max_length=100)
    key = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]


class ReceiptKey(models.Model):
    """The public part of a key that has signed receipts; it stays when another takes its place."""

    name = models.CharField(max_length=64, unique=True)
    pem = models.TextField()
    since = models.DateTimeField()


class NamedAccount(Lockable):
    """A customer that the vendor looks after itself; the rules may send its deals to the desk. Kept by the desk."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="named")
    word = models.CharField(max_length=200)
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")


class AvailabilityCheck(models.Model):
    """Somebody asked whether a registration would be free. What was asked is kept as a digest: no list of prospects."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    answer = models.CharField(max_length=12)

    class Meta:
        indexes = [
            models.Index(fields=["partner", "-at"], name="availability_of_partner"),
            models.Index(fields=["person", "-at"], name="availability_of_person"),
            models.Index(fields=["at"], name="availability_by_time"),
        ]


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
