"""The demo's customers: those of the cast, and a table of invented ones, imported as a vendor imports its own."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from kanaal.core.actors import CLOCK
from kanaal.core.importing import IMPORTERS, How, run
from kanaal.customers import asking
from kanaal.customers.models import Account
from kanaal.site.world.countries import COUNTRIES
from kanaal.site.world.numbers import vat_number
from kanaal.site.world.sample import SEED, company_name, postal_code, slug, street

HEADER = (
    "external_id", "name", "trading_names", "former_names", "country", "street", "postal_code", "town", "website",
    "domains", "vat_number", "segment", "parent",
)  # fmt: skip
MANY = 1500

CAST = (
    ("waterrijk", "Gemeente Waterrijk", "", "Gemeente Zuiderplas", "NL", "Raadhuisplein 1", "8251 AA", "Dronten",
     "gemeente-waterrijk.example", "gov", ""),
    ("zandstroom", "Hogeschool Zandstroom", "", "", "NL", "Campuslaan 40", "7411 KT", "Deventer",
     "hogeschool-zandstroom.example", "edu", ""),
    ("kraaienest", "Kraaienest Communicatie B.V.", "Bureau Kraaienest", "", "NL", "Havenkade 18", "3011 TA",
     "Rotterdam", "bureau-kraaienest.example", "com", ""),
    ("dijkroth", "Ingenieursgroep Dijkroth N.V.", "Dijkroth", "", "NL", "Waalkade 77", "6511 XR", "Nijmegen",
     "dijkroth.example", "com", ""),
    ("dijkroth-bruggen", "Dijkroth Bruggenbouw B.V.", "", "", "NL", "Waalkade 79", "6511 XR", "Nijmegen",
     "", "com", "dijkroth"),
    ("dijkroth-belgie", "Dijkroth België BV", "", "", "BE", "Noorderlaan 133", "2030", "Antwerpen",
     "", "com", "dijkroth"),
    ("dijkroth-deutschland", "Dijkroth Ingenieurgesellschaft mbH", "", "", "DE", "Hafenstraße 9", "47119", "Duisburg",
     "", "com", "dijkroth"),
    ("hochlandrundfunk", "Bayerische Hochlandrundfunk Anstalt des öffentlichen Rechts", "BHR", "", "DE",
     "Funkhausplatz 5", "83278", "Traunstein", "hochlandrundfunk.example", "com", ""),
    ("groenlint", "Coöperatie Het Groene Lint U.A.", "Groene Lint", "", "NL", "Veilingweg 210", "2671 CW",
     "Naaldwijk", "groene-lint.example", "com", ""),
    ("noordwal", "Noordwal Verzekeringen N.V.", "", "Onderlinge Noordwal", "NL", "Emmasingel 3", "9726 AH",
     "Groningen", "noordwal.example", "com", ""),
    ("elbsegel", "Elbsegel Verlagshaus GmbH & Co. KG", "", "", "DE", "Neuer Wandrahm 12", "20457", "Hamburg",
     "elbsegel-verlag.example", "com", ""),
    ("bilderdienst", "Münchberger Bilderdienst GmbH", "", "", "DE", "Lindwurmgasse 8", "95213", "Münchberg",
     "muenchberger-bilderdienst.example", "com", ""),
    ("bilderdienst-2", "Muenchberger Bilder-Dienst", "", "", "DE", "Lindwurmgasse 8", "95213", "Münchberg",
     "", "com", ""),
    ("vlaskamer", "Drukkerij De Vlaskamer VOF", "", "", "NL", "Ambachtsweg 6", "7575 EA", "Oldenzaal",
     "vlaskamer.example", "com", ""),
)  # fmt: skip
"""Key, name, trading name, former name, country, street, code, town, domain, segment, key of what it belongs to."""


def build(tell: Callable[[str], None]) -> None:
    """Once: a world that has customers is left as it is. Two of the cast look like one company, for the desk."""
    from kanaal.site.world.build import sample_file  # noqa: PLC0415 - it calls this file

    if Account.objects.exists():
        return
    tell(f"importing {MANY + len(CAST):,} customers")
    file = sample_file().with_name("customers.csv")
    _write(file)
    report = run(IMPORTERS["accounts"], file, How(apply=True))
    if report.refused:
        raise ValueError("\n".join(report.lines()))
    asking.start("finding", by=CLOCK)


def account(key: str) -> Account:
    """A customer of the cast."""
    return Account.objects.get(external_id=f"CUST-{key}")


def _write(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(HEADER)
        table.writerows(_cast_rows())
        table.writerows(_rows(MANY))


def _cast_rows() -> Iterator[tuple[str, ...]]:
    for key, name, trading, former, country, where, code, town, domain, segment, parent in CAST:
        belongs = f"CUST-{parent}" if parent else ""
        web = f"www.{domain}" if domain else ""
        yield (f"CUST-{key}", name, trading, former, country, where, code, town, web, domain, "", segment, belongs)


def _rows(many: int) -> Iterator[tuple[str, ...]]:
    """Invented companies of all the sample's countries, drawn by another seed than the partners."""
    chance = Random(SEED + 1)  # noqa: S311 - no secret is made of it
    names: set[str] = set()
    for number in range(1, many + 1):
        country = chance.choices(COUNTRIES, [c.share for c in COUNTRIES])[0]
        town, code, _ = chance.choice(country.towns)
        name = company_name(country, town, chance, names)
        domain = f"{slug(name)[:50].strip('-')}.example"
        yield (
            f"CUST-{number:06d}", name, "", "", country.code, street(country, chance), postal_code(code, chance), town,
            f"www.{domain}", domain, vat_number(country.code, chance), "com", "",
        )  # fmt: skip
