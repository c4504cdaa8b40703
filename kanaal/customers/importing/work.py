"""One run of the import of customers: rows to units, units to plans, plans to the database."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kanaal.core.actors import Actor
from kanaal.core.importing import Fault, FileRefused, Outcome, Row
from kanaal.core.importing.columns import plain
from kanaal.core.importing.seen import Seen
from kanaal.core.importing.values import DateOrder
from kanaal.customers import sound
from kanaal.customers.importing.planning import Known, Plan, known_of, plan
from kanaal.customers.importing.units import Customer
from kanaal.customers.importing.writing import hold_numbers, import_accounts
from kanaal.partners.importing.lookups import country
from kanaal.programme import releases

AT_THE_COMMAND_LINE = Actor(kind="clock", name="kanaal import")
"""Who imports."""
FIELDS = {"vat_numbers": "vat_number", "register_numbers": "register_number"}
"""Fields of an account → columns, where they differ."""
LISTED = ("trading_names", "former_names", "domains", "vat_number", "register_number")
PLAIN = ("name", "street", "postal_code", "town", "province", "website")


@dataclass
class AccountsWork:
    switches: Mapping[str, bool]
    order: DateOrder
    seen: Seen = field(default_factory=Seen)

    def __post_init__(self) -> None:
        try:
            self.segments = {plain(str(words)): key for key, words in _segment_names()}
        except releases.NoRelease as nothing:
            raise FileRefused(f"Numbers and segments are the programme's. {nothing}") from nothing

    def key(self, row: Row) -> str:
        return f"line {row.line}"

    def check(self, rows: Sequence[Row]) -> tuple[Customer | None, list[Fault]]:
        """The customer of a row: each row is one."""
        [row] = rows
        if not row["external_id"]:
            says = "Which customer is this? Fill in the external_id: by it, a table that comes twice counts once."
            return None, [Fault(row.line, "external_id", says)]
        if (line := self.seen.first("external_id", row["external_id"], row.line)) != row.line:
            return None, [Fault(row.line, "external_id", f"{row['external_id']} stands in line {line} already.")]
        given, faults = self._given(row)
        if not faults and "name" in given and "country" in given:
            _said, found = sound.read(given)
            faults = [Fault(row.line, FIELDS.get(one.field, one.field), str(one.says)) for one in found]
        return (None, faults) if faults else (self._customer(row, given), [])

    def _given(self, row: Row) -> tuple[dict[str, object], list[Fault]]:
        given: dict[str, object] = {key: row[key] for key in PLAIN if row[key]}
        faults = []
        for key in LISTED:
            if found := [part.strip() for part in re.split(r"[;|]", row[key]) if part.strip()]:
                given[next((f for f, c in FIELDS.items() if c == key), key)] = found
        if row["country"]:
            given["country"] = country(row["country"])
            if not given["country"]:
                says = f"There is no country {row['country']!r}. Write its ISO code, for instance NL."
                faults.append(Fault(row.line, "country", says))
        if row["segment"]:
            given["segment"] = self.segments.get(plain(row["segment"]), "")
            if not given["segment"]:
                says = f"The programme has no market segment {row['segment']!r}. Write its key."
                faults.append(Fault(row.line, "segment", says))
        return given, faults

    def _customer(self, row: Row, given: dict[str, object]) -> Customer:
        return Customer(row.line, row["external_id"], given, row["parent"], row["owner"].upper())

    def apply(self, units: Sequence[Customer], *, really: bool) -> list[Outcome]:
        """Lock, look, and, `really`, write."""
        series = hold_numbers() if really else None
        known: Known = known_of(units, lock=really)
        planned = [plan(customer, known) for customer in units]
        plans = [one for one in planned if isinstance(one, Plan)]
        if series is not None:
            import_accounts(plans, series, by=AT_THE_COMMAND_LINE)
        return [one.outcome if isinstance(one, Plan) else one for one in planned]


def _segment_names() -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for key, words in sound.segments().items():
        found += [(key, key), *((key, word) for word in words.values())]
    return found
