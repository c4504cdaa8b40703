"""What is asked of the helpdesk about a contract: another administrator (K1), another way of paying (K2).

Each comes twice: from the reseller, who names the contract, and from the contract's administrator, who authorises it by
asking.
"""

from kanaal.contracts.requests import administrator, payment

__all__ = ["administrator", "payment"]
