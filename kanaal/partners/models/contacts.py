"""Who acts for a partner: contacts, and the invitations by which they come in."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.partners.models.companies import Partner
from kanaal.people.models import Person


class ContactKind(models.TextChoices):
    PRIMARY = "primary", _("primary contact")
    SECONDARY = "secondary", _("secondary contact")
    OTHER = "other", _("other contact")


class Contact(Lockable):
    """A person who acts, or acted, for a partner. Imported contacts have no ID until they accept an invitation."""

    Kind = ContactKind

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts", null=True)
    email = models.EmailField()
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    active = models.BooleanField(default=True)
    since = models.DateField()
    left_on = models.DateField(null=True)
    # Since when the contact holds a sales seat; nobody who has left holds one (P10, P11).
    seat_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(active=True) | models.Q(seat_since__isnull=True), name="seat_of_an_active_contact"
            ),
            models.UniqueConstraint(
                Lower("email"), condition=models.Q(active=True), name="one_active_contact_for_an_address"
            ),
            models.UniqueConstraint(
                fields=["partner"], condition=models.Q(active=True, kind="primary"), name="one_primary_contact"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(active=True), name="one_active_contact_for_a_person"
            ),
        ]
        indexes = [models.Index(fields=["partner", "-active", "name", "id"], name="contact_list")]

    def __str__(self) -> str:
        return self.name or self.email


class Invitation(Stateful, Lockable):
    """An offer of a seat at a partner. Access comes only with acceptance (P8)."""

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

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    kind = models.CharField(max_length=10, choices=ContactKind.choices)
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="open")
    until = models.DateField()
    sent_count = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField()
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "partner", Lower("email"), condition=models.Q(state="open"), name="one_open_invitation_for_an_address"
            ),
        ]
        indexes = [
            models.Index(fields=["email"], name="invitation_by_address", condition=models.Q(state="open")),
            models.Index(fields=["until"], name="invitation_to_expire", condition=models.Q(state="open")),
        ]
