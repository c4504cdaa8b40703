"""What was announced, to whom, and who could not be reached: nothing expires, renews or is suspended unannounced."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core.models import Lockable
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


class Readers(models.Manager["NoticeTo"]):
    def waiting_for_the_desk(self) -> models.QuerySet[NoticeTo]:
        """Readers at the desk who are told with others, and have not been yet; the oldest first."""
        return self.filter(role="desk", mail_id=None).exclude(email="").order_by("pk")


class NoticeTo(models.Model):
    """To whom a notice went; without an address, whom it could not reach, and `why`. `mail_id` is in the outbox.

    The desk is told of many at once: until then its readers stand here with their address, and without a mail.
    """

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="to")
    role = models.CharField(max_length=12)
    person_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    why = models.CharField(max_length=12, blank=True)
    mail_id = models.BigIntegerField(null=True)

    objects = Readers()

    class Meta:
        indexes = [
            models.Index(fields=["person_id"], name="notice_to_person"),
            models.Index(
                fields=["id"],
                name="notice_to_the_desk",
                condition=models.Q(role="desk", mail_id__isnull=True) & ~models.Q(email=""),
            ),
        ]


class Unreached(Lockable):
    """Whom the clock will not reach with what is coming: found by the daily proof, gone as soon as it is mended.

    `happens_on` is the first day of what would come as a surprise to this `role`, `first_on` when it is to be told.
    `alone`: nobody else will hear of it in time, either. `asked_at`: the desk has asked somebody to mend it.
    """

    class Why(models.TextChoices):
        NOBODY = "nobody", _("nobody is named")
        CLOSED = "closed", _("the ID is no longer active")
        RETURNED = "returned", _("mail to the address was given up")
        UNTOLD = "untold", _("no announcement is planned before the day")

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="unreached")
    role = models.CharField(max_length=12)
    why = models.CharField(max_length=12, choices=Why.choices)
    about = models.CharField(max_length=20)
    happens_on = models.DateField()
    first_on = models.DateField(null=True)
    alone = models.BooleanField(default=False)
    found_at = models.DateTimeField()
    # The moment by which somebody must be reachable: the day on which the role is to be told begins.
    mend_by = models.DateTimeField()
    seen_on = models.DateField()
    asked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "role"], name="unreached_once")]
        indexes = [
            models.Index(fields=["happens_on", "id"], name="unreached_list"),
            models.Index(fields=["mend_by", "id"], name="unreached_to_mend", condition=models.Q(asked_at__isnull=True)),
        ]


class Foresight(models.Model):
    """The proof of a day: so many happenings up to `until`, and their announcements; whom they don't reach.

    `alone`: of so many roles nobody else hears of it, either.
    """

    on = models.DateField(unique=True)
    until = models.DateField()
    agreements = models.PositiveIntegerField()
    happenings = models.PositiveIntegerField()
    announcements = models.PositiveIntegerField()
    unreached = models.PositiveIntegerField()
    alone = models.PositiveIntegerField()
    at = models.DateTimeField()
