"""Rules of rebates over plain values: no database, no clock. Amounts are whole in their currency's smallest unit.

What a cycle does to ten million lines is written in SQL (`kanaal.rebates.computing`); these rules are what it must
come to, line by line. A page that explains an amount computes it with them, and tests hold both to each other.
"""
