"""Who learns what: registrations, courses under way, attempts at a quiz, certificates, colleagues asked."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.core.texts import Words
from kanaal.partners.models import Contact, Partner
from kanaal.people.models import Person


def new_public_id() -> str:
    """192 bits: the address of a certificate's check page can't be guessed."""
    return secrets.token_urlsafe(24)


class Learner(models.Model):
    """Somebody who has registered for training, in a region of the programme (C1)."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="learner")
    region = models.CharField(max_length=40)
    registered_at = models.DateTimeField()


class Learning(Stateful, Lockable):
    """A person's way through a course, from beginning to certificate. Renewing takes another one."""

    lifecycle = Lifecycle(
        labels={"running": _("under way"), "passed": _("passed")}, steps={"pass": Step(("running",), "passed")}
    )

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="learnings")
    course = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=lifecycle.choices(), default="running")
    modules_read = models.JSONField(default=list)
    began_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    passed_at = models.DateTimeField(null=True)
    # Attempts that failed since the last pause; after so many as the programme says the next pause begins.
    failures = models.PositiveSmallIntegerField(default=0)
    paused_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course"], condition=models.Q(state="running"), name="one_learning_of_a_course"
            ),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="learning_of")]


class Attempt(models.Model):
    """A quiz that was handed in. `number` counts from 1; the page that was sent names it, so twice is once."""

    learning = models.ForeignKey(Learning, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    # Key of the question → number of the answer, from 1.
    answers = models.JSONField()
    right = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learning", "number"], name="attempt_once")]


class Certificate(Stateful, Lockable):
    """What a person has proved. It belongs to the person, whichever company they work for (C4)."""

    lifecycle = Lifecycle(
        labels={"valid": _("valid"), "expired": _("expired"), "revoked": _("revoked")},
        steps={"expire": Step(("valid",), "expired"), "revoke": Step(("valid", "expired"), "revoked")},
    )

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates")
    learning = models.OneToOneField(Learning, on_delete=models.PROTECT, related_name="certificate")
    key = models.CharField(max_length=40)
    course = models.CharField(max_length=40)
    # As they were on the day: a later release may call them otherwise.
    name_words = models.JSONField()
    course_words = models.JSONField()
    holder = models.CharField(max_length=120, blank=True)
    number = models.CharField(max_length=40, unique=True)
    public_id = models.CharField(max_length=40, unique=True, default=new_public_id)
    state = models.CharField(max_length=8, choices=lifecycle.choices(), default="valid")
    issued_at = models.DateTimeField()
    issued_on = models.DateField()
    # The last day on which it counts; none: for good.
    valid_until = models.DateField(null=True)
    revoked_on = models.DateField(null=True)
    revoked_because = models.TextField(blank=True)
    # The last reminder that was sent, in days before the end.
    reminded_days = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("issued_on")),
                name="certificate_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="revoked") | models.Q(revoked_on__isnull=False), name="revoked_on_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "key", "-id"], name="certificate_of"),
            models.Index(fields=["valid_until"], name="certificate_to_end", condition=models.Q(state="valid")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def name(self) -> Words:
        return Words(self.name_words)

    @property
    def course_name(self) -> Words:
        return Words(self.course_words)

    def counts_on(self, day: dt.date) -> bool:
        """Does it count on a day? Decided by its days, so it is right before the night's work has been done."""
        return not (self.revoked_on and self.revoked_on <= day) and self.issued_on <= day <= (self.valid_until or day)

    def standing_on(self, day: dt.date) -> str:
        """`valid`, `expired` or `revoked`, on a day from its issue on."""
        if self.revoked_on and self.revoked_on <= day:
            return "revoked"
        return "expired" if self.valid_until and self.valid_until < day else "valid"


class BadgeKey(models.Model):
    """The public part of a key that signed certificates. Kept for good: what it signed can be verified after the key
    itself was changed or lost.
    """

    name = models.CharField(max_length=43, unique=True)
    jwk = models.JSONField()
    since = models.DateTimeField()


class ColleagueAsk(models.Model):
    """The primary contact asked a colleague to take a course."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="training_asks")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="training_asks")
    course = models.CharField(max_length=40)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["contact", "course", "-id"], name="training_ask")]
