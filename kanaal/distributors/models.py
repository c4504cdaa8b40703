"""A distributor: takes orders of resellers, places them with the vendor, and handles what goes back (V6)."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.people.models import Person


class Distributor(Stateful, Lockable):
    """A company that takes orders. `regions` are keys of the pack: whoever buys there may choose it."""

    lifecycle = Lifecycle(
        labels={"active": _("takes orders"), "ended": _("takes no more orders")},
        steps={"change": Step(("active",), "active"), "end": Step(("active",), "ended")},
    )

    number = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=160)
    country = models.CharField(max_length=2)
    regions = models.JSONField(default=list)
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="active")
    external_id = models.CharField(max_length=60, blank=True)
    since = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["external_id"], condition=~models.Q(external_id=""), name="one_distributor_for_an_external_id"
            )
        ]
        indexes = [models.Index(fields=["name", "id"], name="distributor_by_name")]

    def __str__(self) -> str:
        return self.name


class DistributorUser(Stateful, Lockable):
    """A person who acts, or acted, for a distributor. Invited by the desk; `person` once they have accepted."""

    lifecycle = Lifecycle(
        labels={
            "invited": _("waiting for an answer"),
            "active": _("active"),
            "left": _("has left"),
            "withdrawn": _("withdrawn"),
        },
        steps={
            "send_again": Step(("invited",), "invited"),
            "accept": Step(("invited",), "active"),
            "withdraw": Step(("invited",), "withdrawn"),
            "leave": Step(("active",), "left"),
        },
    )

    distributor = models.ForeignKey(Distributor, on_delete=models.CASCADE, related_name="users")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="distributor_users")
    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="invited")
    made_at = models.DateTimeField()
    until = models.DateField()
    since = models.DateField(null=True)
    left_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "distributor",
                Lower("email"),
                condition=models.Q(state__in=("invited", "active")),
                name="distributor_user_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="active") | models.Q(person__isnull=False),
                name="distributor_user_is_somebody",
            ),
        ]
        indexes = [models.Index(fields=["person", "state"], name="distributor_user_person")]

    def __str__(self) -> str:
        return self.name or self.email
