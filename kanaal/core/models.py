"""Rows of the house itself: the clock, numbers, events, mails. No business nouns."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext_noop as _

T = TypeVar("T", bound="Lockable")


class Lockable(models.Model):
    """A row that an action locks before it looks."""

    class Meta:
        abstract = True

    @classmethod
    def locked(cls: type[T], pk: int) -> T:
        """The row as it is now, held until the transaction ends (on SQLite the transaction itself holds it)."""
        return cls._default_manager.select_for_update(of=("self",)).get(pk=pk)


class ClockShift(models.Model):
    """How far the installation's clock was moved forward. One row at most."""

    seconds = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_clock"),
            models.CheckConstraint(condition=models.Q(seconds__gte=0), name="clock_never_back"),
        ]


class NumberSeries(models.Model):
    """The next number of a series of human numbers (membership IDs, cases)."""

    name = models.CharField(max_length=40, primary_key=True)
    next = models.PositiveBigIntegerField(default=1)


class Spent(models.Model):
    """How often something was tried in one window of time (`core.limits`)."""

    key = models.CharField(max_length=120, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)


class Event(models.Model):
    """A recorded fact. Rows are only ever added; the sealer gives them their sequence and chains them."""

    name = models.CharField(max_length=60)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    data = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    receipt = models.JSONField(null=True)
    release_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    actor_role = models.CharField(max_length=80, blank=True)
    # Given by the sealer after commit; database ids commit out of order.
    seq = models.PositiveBigIntegerField(null=True, unique=True)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["about_kind", "about_id", "-id"], name="event_timeline"),
            models.Index(fields=["id"], condition=models.Q(seq__isnull=True), name="event_unsealed"),
            models.Index(fields=["actor_id", "-id"], name="event_actor"),
            models.Index(fields=["person_id", "-id"], name="event_person"),
        ]


class PersonalData(models.Model):
    """What an event says of a person. Erased without harming the seal: the event keeps the salted digest."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, primary_key=True, related_name="personal")
    person_id = models.BigIntegerField(null=True, db_index=True)
    salt = models.CharField(max_length=32)
    data = models.JSONField(default=dict)
    erased_at = models.DateTimeField(null=True)


class SealHead(models.Model):
    """The head of the chain at the end of a day, signed with a key that lies outside the database."""

    day = models.DateField(unique=True)
    seq = models.PositiveBigIntegerField()
    seal = models.CharField(max_length=64)
    signature = models.TextField()
    signed_at = models.DateTimeField(auto_now_add=True)


class Mail(models.Model):
    """A mail that was promised. Written in the transaction of the change, sent by the worker (L3)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("given up")

    name = models.CharField(max_length=60)
    to = models.EmailField()
    person_id = models.BigIntegerField(null=True, db_index=True)
    language = models.CharField(max_length=12)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    message_id = models.CharField(max_length=120, unique=True)
    # Where an answer goes, and further headers that make a thread of mails (References).
    reply_to = models.CharField(max_length=254, blank=True)
    headers: models.JSONField[Any, Any] = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    written_at = models.DateTimeField()
    # The machine's time, on which patience with a mail server is counted.
    posted_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "id"], name="mail_waiting")]
