"""A partner company, its e-mail domains, and the keys under which look-alikes of its name are found."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.core.texts import Text, Words, name
from kanaal.partners.policy import Level, LevelsPolicy
from kanaal.programme.policies import policy


class Partner(Stateful, Lockable):
    """A company in the programme, with its membership."""

    lifecycle = Lifecycle(
        labels={"active": _("active"), "ended": _("ended")},
        steps={"end": Step(("active",), "ended"), "reinstate": Step(("ended",), "active")},
    )

    number = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=160)
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    street = models.CharField(max_length=160, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=80, blank=True)
    province = models.CharField(max_length=80, blank=True)
    vat_number = models.CharField(max_length=20, blank=True)
    register_number = models.CharField(max_length=40, blank=True)
    website = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    level = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="active")
    member_since = models.DateField()
    term_ends = models.DateField()
    # Since when the membership is over, where it was ended here; imported ones that had ended have no such day.
    ended_on = models.DateField(null=True)
    # The number under which another system knows the company; an import that runs twice finds it by this.
    external_id = models.CharField(max_length=60, blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["name", "id"], name="partner_by_name"),
            models.Index(fields=["vat_number"], name="partner_by_vat", condition=~models.Q(vat_number="")),
            models.Index(fields=["level", "id"], name="partner_by_level"),
            models.Index(fields=["country", "id"], name="partner_by_country"),
            models.Index(fields=["term_ends", "id"], name="partner_by_term", condition=models.Q(state="active")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["external_id"], condition=~models.Q(external_id=""), name="one_partner_for_an_external_id"
            ),
            models.CheckConstraint(
                condition=models.Q(term_ends__gte=models.F("member_since")), name="term_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def level_now(self) -> Level | None:
        """The level as the programme in force describes it; None when the programme has it no longer."""
        return policy(LevelsPolicy).get(self.level)

    @property
    def level_name(self) -> Words | Text:
        return self.level_now.name if self.level_now else name(self.level)

    def in_force_on(self, day: dt.date, window_after_days: int) -> bool:
        """Does the membership give access on a day? Access lasts through the renewal window (P15)."""
        return self.state == "active" and day <= self.term_ends + dt.timedelta(days=window_after_days)

    def has_contact(self, email: str) -> bool:
        """Does somebody who has access act for the company at this address?"""
        return self.contacts.filter(email__iexact=email, active=True, person__isnull=False).exists()

    def has_domain(self, domain: str) -> bool:
        return self.domains.filter(domain=domain).exists()


class MembershipNotice(models.Model):
    """A mail about the end of a term that has gone out, or was overtaken by a later one: each goes out once (P15)."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="membership_notices")
    term_ends = models.DateField()
    notice = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner", "term_ends", "notice"], name="membership_notice_once"),
        ]


class PartnerDomain(models.Model):
    """An e-mail domain of the company, or of a branch of it (D1). Registrable domains, in lower case."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="domains")
    domain = models.CharField(max_length=120)
    is_branch = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "domain"], name="domain_once_for_a_partner")]
        indexes = [models.Index(fields=["domain"], name="partner_by_domain")]


class PartnerNameKey(models.Model):
    """A key of the company's name: two names that share one may look alike (`rules.name_keys`)."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="name_keys")
    key = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "partner"], name="name_key_once")]
