"""IDs: one for each person, whatever roles they have. Staff roles, tokens, and the terms that were accepted."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_noop as _

from kanaal.core.models import Lockable


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(email=normal_address(email), **fields)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser, Lockable):
    """A person with one ID. Which companies they act for is said by roles, never by fields here."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=12, default="en")
    time_zone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        # With the address in lower case, unique means: one ID for an address, however it is typed.
        constraints = [models.CheckConstraint(condition=models.Q(email=Lower("email")), name="address_in_lower_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name or self.email


class StaffRole(models.Model):
    """What a member of the vendor's staff does."""

    class Kind(models.TextChoices):
        MANAGER = "manager", _("programme manager")
        AGENT = "agent", _("desk agent")
        FINANCE = "finance", _("finance")
        AUDITOR = "auditor", _("auditor (reads only)")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="staff_roles")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="one_staff_role_of_a_kind")]


class TermsAcceptance(models.Model):
    """Who accepted which text, when and from where; kept for good, with the text as it was (P5)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="acceptances")
    terms = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    release_id = models.BigIntegerField()
    for_kind = models.CharField(max_length=60, blank=True)
    for_id = models.BigIntegerField(null=True)
    accepted_at = models.DateTimeField()
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["for_kind", "for_id"], name="acceptance_of")]


class AcceptedText(models.Model):
    """A text exactly as somebody read and accepted it; one row however many accepted it."""

    digest = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()


class Token(Lockable):
    """The secret in a link: for one purpose, one address, some days, and one use. Only a digest is kept."""

    purpose = models.CharField(max_length=40)
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    audience = models.EmailField()
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["about_kind", "about_id"], name="token_about")]


def normal_address(email: str) -> str:
    """An e-mail address as we compare and keep it: trimmed and in lower case."""
    return email.strip().lower()


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def new_secret() -> str:
    return secrets.token_urlsafe(32)
