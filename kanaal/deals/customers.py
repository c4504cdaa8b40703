"""Which accounts are the same customer: beyond doubt, or perhaps (D5, D7). Across all partners; shown to nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kanaal.customers import finding
from kanaal.customers.models import Account

MOST = 40
"""Accounts that are looked at; a customer known under more is one for the desk's duplicates."""


@dataclass(frozen=True)
class Customers:
    """Ids of accounts. `sure`: the same company; `likely`: perhaps. `why`: id → reasons, as data."""

    sure: frozenset[int]
    likely: frozenset[int] = frozenset()
    why: Mapping[int, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[int]:
        return self.sure | self.likely


def same_as(account: Account) -> Customers:
    """The customer of an account, under whatever accounts it is known."""
    one_record = {account.pk, account.merged_into_id or account.pk}
    one_record |= set(Account.objects.filter(merged_into__in=one_record).values_list("pk", flat=True))
    return like(finding.company_of(account), frozenset(one_record))


def like(company: Any, sure: frozenset[int] = frozenset()) -> Customers:
    """The accounts that a company is known by, as far as they aren't known to be (`sure`)."""
    found = finding.lookalikes(company, owner=finding.EVERYONE, but=sure, limit=MOST)
    same = {one.account_id for one in found if one.likeness.verdict == "same"}
    likely = {one.account_id for one in found if one.likeness.verdict == "likely"}
    absorbed = Account.objects.filter(merged_into__in=same | likely | {0}).values_list("pk", "merged_into_id")
    for pk, into in absorbed:
        (same if into in same else likely).add(pk)
    why = {one.account_id: [reason.to_data() for reason in one.likeness.reasons] for one in found}
    return Customers(sure | same, frozenset(likely - same - sure), why)
