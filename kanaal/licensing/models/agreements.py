"""A customer's agreement, the invitation by which it came about, and whose customer it was when (V2, V3, V9)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.customers.models import Account
from kanaal.partners.models import Contact, Partner
from kanaal.people.models import Person


class Agreement(Stateful, Lockable):
    """An agreement of a customer under the terms of a programme; its `number` is the customer's, not the reseller's.

    `terms` is a key of the pack's `[[agreement_terms]]` in `release_id`: what was accepted holds for its whole life.
    `begins` is day 0 in its own `zone`; nothing was added while it is null. The dates at the end are kept for lists
    (`licensing.keeping` makes them from the facts, at any time): each is the first day on which something is so, if
    nobody does anything, so that a day that passes makes none of them wrong.
    """

    lifecycle = Lifecycle(
        labels={"live": _("in force"), "cancelled": _("cancelled")},
        steps={
            "change": Step(("live",), "live"),
            "move": Step(("live",), "live"),
            "cancel": Step(("live",), "cancelled"),
        },
    )

    number = models.CharField(max_length=24, unique=True)
    terms = models.CharField(max_length=40)
    # By its terms: licences that a partner has for its own use (N3), who is then no customer of its own.
    not_for_resale = models.BooleanField(default=False)
    release_id = models.BigIntegerField()
    # The agreement's own name, unique in the programme while it lives; `name_key` is it after normalising (V3).
    name = models.CharField(max_length=160)
    name_key = models.CharField(max_length=160)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="live")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="agreements")
    segment = models.CharField(max_length=40)
    country = models.CharField(max_length=2)
    street = models.CharField(max_length=160, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    town = models.CharField(max_length=80, blank=True)
    region = models.CharField(max_length=40)
    currency = models.CharField(max_length=3)
    zone = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    # Who sells to it now, and who of them looks after it (V10); its past is in `spells`.
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="agreements")
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, related_name="agreements")
    accepted_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    begins = models.DateField(null=True)
    first_anniversary = models.DateField(null=True)
    renews_itself = models.BooleanField(default=True)
    cancelled_on = models.DateField(null=True)
    cancelled_why = models.TextField(blank=True)
    # --- kept for lists
    anniversary = models.DateField(null=True)
    licences = models.PositiveIntegerField(default=0)
    owes_on = models.DateField(null=True)
    # The last day on which something waits for its order in time.
    pending_until = models.DateField(null=True)
    upcoming_on = models.DateField(null=True)
    opens_on = models.DateField(null=True)
    past_due_on = models.DateField(null=True)
    goes_on = models.DateField(null=True)
    # It can be renewed no more; where licences end with their term, later than they go.
    closes_on = models.DateField(null=True)
    # What the renewal that is coming is worth, at the customer's level of now; indicative.
    renewal_value = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    # The next day on which the clock has something to do or to say, and the day up to which it has seen to that.
    look_on = models.DateField(null=True)
    looked_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name_key"], condition=models.Q(state="live"), name="one_live_agreement_of_a_name"
            ),
        ]
        indexes = [
            # The console's lists: each walks one of these from its first row on. What else it asks of a row stands
            # behind, so that lists are counted without a look at the rows.
            *(
                models.Index(
                    fields=["partner", "state", *fields, "id", "contact", "not_for_resale"],
                    name=f"customer_by_{fields[0]}",
                )
                for fields in (
                    ("name_key",),
                    ("licences",),
                    ("anniversary",),
                    ("owes_on",),
                    ("pending_until",),
                    ("upcoming_on", "opens_on"),
                    ("opens_on", "past_due_on"),
                    ("past_due_on", "closes_on"),
                )
            ),
            models.Index(fields=["contact", "state", "name_key", "id"], name="customer_of_contact"),
            models.Index(fields=["account", "id"], name="agreement_of_account"),
            models.Index(fields=["look_on", "id"], name="agreement_to_look_at", condition=models.Q(state="live")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_live(self) -> bool:
        return self.state == "live"


class CustomerInvitation(Stateful, Lockable):
    """An agreement offered to a customer. It becomes one when the customer's administrator accepts the terms (V2).

    `taken_at`: somebody tried to accept while a live agreement had the same name (V3); `free_names` were free then.
    `batch` is the same for those that came from one file.
    """

    lifecycle = Lifecycle(
        labels={
            "open": _("waiting for the customer"),
            "accepted": _("accepted"),
            "withdrawn": _("withdrawn"),
            "expired": _("expired"),
        },
        steps={
            "change": Step(("open", "expired"), "open"),
            "send_again": Step(("open", "expired"), "open"),
            "accept": Step(("open",), "accepted"),
            "withdraw": Step(("open", "expired"), "withdrawn"),
            "expire": Step(("open",), "expired"),
        },
    )

    number = models.CharField(max_length=24, unique=True)
    terms = models.CharField(max_length=40)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="customer_invitations")
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, related_name="+")
    # The customer's record where it is known already; else it is made, or found, on acceptance.
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="customer_invitations")
    name = models.CharField(max_length=160)
    name_key = models.CharField(max_length=160)
    segment = models.CharField(max_length=40)
    country = models.CharField(max_length=2)
    street = models.CharField(max_length=160, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    town = models.CharField(max_length=80, blank=True)
    email = models.EmailField()
    admin_name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="open")
    until = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    sent_count = models.PositiveSmallIntegerField(default=1)
    # When both sides were reminded that it ends soon; empty again when it is sent anew.
    reminded_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    free_names = models.JSONField(default=list)
    batch = models.CharField(max_length=40, blank=True)
    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, null=True, related_name="invitation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "name_key"], condition=models.Q(state="open"), name="one_open_customer_invitation"
            ),
            models.CheckConstraint(
                condition=models.Q(state="accepted", agreement__isnull=False)
                | (~models.Q(state="accepted") & models.Q(agreement__isnull=True)),
                name="accepted_invitation_has_agreement",
            ),
        ]
        indexes = [
            models.Index(fields=["partner", "state", "-id"], name="customer_invitation_list"),
            *(
                models.Index(
                    fields=["partner", key, "id"],
                    name=f"open_invitation_by_{key}",
                    condition=models.Q(state__in=("open", "expired")),
                )
                for key in ("name_key", "until")
            ),
            models.Index(fields=["until"], name="customer_invitation_to_expire", condition=models.Q(state="open")),
            models.Index(fields=["email"], name="customer_invitation_address", condition=models.Q(state="open")),
        ]

    def __str__(self) -> str:
        return self.name


class ResellerSpell(models.Model):
    """From when to when an agreement was a partner's; `until` is the first day on which it was no longer (V9)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="spells")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="spells")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"], condition=models.Q(until__isnull=True), name="one_reseller_at_a_time"
            )
        ]


class SwitchConsent(Lockable):
    """The customer's word that it changes reseller: a code, given to the new one. Kept as a digest; used once (V9)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="consents")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    until = models.DateField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)


class ConsoleAppointment(models.Model):
    """A contact whom the company's primary contact appointed to use the Reseller Console (V1)."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="console_appointment")
    since = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
