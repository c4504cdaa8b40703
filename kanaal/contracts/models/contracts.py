"""A customer's contract, its terms one after the other, the companies that order with it, and who administers it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.customers.models import Account
from kanaal.partners.models import Partner
from kanaal.people.models import Person


class Contract(Stateful, Lockable):
    """A contract with a customer: orders gather points, and points give the level at which all later orders are priced.

    `account` is the company that signed it; its affiliates are `members`. `starts` and `ends` (the last day) are those
    of the latest term, in the contract's own `zone`; all terms stand in `terms`. It lives on after its end, since it
    can be renewed then, too (K3), and is closed when that time has passed. `payment` is a key of the pack's payment
    options (K2). `points` and `level` (a key, empty below the lowest) are kept for lists: `contracts.keeping` makes
    them from the orders at any time.
    """

    lifecycle = Lifecycle(
        labels={"live": _("in force"), "closed": _("closed")},
        steps={"change": Step(("live",), "live"), "close": Step(("live",), "closed")},
    )

    number = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=160)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="contracts")
    segment = models.CharField(max_length=40)
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=40)
    currency = models.CharField(max_length=3)
    zone = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="contracts")
    payment = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=lifecycle.choices(), default="live")
    starts = models.DateField()
    ends = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    # Somebody has asked to renew it, and nobody has answered that yet (K3).
    renewal_asked_at = models.DateTimeField(null=True)
    renewal_asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    # --- kept for lists
    points = models.IntegerField(default=0)
    level = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="contract_ends_after_start")
        ]
        indexes = [
            models.Index(fields=["partner", "state", "ends", "id"], name="contract_of_partner"),
            models.Index(fields=["account", "-id"], name="contract_of_account"),
            models.Index(fields=["state", "ends", "id"], name="contract_by_end"),
            models.Index(
                fields=["renewal_asked_at", "id"],
                name="contract_to_renew",
                condition=models.Q(renewal_asked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_live(self) -> bool:
        return self.state == "live"


class ContractTerm(models.Model):
    """A term: `position` 1, 2, …; `ends` is its last day. Its levels are those of the release of the day on which it
    was agreed: what was agreed holds for the term.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="terms")
    position = models.PositiveSmallIntegerField()
    starts = models.DateField()
    ends = models.DateField()
    release_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "position"], name="contract_term_once"),
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="term_ends_after_start"),
        ]
        ordering = ["position"]


class Member(models.Model):
    """A company that orders with the contract, and whose points count for it: the one that signed it, or an affiliate.

    `until` is the last day on which it could order; its points stay where they are.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="members")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="contract_memberships")
    affiliate = models.BooleanField(default=True)
    since = models.DateField()
    until = models.DateField(null=True)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "account"], condition=models.Q(until__isnull=True), name="contract_member_once"
            ),
            models.UniqueConstraint(
                fields=["contract"],
                condition=models.Q(until__isnull=True, affiliate=False),
                name="one_signatory_of_a_contract",
            ),
        ]
        indexes = [models.Index(fields=["account"], name="membership_of_account")]


class ContractAdministrator(Lockable):
    """Who administers the contract at the customer, and who did; one at a time (K1).

    `person` is null until somebody with that address has come in; from then on it is theirs, whatever their address.
    `until` is the first day on which they were it no longer.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="administrators")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="contract_administrators")
    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contract"], condition=models.Q(until__isnull=True), name="one_contract_administrator"
            )
        ]
        indexes = [
            models.Index(fields=["person"], name="contract_admin_person", condition=models.Q(until__isnull=True)),
            models.Index(fields=["email"], name="contract_admin_address"),
        ]

    def __str__(self) -> str:
        return self.name or self.email
