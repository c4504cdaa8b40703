"""Contracts on which points gather, who belongs to them, and what is ordered with them or without (K1–K5)."""

from kanaal.contracts.models.contracts import Contract, ContractAdministrator, ContractTerm, Member
from kanaal.contracts.models.orders import ContractOrder, ContractOrderLine, Instalment

__all__ = [
    "Contract",
    "ContractAdministrator",
    "ContractOrder",
    "ContractOrderLine",
    "ContractTerm",
    "Instalment",
    "Member",
]
