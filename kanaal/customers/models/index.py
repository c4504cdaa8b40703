"""The index by which accounts are found: words, in which accounts they stand, and their misspellings."""

from __future__ import annotations

from django.db import models

from kanaal.customers.models.accounts import Account


class FindToken(models.Model):
    """A word that stands in names. `frequency`: in how many accounts, about."""

    token = models.CharField(max_length=60, unique=True)
    frequency = models.PositiveIntegerField(default=0)


class FindPosting(models.Model):
    """A word stands in a name of an account."""

    token = models.ForeignKey(FindToken, on_delete=models.CASCADE, related_name="+", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "account"], name="find_posting_once")]


class FindDelete(models.Model):
    """A word with letters left out, as a number: two words that share one are a slip of the finger apart."""

    variant = models.IntegerField()
    token = models.ForeignKey(FindToken, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["variant", "token"], name="find_delete_once")]
