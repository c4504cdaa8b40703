"""At the customer: who administers an agreement, who uses its licences (V12, V13)."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.licensing.models.agreements import Agreement
from kanaal.people.models import Person

SOURCES = [("hand", _("by hand")), ("file", _("from a file")), ("scim", _("by your directory"))]


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
    """Somebody is to administer the agreement too, or (`primary`) an `administrator` is to become the primary one. Who
    is it now stays so until the new one has accepted, and the terms (V12).
    """

    lifecycle = Lifecycle(
        labels={
            "open": _("waiting for an answer"),
            "accepted": _("accepted"),
            "declined": _("declined"),
            "withdrawn": _("withdrawn"),
            "expired": _("expired"),
        },
        steps={
            "send_again": Step(("open", "expired"), "open"),
            "accept": Step(("open",), "accepted"),
            "decline": Step(("open",), "declined"),
            "withdraw": Step(("open", "expired"), "withdrawn"),
            "expire": Step(("open",), "expired"),
        },
    )

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="administrator_invitations")
    administrator = models.ForeignKey(Administrator, on_delete=models.CASCADE, null=True, related_name="invitations")
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
    """A named user at the customer. `source`: by hand, from a file, or by provisioning, whose id for it is
    `external_id`. `user_name` is the address, unless a directory has another name for them; folded, so that it is
    compared without case.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="licence_users")
    user_name = models.CharField(max_length=254)
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=160, blank=True)
    active = models.BooleanField(default=True)
    source = models.CharField(max_length=8, choices=SOURCES, default="hand")
    external_id = models.CharField(max_length=254, blank=True)
    # The resource as a directory sent it, for what Kanaal itself has no use for.
    resource = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "user_name"], name="licence_user_once")]
        indexes = [
            models.Index(fields=["agreement", "name", "id"], name="licence_user_list"),
            models.Index(fields=["agreement", "external_id"], name="licence_user_external"),
            models.Index(fields=["email"], name="licence_user_address"),
        ]

    def __str__(self) -> str:
        return self.name or self.email or self.user_name


class Assignment(models.Model):
    """A licence given to a user; `until` since when it is so no longer. Who can use it on a day: `rules.access`.

    `source`: by hand, or because the user is in a directory's group that gives it.
    """

    user = models.ForeignKey(LicenceUser, on_delete=models.CASCADE, related_name="assignments")
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="assignments")
    sku = models.CharField(max_length=40)
    source = models.CharField(max_length=8, choices=[("hand", _("by hand")), ("group", _("by group"))], default="hand")
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
