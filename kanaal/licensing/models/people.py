"""At the customer: who administers an agreement, who uses its licences (V12, V13)."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.licensing.models.agreements import Agreement
from kanaal.people.models import Person


class Administrator(Lockable):
    """A person who administers an agreement at the customer. One of them is the primary administrator."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="administrators")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="administrators")
    email = models.EmailField()
    primary = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    since = models.DateField()
    left_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"], condition=models.Q(active=True, primary=True), name="one_primary_administrator"
            ),
            models.UniqueConstraint(
                fields=["agreement", "person"], condition=models.Q(active=True), name="administrator_once"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "active"], name="administrator_of_person"),
            models.Index(fields=["email"], name="administrator_by_address", condition=models.Q(active=True)),
        ]


class AdministratorInvitation(Stateful, Lockable):
    """Somebody is to administer the agreement too, or (`primary`) instead of the primary administrator, who stays until
    the new one has accepted, and the terms (V12).
    """

    lifecycle = Lifecycle(
        labels={
            "open": _("waiting for an answer"),
            "accepted": _("accepted"),
            "withdrawn": _("withdrawn"),
            "expired": _("expired"),
        },
        steps={
            "send_again": Step(("open", "expired"), "open"),
            "accept": Step(("open",), "accepted"),
            "withdraw": Step(("open", "expired"), "withdrawn"),
            "expire": Step(("open",), "expired"),
        },
    )

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="administrator_invitations")
    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    primary = models.BooleanField(default=False)
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="open")
    until = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "agreement", Lower("email"), condition=models.Q(state="open"), name="administrator_invited_once"
            ),
            models.UniqueConstraint(
                fields=["agreement"], condition=models.Q(state="open", primary=True), name="one_change_of_primary"
            ),
        ]


class LicenceUser(Lockable):
    """A named user at the customer. `source`: by hand, from a file, or by SCIM, whose id for it is `external_id`."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="licence_users")
    email = models.EmailField()
    name = models.CharField(max_length=160, blank=True)
    active = models.BooleanField(default=True)
    source = models.CharField(max_length=8, default="hand")
    external_id = models.CharField(max_length=120, blank=True)
    # The SCIM resource as it was sent, for what Kanaal itself has no use for.
    resource = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("agreement", Lower("email"), name="licence_user_once")]
        indexes = [models.Index(fields=["agreement", "name", "id"], name="licence_user_list")]

    def __str__(self) -> str:
        return self.name or self.email


class Assignment(models.Model):
    """A licence given to a user; `until` since when it is so no longer. Who can use it on a day: `rules.access`."""

    user = models.ForeignKey(LicenceUser, on_delete=models.CASCADE, related_name="assignments")
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="assignments")
    sku = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "sku"], condition=models.Q(until__isnull=True), name="assigned_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["agreement", "sku", "since"], name="assignment_current", condition=models.Q(until__isnull=True)
            )
        ]
