"""Real companies of ninety countries, and pairs of near names that are not the same company.

`data/companies.csv.gz` comes from the package investpy 1.0.8 (MIT, see `data/companies.LICENSE`): name, country, ISIN
of what is listed at some ninety exchanges. `python -m tests.companies FILE` makes it anew from its `stocks.csv`.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "companies.csv.gz"
_HERE = {
    "dubai": "AE",
    "palestine": "PS",
    "ivory coast": "CI",
    "bosnia": "BA",
    "hong kong": "HK",
    "czech republic": "CZ",
    "turkey": "TR",
}


@dataclass(frozen=True)
class Listed:
    """A company of the list. `country` is where it is listed (ISO 3166-1)."""

    name: str
    country: str
    isin: str


@lru_cache(maxsize=1)
def companies() -> tuple[Listed, ...]:
    """All of them, each name once, in the order of the file."""
    with gzip.open(FILE, "rt", encoding="utf-8", newline="") as file:
        return tuple(Listed(*row) for row in csv.reader(file))


def make(source: Path) -> None:
    """Write the list anew: full names, those cut short or garbled left out, each once."""
    from babel import Locale

    codes = {name.lower(): code for code, name in Locale("en").territories.items() if len(code) == 2} | _HERE
    seen: dict[str, Listed] = {}
    with source.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = " ".join(row["full_name"].split())
            if len(name) > 2 and "\ufffd" not in name and row["isin"]:
                seen.setdefault(name, Listed(name, codes[row["country"]], row["isin"]))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows((c.name, c.country, c.isin) for c in seen.values())
    with FILE.open("wb") as out, gzip.GzipFile("", "wb", 9, out, mtime=0) as packed:  # the same file each time
        packed.write(text.getvalue().encode())
    print(len(seen), "companies,", FILE.stat().st_size, "bytes")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
