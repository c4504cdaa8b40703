"""What a certificate of licence says: plain values, kept as they were when it was made (K5)."""

from __future__ import annotations

from typing import Any

from kanaal.catalogue.books import product
from kanaal.contracts.models import Contract, ContractOrder
from kanaal.contracts.policy import ContractSegmentsPolicy
from kanaal.programme.policies import policy
from kanaal.programme.releases import current

Content = dict[str, Any]


def content_of(order: ContractOrder) -> Content:
    """Who may use how many of what, by which order, contract and level. No serial number, no price, no person."""
    account, contract = order.account, order.contract
    return {
        "holder": account.name,
        "town": account.town,
        "country": account.country,
        "order": order.number,
        "ordered_on": order.ordered_on.isoformat(),
        "contract": contract.number if contract else "",
        "contract_name": contract.name if contract else "",
        "level": _level(order),
        "members": _members(contract, account.name) if contract else [],
        "lines": [_line(line.sku, line.quantity) for line in order.lines.all()],
    }


def _level(order: ContractOrder) -> dict[str, str]:
    """The level at which it was priced, in the programme's languages."""
    if not order.level or not current().pack.has(ContractSegmentsPolicy):
        return {}
    segment = policy(ContractSegmentsPolicy).get(order.segment)
    level = segment.level(order.level) if segment else None
    return dict(level.name) if level else {}


def _members(contract: Contract, holder: str) -> list[str]:
    """The companies that order with the contract today, but the holder itself."""
    rows = contract.members.filter(until__isnull=True).select_related("account").order_by("affiliate", "account__name")
    return [row.account.name for row in rows if row.account.name != holder]


def _line(sku: str, quantity: int) -> dict[str, Any]:
    found = product(sku)
    return {"sku": sku, "quantity": quantity, "name": dict(found.name) if found else {}}
