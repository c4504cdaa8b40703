"""Rows of rebates: cycles and what they give, the lines that wait for a person, statements and payment files."""

from kanaal.rebates.models.corrections import Correction
from kanaal.rebates.models.cycles import FROZEN, Cycle, Tariff
from kanaal.rebates.models.entries import DealTotal, Entry
from kanaal.rebates.models.matches import REASONS, SETTLED, Match
from kanaal.rebates.models.payments import Payment
from kanaal.rebates.models.statements import PaymentFile, Statement

__all__ = [
    "FROZEN",
    "REASONS",
    "SETTLED",
    "Correction",
    "Cycle",
    "DealTotal",
    "Entry",
    "Match",
    "Payment",
    "PaymentFile",
    "Statement",
    "Tariff",
]
