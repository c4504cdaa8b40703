"""A crowd of companies: the real ones of the tests' list, and as many invented from their words as are asked for.

An invented name has a brand, made letter by letter as the real words run on (so that it is near to many others), with
words of real names as often as they occur, towns and legal forms.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from kanaal.customers import rules
from tests.companies import companies

SEED = 20261124
_TOWNS = {
    "NL": ("Amsterdam", "Utrecht", "Eindhoven", "Groningen", "Zwolle", "Breda", "Haarlem", "Enschede"),
    "DE": ("München", "Köln", "Düsseldorf", "Hamburg", "Leipzig", "Nürnberg", "Münster", "Lübeck"),
    "FR": ("Paris", "Lyon", "Orléans", "Besançon", "Nîmes", "Lille", "Nantes"),
    "PL": ("Kraków", "Łódź", "Gdańsk", "Poznań", "Wrocław"),
    "SE": ("Malmö", "Göteborg", "Örebro", "Västerås"),
    "IT": ("Milano", "Torino", "Bologna", "Forlì"),
    "GB": ("London", "Leeds", "Bristol", "Newcastle upon Tyne"),
    "US": ("Springfield", "Portland", "St. Louis", "Albany"),
}
_FORMS = {"NL": ("B.V.", "N.V.", "VOF"), "DE": ("GmbH", "AG", "GmbH & Co. KG", "KG"), "FR": ("SARL", "S.A.", "SAS"),
          "PL": ("Sp. z o.o.", "S.A."), "SE": ("AB",), "IT": ("S.p.A.", "S.r.l."), "GB": ("Ltd", "Limited", "plc"),
          "US": ("Inc.", "LLC", "Corp.")}  # fmt: skip


@dataclass(frozen=True)
class Member:
    """One company of the crowd; `real`: of the list."""

    name: str
    country: str
    town: str
    real: bool = False


def crowd(size: int) -> Iterator[Member]:
    """As many as asked for, the same each time: first real ones, as many as there are, then invented ones."""
    chance = Random(SEED)
    real = list(companies())
    chance.shuffle(real)
    for company in real[:size]:
        yield Member(company.name, company.country, "", real=True)
    mint = _Mint(chance)
    for _number in range(max(0, size - len(real))):
        yield mint.member()


class _Mint:
    """Makes names. Words and letters follow each other as often as they do in the real names."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        counts = Counter(word for company in companies() for word in rules.key_of(company.name).split())
        self._words = [word for word, _count in counts.most_common()]
        self._weights = list(accumulate(count for _word, count in counts.most_common()))
        letters: dict[str, Counter[str]] = defaultdict(Counter)
        for word in counts:
            if len(word) > 3 and word.isalpha():
                for at, letter in enumerate(f"{word}."):
                    letters[word[max(0, at - 3) : at]][letter] += 1
        self._next = {before: (list(after), list(accumulate(after.values()))) for before, after in letters.items()}

    def member(self) -> Member:
        chance = self._chance
        country = chance.choice(tuple(_TOWNS))
        town = chance.choice(_TOWNS[country])
        shape = chance.choices(range(5), (40, 20, 15, 10, 15))[0]
        words = (
            (self._brand(), self._word()),
            (self._brand(), self._word(), self._word()),
            (self._word(), self._word(), town),
            (self._brand(), "&", self._brand()),
            (self._brand(),),
        )[shape]
        name = " ".join(word[0].upper() + word[1:] for word in words)
        return Member(f"{name} {chance.choice(_FORMS[country])}", country, town)

    def _word(self) -> str:
        return self._chance.choices(self._words, cum_weights=self._weights)[0]

    def _brand(self) -> str:
        word = ""
        while True:
            letters, weights = self._next[word[-3:]]
            letter = self._chance.choices(letters, cum_weights=weights)[0]
            if letter != ".":
                word += letter
            elif len(word) > 3:
                return word
            if len(word) > 14:
                return word
