"""Pure decisions about customer companies: what a name is found by, how alike two companies are, and why (D5)."""

from kanaal.customers.rules.companies import Company, Likeness, Verdict, compare
from kanaal.customers.rules.names import acronym_of, fold, key_of, legal_form_of, words_of
from kanaal.customers.rules.numbers import number_key, number_spellings
from kanaal.customers.rules.reasons import Kind, Reason

__all__ = [
    "Company",
    "Kind",
    "Likeness",
    "Reason",
    "Verdict",
    "acronym_of",
    "compare",
    "fold",
    "key_of",
    "legal_form_of",
    "number_key",
    "number_spellings",
    "words_of",
]
