"""A customer's directory that provisions its users (SCIM): what it comes in with, and its groups (V13)."""

from __future__ import annotations

import datetime as dt

from django.db import models

from kanaal.core.models import Lockable
from kanaal.licensing.models.agreements import Agreement
from kanaal.licensing.models.people import LicenceUser
from kanaal.people.models import Person


class ProvisioningToken(Lockable):
    """What a directory shows at the door. Kept as a digest; `hint` are its last letters, to tell it from others."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="provisioning_tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    def is_good_at(self, moment: dt.datetime) -> bool:
        return self.revoked_at is None and moment < self.until


class LicenceGroup(Lockable):
    """A group of a directory. Whoever is in it is given a licence of `sku`, where one is named."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="licence_groups")
    name = models.CharField(max_length=254)
    external_id = models.CharField(max_length=254, blank=True)
    sku = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["agreement", "name", "id"], name="licence_group_list")]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """A user in a group. Where licences are short, whoever came first is given one first."""

    group = models.ForeignKey(LicenceGroup, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(LicenceUser, on_delete=models.CASCADE, related_name="memberships")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "user"], name="in_a_group_once")]
