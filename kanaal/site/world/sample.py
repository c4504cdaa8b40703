"""The sample: a table of invented partners as a vendor would export it. The same seed, the same table, to the byte."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import chain, count
from pathlib import Path
from random import Random

from anyascii import anyascii

from kanaal.site.world.countries import COUNTRIES, Country
from kanaal.site.world.numbers import vat_number

SEED = 20261124
HEADER = (
    "external_id", "name", "level", "country", "language", "street", "postal_code", "city", "province", "vat_number",
    "register_number", "website", "phone", "domains", "member_since", "term_ends", "state",
    "contact_email", "contact_name", "contact_job_title", "contact_kind",
)  # fmt: skip
FIRST_DAY, LAST_DAY = dt.date(2014, 3, 1), dt.date(2026, 10, 31)
LEVEL_WEIGHTS = (62, 25, 10, 3)
"""Of a hundred companies, from the lowest level up; further levels of a pack get as many as its last."""
JOBS = ("Director", "Account manager", "Office manager", "Licensing specialist", "Purchasing", "Marketing", "Sales")
_LETTERS = "ABCDEGHJKLMNPRSTVWXZ"
_BRANCH_SUFFIXES = ("eu", "com", "net")


def write_sample(path: Path, levels: Sequence[str], companies: int = 5000, seed: int = SEED) -> int:
    """Write the table; `levels` are the programme's names, the lowest first. Answers how many rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_suffix(".part")
    with made.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        written = 0
        for row in rows(levels, companies, seed):
            out.writerow(row)
            written += 1
    made.replace(path)
    return written


def rows(levels: Sequence[str], companies: int, seed: int = SEED) -> Iterator[tuple[str, ...]]:
    """The rows below the header: a company's stand together, its primary contact first."""
    chance = Random(seed)  # noqa: S311 - no secret is made of it
    weights = [LEVEL_WEIGHTS[min(i, len(LEVEL_WEIGHTS) - 1)] for i in range(len(levels))]
    names: set[str] = set()
    for number in range(1, companies + 1):
        country = chance.choices(COUNTRIES, [c.share for c in COUNTRIES])[0]
        town, code, province = chance.choice(country.towns)
        name = company_name(country, town, chance, names)
        level = chance.choices(levels, weights)[0]
        domains = _domains(name, country, chance)
        company = (
            f"CRM-{number:06d}", name, level, country.code, country.language, street(country, chance),
            postal_code(code, chance), town, province, vat_number(country.code, chance), "", f"www.{domains[0]}",
            _phone(country, chance), " ".join(domains), *_term(chance),
        )  # fmt: skip
        for contact in _contacts(country, domains, chance):
            yield (*company, *contact)


def company_name(country: Country, town: str, chance: Random, taken: set[str]) -> str:
    """A name that no other company of the table has; where all are taken, with the town, then with a number."""
    word = chance.choice(country.heads) + chance.choice(country.tails)
    core = f"{word} {chance.choice(country.trades)}"
    tries = chain((core, f"{core} {town}"), (f"{core} {town} {n}" for n in count(2)))
    name = next(t for t in tries if t not in taken)
    taken.add(name)
    return f"{name} {chance.choice(country.legal)}".strip()


def slug(text: str) -> str:
    for letters, ascii_letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("å", "aa"), ("ø", "oe")):
        text = text.replace(letters, ascii_letters)
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")


def _domains(name: str, country: Country, chance: Random) -> list[str]:
    """The company's own domain; a branch in another country in five of a hundred."""
    legal = max((form for form in country.legal if form and name.endswith(f" {form}")), key=len, default="")
    bare = slug(name.removesuffix(f" {legal}"))[:50].strip("-")
    own = [f"{bare}.{country.suffix}"]
    return [*own, f"{bare}.{chance.choice(_BRANCH_SUFFIXES)}"] if chance.random() < 0.05 else own


def street(country: Country, chance: Random) -> str:
    street, number = chance.choice(country.streets), chance.randint(1, 240)
    return f"{number} {street}" if country.number_first else f"{street} {number}"


def postal_code(shape: str, chance: Random) -> str:
    drawn = (chance.choice("123456789") if c == "#" else chance.choice(_LETTERS) if c == "@" else c for c in shape)
    # No postal code of the Netherlands ends in these letters.
    return re.sub(r"(SA|SD|SS)$", "TB", "".join(drawn)) if "@" in shape else "".join(drawn)


def _phone(country: Country, chance: Random) -> str:
    return f"{country.dialling} {chance.randint(20, 79)} 555 {chance.randint(1000, 9999)}"


def _term(chance: Random) -> tuple[str, str, str]:
    """Day of joining, end of the term (empty: follows from the day of joining), state."""
    joined = FIRST_DAY + dt.timedelta(days=chance.randint(0, (LAST_DAY - FIRST_DAY).days))
    if chance.random() < 0.04 and joined.year < 2024:
        ended = joined + dt.timedelta(days=365 * chance.randint(1, 2025 - joined.year))
        return joined.isoformat(), ended.isoformat(), "ended"
    return joined.isoformat(), "", "active"


def _contacts(country: Country, domains: Sequence[str], chance: Random) -> Iterator[tuple[str, str, str, str]]:
    """Address, name, what they do, kind. Most companies have one contact."""
    used: set[str] = set()
    for place in range(chance.choices((1, 2, 3, 5), (68, 20, 9, 3))[0]):
        given, family = chance.choice(country.given), chance.choice(country.family)
        local = f"{slug(given)}.{slug(family)}"
        address = local if local not in used else f"{local}{place + 1}"
        used.add(address)
        domain = domains[0] if place == 0 else chance.choice(domains)
        kind = ("primary", "secondary")[place] if place < 2 else "other"
        yield f"{address}@{domain}", f"{given} {family}", JOBS[0] if place == 0 else chance.choice(JOBS[1:]), kind
