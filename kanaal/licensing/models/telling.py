"""What was announced, to whom: nothing expires, renews or is suspended unannounced."""

from __future__ import annotations

from django.db import models

from kanaal.licensing.models.agreements import Agreement


class Notice(models.Model):
    """An announcement that was made: about which happening (its `key` in the timeline), so many days before it, for
    how many licences. `late`: the day had passed already when the clock came to it.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=120)
    about = models.CharField(max_length=20)
    happens_on = models.DateField()
    days_before = models.PositiveSmallIntegerField()
    quantity = models.PositiveIntegerField()
    late = models.BooleanField(default=False)
    at = models.DateTimeField()
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "key", "days_before", "quantity"], name="notice_once")
        ]
        indexes = [models.Index(fields=["agreement", "happens_on"], name="notice_of_agreement")]


class NoticeTo(models.Model):
    """To whom a notice went; without an address, whom it could not reach. `mail` is the row in the outbox."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="to")
    role = models.CharField(max_length=12)
    person_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    mail_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person_id"], name="notice_to_person")]
