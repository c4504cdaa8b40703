"""Why something was found, or why two companies may be one: plain data, put into words by `customers.shown`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a reason says. Comments name its values."""

    SAME_VAT = "same-vat"  # value
    SAME_REGISTER = "same-register"  # value
    SAME_DOMAIN = "same-domain"  # domain
    SAME_NAME = "same-name"
    LEGAL_FORM = "legal-form"  # the same name but for the legal form
    ACCENTS = "accents"  # the same letters but for accents: münchen, muenchen, munchen
    SPELLING = "spelling"  # the same sound of umlauts, written in ways that need not mean the same
    SPACES = "spaces"  # the same letters, words joined or parted
    ORDER = "order"  # the same words in another order
    ONE_LETTER = "one-letter"  # one, other: the words that differ by it
    LETTERS = "letters"  # one, other: the words that differ by some letters
    SHORTENED = "shortened"  # words of one are the beginnings of the other's
    PART = "part"  # one name is part of the other
    ACRONYM = "acronym"  # acronym
    BEGINNING = "beginning"  # the name, or words of it, begin with what was asked
    ALL_WORDS = "all-words"  # all that was asked stands in the name
    SOME_WORDS = "some-words"  # words: which of them
    LETTERS_ALIKE = "letters-alike"  # much of it is written alike
    SAME_TOWN = "same-town"  # town
    SAME_POSTAL_CODE = "same-postal-code"  # code
    OTHER_TOWN = "other-town"  # one, other
    OTHER_COUNTRY = "other-country"  # one, other: codes
    OTHER_VAT = "other-vat"
    OTHER_REGISTER = "other-register"
    OTHER_FORM = "other-form"
    OTHER_NUMBER = "other-number"  # one, other: numbers, years or single letters in the names
    OTHER_PART = "other-part"  # one, other: directions, countries and the like in the names


@dataclass(frozen=True)
class Reason:
    """`values` is what the words need: a number, a domain, two spellings."""

    kind: Kind
    values: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, kind: Kind, **values: str) -> Reason:
        return cls(kind, tuple(sorted(values.items())))

    def to_data(self) -> dict[str, Any]:
        """As plain JSON, to be kept with a pair or an event."""
        return {"kind": str(self.kind), "values": dict(self.values)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Reason:
        return cls.of(Kind(data["kind"]), **data.get("values", {}))
