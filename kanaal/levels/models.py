"""Which level a partner held since when, what the desk attested, who asked for a higher level, which needs lapsed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.levels.rules import Weighed
from kanaal.partners.models import Partner
from kanaal.people.models import Person
from kanaal.programme.models import Release
from kanaal.programme.pack import Pack


class LevelTerm(models.Model):
    """A partner held a level from a day until another (P14). `brought`: it came along from an older system.

    A partner without such a row brought its level along when it joined.
    """

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="level_terms")
    level = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True)
    brought = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner"], condition=models.Q(until=None), name="one_level_at_a_time"),
        ]


class Attestation(Lockable):
    """The desk vouches, with evidence, for what the house does not measure itself; it counts until a day."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="attestations")
    need = models.CharField(max_length=40)
    value = models.PositiveIntegerField()
    evidence = models.TextField()
    since = models.DateField()
    until = models.DateField()
    attested_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    attested_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="attested_forward"),
        ]
        indexes = [
            models.Index(fields=["partner", "need"], name="attested", condition=models.Q(withdrawn_at=None)),
            models.Index(fields=["until"], name="attested_until", condition=models.Q(withdrawn_at=None)),
        ]


class Upgrade(Stateful, Lockable):
    """An application for a higher level (P14)."""

    lifecycle = Lifecycle(
        labels={
            "open": _("waiting for the desk"),
            "approved": _("approved"),
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
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="upgrades")
    level = models.CharField(max_length=40)
    answers = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="open")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    promised_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner"], condition=models.Q(state="open"), name="one_upgrade_at_a_time"),
        ]
        indexes = [
            models.Index(fields=["state", "promised_at", "id"], name="upgrade_queue"),
            models.Index(fields=["partner", "level", "state"], name="upgrade_of"),
        ]

    weights_then: Mapping[str, Weighed] | None = None
    """When a decision of the past is taken again: the figures that were kept with it, instead of today's."""

    def __str__(self) -> str:
        return self.number


class Lapse(Stateful, Lockable):
    """A need of a partner's level is met no longer, or won't be when a coming release begins; the level is kept until
    `until`. `release_id` is the release that asks for it.
    """

    lifecycle = Lifecycle(
        labels={"open": _("in grace"), "mended": _("met again"), "fallen": _("level lost")},
        steps={"mend": Step(("open",), "mended"), "fall": Step(("open",), "fallen")},
    )

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="lapses")
    level = models.CharField(max_length=40)
    need = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField()
    release_id = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=lifecycle.choices(), default="open")
    reminders = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "need"], condition=models.Q(state="open"), name="one_lapse_of_a_need"
            ),
        ]
        indexes = [models.Index(fields=["until"], name="lapse_due", condition=models.Q(state="open"))]


class Proposal(Stateful, Lockable):
    """A change of the programme that is being prepared (C5): the files of a pack as they would be.

    `impact` is what it would do to the partners, weighed for the files of `impact_digest`.
    """

    lifecycle = Lifecycle(
        labels={"draft": _("draft"), "published": _("published"), "dropped": _("dropped")},
        steps={
            "edit": Step(("draft",), "draft"),
            "publish": Step(("draft",), "published"),
            "drop": Step(("draft",), "dropped"),
        },
    )

    title = models.CharField(max_length=120)
    based_on = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    published_as = models.ForeignKey(Release, on_delete=models.PROTECT, null=True, related_name="+")
    files = models.JSONField()
    begins = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="draft")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    impact = models.JSONField(null=True)
    impact_digest = models.CharField(max_length=64, blank=True)
    impact_at = models.DateTimeField(null=True)
    impact_job = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.title

    @property
    def pack(self) -> Pack:
        return Pack(self.files)

    @property
    def as_release(self) -> Release:
        """A release that is not one: to weigh by, never to be saved."""
        begin = self.begins or self.made_at.date()
        moment = dt.datetime.combine(begin, dt.time(12), dt.UTC)
        number = self.based_on.number + 1
        return Release(
            number=number, name=self.title, effective_from=moment, published_at=moment, note="",
            digest=self.pack.digest, files=self.files,
        )  # fmt: skip


class Affected(models.Model):
    """A partner whom a proposal would make fall, or could make rise. Written anew each time it is weighed."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="affected")
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+")
    before = models.CharField(max_length=40)
    after = models.CharField(max_length=40)
    rises = models.BooleanField(default=False)
    short = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "partner"], name="affected_once")]
        indexes = [models.Index(fields=["proposal", "rises", "id"], name="affected_list")]
