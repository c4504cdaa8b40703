"""Pairs of near names that are two companies: some written by hand, thousands taken from the real list.

Taken are neighbours in the alphabet, of their first and of their last words, that are listed in one country under
numbers of different issuers. Left out is what may be one company after all: the same letters, or names that differ
only in the class of a share.
"""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from kanaal.customers import rules
from tests.companies import Listed, companies

NEAR = 80
"""From this likeness of the keys on (0–100, rapidfuzz's ratio)."""
NEIGHBOURS = 12

WRITTEN = (
    ("Bank of China", "Bank of Chile"),
    ("Bank of Cyprus Holdings", "Bank of Cyprus"),
    ("Siemens AG", "Siemens Energy AG"),
    ("Siemens AG", "Siemens Healthineers AG"),
    ("Deutsche Bank AG", "Deutsche Börse AG"),
    ("Porsche AG", "Porsche Automobil Holding SE"),
    ("Volkswagen AG", "Volkswagen Financial Services AG"),
    ("Dr. Haller Immobilienfonds 11", "Dr. Haller Immobilienfonds 12"),
    ("Dr. Haller Immobilienfonds 1 1", "Dr. Haller Immobilienfonds 11"),
    ("Solarpark Nord GmbH", "Solarpark Süd GmbH"),
    ("Autohaus Weber Ost", "Autohaus Weber West"),
    ("Windpark Lindholm I GmbH & Co. KG", "Windpark Lindholm II GmbH & Co. KG"),
    ("Windpark Lindholm III", "Windpark Lindholm II"),
    ("Tallink A", "Tallink B"),
    ("Leasing 2019 B.V.", "Leasing 2020 B.V."),
    ("Hotel Adler GmbH", "Hotel Adler AG"),
    ("Stichting Pensioenfonds Metaal", "Stichting Pensioenfonds Metalektro"),
    ("Gemeente Bergen", "Gemeente Bergeijk"),
    ("Rabobank Noord", "Rabobank Noordoost"),
    ("Import Meier KG", "Export Meier KG"),
    ("Air France", "Air Francia Cargo"),
    ("Slovak Telekom", "Slovenia Telekom"),
    ("Austria Trade GmbH", "Australia Trade GmbH"),
    ("Niger Mining", "Nigeria Mining"),
    ("Mercedes-Benz Bank", "Mercedes-Benz Group"),
    ("ABC Holding", "ABC Holdings 2"),
    ("Kanzlei Schmid", "Kanzlei Schmidt"),
    ("Meyer Bau", "Meier Bau"),
    ("Bäckerei Bär", "Bäckerei Bar"),
    ("Janssen Transport", "Jansen Transport"),
    ("Erste Beteiligungs GmbH", "Zweite Beteiligungs GmbH"),
    ("中国银行", "中国农业银行"),
    ("東京電力", "東京ガス"),
    ("Московский завод", "Псковский завод"),
    ("A", "B"),
    ("GmbH", "AG"),
)
# What only names a share, a receipt or a right to one: both are the same company's.
_CLASSES = frozenset(
    (
        "a b c d e f h i k l n o p r s u w x adr ads gdr bdr drc nvdr drn pref prf preferred preference pn on pna pnb "
        "ord ordinary class ser series vz vorz vorzugs st stamm na namen inhaber voting non common shares share units "
        "unit cdi rights right wts warrants warrant w1 w2 w3 w4 w5 w6 wt 1p 2p new par paid partly nil cert fpo unt "
        "rnc rsp pr ps bo hk sp reg registered prod in ltdh ltda cl vtg dvr mu bearer pc pfd"
    ).split()
)


def hard_pairs() -> list[tuple[str, str]]:
    """All of them, each once."""
    return [*WRITTEN, *sorted(set(_mined()))]


def _mined() -> Iterator[tuple[str, str]]:
    keyed = [(rules.key_of(company.name), company) for company in companies()]
    for order in (lambda key: key, lambda key: " ".join(reversed(key.split()))):
        ranked = sorted(keyed, key=lambda item: (item[1].country, order(item[0]), item[1].name))
        for at, (key, one) in enumerate(ranked):
            for other_key, other in ranked[at + 1 : at + 1 + NEIGHBOURS]:
                if _near(key, other_key) and _two_companies(one, other):
                    first, second = sorted((one.name, other.name))
                    yield first, second


def _near(key: str, other: str) -> bool:
    return fuzz.ratio(key, other, score_cutoff=NEAR) > 0


def _two_companies(one: Listed, other: Listed) -> bool:
    """Of one country, with numbers of two issuers, and not the same name but for the class of a share."""
    if one.country != other.country or one.isin[:8] == other.isin[:8]:
        return False
    mine, theirs = ([w for w in rules.key_of(c.name).split() if w not in _CLASSES] for c in (one, other))
    return "".join(sorted("".join(mine))) != "".join(sorted("".join(theirs)))
