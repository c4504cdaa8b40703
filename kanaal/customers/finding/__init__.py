"""Finding accounts, however they are written, and those that may be one company (D5).

A word of a name stands in the index once, with the accounts in whose names it is and with its misspellings, as numbers
of the letters that are left when one or two are taken out. A search looks up what was typed (as it is, as a beginning,
misspelt, joined, parted), gathers the accounts of the rarest words first, within a budget, and weighs the best by the
letters of their whole names. No names are held in the process. How fast and how sure: docs/bench.md.
"""

from kanaal.customers.finding.alike import lookalikes
from kanaal.customers.finding.bulk import rebuild, refresh_frequencies
from kanaal.customers.finding.companies import companies_of, company_of
from kanaal.customers.finding.hits import Hit, Lookalike
from kanaal.customers.finding.pairs import candidate_pairs, next_after
from kanaal.customers.finding.scopes import EVERYONE, Everyone
from kanaal.customers.finding.search import find
from kanaal.customers.finding.upkeep import index_account, unindex_account

__all__ = [
    "EVERYONE",
    "Everyone",
    "Hit",
    "Lookalike",
    "candidate_pairs",
    "companies_of",
    "company_of",
    "find",
    "index_account",
    "lookalikes",
    "next_after",
    "rebuild",
    "refresh_frequencies",
    "unindex_account",
]
