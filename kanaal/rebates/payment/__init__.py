"""Payments of rebates: what a bank is told, and what became of it (R3, R4)."""
