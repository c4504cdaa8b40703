"""A customer: one record for each real company, with all the names and numbers under which it is known (D5)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.partners.models import Partner
from kanaal.people.models import Person


class Account(Stateful, Lockable):
    """A customer company. `owner` is the partner who made it and alone sees it; nobody: it is shared by all.

    `name` is the name it is called by; that one and all others stand in `names`, by which it is found. A merged
    account keeps its rows and points to the one that stayed.
    """

    lifecycle = Lifecycle(
        labels={"active": _("active"), "merged": _("merged into another")},
        steps={
            "change": Step(("active",), "active"),
            "share": Step(("active",), "active"),
            "merge": Step(("active",), "merged"),
            "part": Step(("merged",), "active"),
        },
    )

    number = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    town = models.CharField(max_length=80, blank=True)
    street = models.CharField(max_length=160, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    province = models.CharField(max_length=80, blank=True)
    website = models.CharField(max_length=200, blank=True)
    # A key of the pack's segments, where it is known.
    segment = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="active")
    owner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="own_accounts")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="branches")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="absorbed")
    # The number under which another system knows the company; an import that runs twice finds it by this.
    external_id = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    # Why it was made although likely duplicates were shown.
    made_anyway = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["external_id"], condition=~models.Q(external_id=""), name="one_account_for_an_external_id"
            ),
            models.CheckConstraint(
                condition=models.Q(state="merged", merged_into__isnull=False)
                | models.Q(state="active", merged_into__isnull=True),
                name="account_merged_into_something",
            ),
        ]
        indexes = [
            models.Index(fields=["name", "id"], name="account_by_name"),
            models.Index(fields=["owner", "name", "id"], name="account_of_owner"),
            models.Index(fields=["country", "name", "id"], name="account_by_country"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_shared(self) -> bool:
        return self.owner_id is None


class AccountName(models.Model):
    """A name of the company. `key` is what it is found by (`rules.key_of`)."""

    class Kind(models.TextChoices):
        LEGAL = "legal", _("legal name")
        TRADING = "trading", _("trading name")
        FORMER = "former", _("former name")

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    key = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="account_name_once")]
        # PostgreSQL sorts as people do, by which no beginning can be looked up; these classes sort by letter.
        indexes = [
            models.Index(
                fields=["key", "account"], name="account_by_key", opclasses=["varchar_pattern_ops", "int8_ops"]
            )
        ]


class AccountDomain(models.Model):
    """A registrable e-mail or web domain of the company, in lower case."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="domains")
    domain = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "domain"], name="account_domain_once")]
        indexes = [models.Index(fields=["domain"], name="account_by_domain")]


class AccountIdentifier(models.Model):
    """A number by which an authority knows the company, without spaces and signs: VAT (with its country), register."""

    class Kind(models.TextChoices):
        VAT = "vat", _("VAT number")
        REGISTER = "register", _("register number")

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="identifiers")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    # A register number means something only within its country.
    country = models.CharField(max_length=2)
    value = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "kind", "country", "value"], name="account_identifier_once")
        ]
        indexes = [models.Index(fields=["value", "kind"], name="account_by_identifier")]
