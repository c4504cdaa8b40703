"""The index by which accounts are found: words, in which accounts they stand, and their misspellings.

Derived from the names, written by `customers.finding` alone, and made anew at any time by `finding.rebuild`. So no
foreign key is checked here by the database: millions of rows are written, and none of them can be wrong for long.
"""

from __future__ import annotations

from django.db import models

from kanaal.customers.models.accounts import Account


class FindToken(models.Model):
    """A word that stands in names. `frequency`: in how many accounts, about; counted again every night."""

    token = models.CharField(max_length=60)
    frequency = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token"], name="find_token_once", opclasses=["varchar_pattern_ops"])
        ]


class FindPosting(models.Model):
    """A word stands in a name of an account. `scope`: whose account it is (a partner's id), 0 when it is shared.

    The scope stands in the key, so that a search reads the shared accounts and one partner's own, and passes over
    those of thousands of others without looking at them.
    """

    pk = models.CompositePrimaryKey("token_id", "scope", "account_id")
    token = models.ForeignKey(
        FindToken, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    scope = models.BigIntegerField(default=0)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_constraint=False)


class FindDelete(models.Model):
    """A word with letters left out, as a number: two words that share one are a slip of the finger apart."""

    pk = models.CompositePrimaryKey("variant", "token_id")
    variant = models.IntegerField()
    token = models.ForeignKey(
        FindToken, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
