"""Is what a row says sound? Answers values, and for each cell that isn't a fault with what to do."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from kanaal.core import addresses
from kanaal.core.importing import Fault, Row
from kanaal.core.importing.values import DateOrder, Unreadable, date
from kanaal.core.texts import Text
from kanaal.partners import rules
from kanaal.partners.enrolment import companies
from kanaal.partners.importing import lookups
from kanaal.partners.importing.lookups import Lookups
from kanaal.partners.importing.units import Company, Person

PLAIN = ("street", "city", "province", "register_number")
MEMBERSHIP_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/-]*")
EARLIEST = dt.date(1950, 1, 1)


class Bad(ValueError):
    """The message is the reason for which a cell is refused."""


class Judge:
    """Judges the cells of one run, under one release."""

    def __init__(self, known: Lookups, order: DateOrder, today: dt.date) -> None:
        self.known, self.order, self.today = known, order, today
        self.readers: dict[str, Callable[[Row], Any]] = {
            "name": self._name, "level": self._level, "country": self._country, "language": self._language,
            "postal_code": self._postal_code, "vat_number": self._vat_number, "website": self._website,
            "phone": self._phone, "member_since": self._member_since, "term_ends": self._term_ends,
            "state": self._state,
        }  # fmt: skip

    def company(self, row: Row) -> tuple[Company, list[Fault]]:
        """The company that a row describes."""
        found = Company(row.line, row["external_id"], row["number"].upper())
        faults: list[Fault] = []
        if row["number"] and not MEMBERSHIP_ID.fullmatch(row["number"]):
            faults.append(Fault(row.line, "number", "A membership ID has letters, digits and hyphens. Correct it."))
        for key, read in self.readers.items():
            if row[key]:
                self._take(found, faults, key, row, read)
        found.values |= {key: row[key] for key in PLAIN if row[key]}
        self._take_region(found, faults, row)
        self._take_domains(found, faults, row)
        self._note_language(found, row)
        self._compare_days(found, faults)
        return found, faults

    def person(self, row: Row) -> tuple[Person | None, list[Fault]]:
        """The contact that a row names; None when it names none."""
        said = {key: row[f"contact_{key}"] for key in ("email", "name", "job_title", "kind", "since")}
        if not any(said.values()):
            return None, []
        faults: list[Fault] = []
        readers = {"email": self._email, "kind": self._kind, "since": self._contact_since, "name": self._contact_name}
        read = {key: self._read(f"contact_{key}", row, reader, faults) for key, reader in readers.items()}
        if faults:
            return None, faults
        return Person(row.line, job_title=said["job_title"], **read), []

    def _take(self, found: Company, faults: list[Fault], key: str, row: Row, read: Callable[[Row], Any]) -> None:
        before = len(faults)
        value = self._read(key, row, read, faults)
        if len(faults) == before:
            found.values[key] = value

    def _read(self, key: str, row: Row, read: Callable[[Row], Any], faults: list[Fault]) -> Any:
        try:
            return read(row)
        except (Bad, Unreadable) as bad:
            faults.append(Fault(row.line, key, str(bad)))
            return None

    # --- single cells

    def _name(self, row: Row) -> str:
        _refuse(companies.name_fault(row["name"]))
        return row["name"]

    def _level(self, row: Row) -> str:
        if level := self.known.level(row["level"]):
            return level
        raise Bad(f"The programme has no level {row['level']!r}. It has: {self.known.level_names()}.")

    def _country(self, row: Row) -> str:
        code = lookups.country(row["country"])
        if not code:
            raise Bad(f"There is no country {row['country']!r}. Write its ISO code, for instance NL.")
        if self.known.region_of(code) is None:
            raise Bad(f"The programme isn't offered in {row['country']}: no region of it has this country.")
        return code

    def _language(self, row: Row) -> str:
        return self.known.language(row["language"])[0]

    def _postal_code(self, row: Row) -> str:
        if not row["postal_code"].isascii():
            raise Bad("A postal code has plain letters and digits only. Type it anew.")
        code = row["postal_code"].upper()
        if country := lookups.country(row["country"]):
            _refuse_said(_postal_code_fault(code, country))
        return code

    def _vat_number(self, row: Row) -> str:
        if country := lookups.country(row["country"]):
            _refuse(companies.vat_fault(row["vat_number"], country, sure=False))
        return companies.compact_vat(row["vat_number"])

    def _website(self, row: Row) -> str:
        _refuse(companies.website_fault(row["website"]))
        return row["website"]

    def _phone(self, row: Row) -> str:
        _refuse(companies.telephone_fault(row["phone"]))
        return row["phone"]

    def _member_since(self, row: Row) -> dt.date:
        day = self._day(row["member_since"])
        if day > self.today:
            raise Bad(f"{day} is still to come. A company that joins later is imported later.")
        return day

    def _term_ends(self, row: Row) -> dt.date:
        return self._day(row["term_ends"])

    def _contact_since(self, row: Row) -> dt.date | None:
        return self._day(row["contact_since"]) if row["contact_since"] else None

    def _day(self, text: str) -> dt.date:
        day = date(text, self.order)
        if not EARLIEST <= day <= self.today + dt.timedelta(days=36_525):
            raise Bad(f"{day} can't be meant. Write year-month-day: 2026-11-24.")
        return day

    def _state(self, row: Row) -> str:
        if state := lookups.one_of(lookups.STATES, row["state"]):
            return state
        raise Bad(f"{row['state']!r} is no state of a membership. Write active or ended.")

    def _kind(self, row: Row) -> str:
        said = row["contact_kind"]
        kind = lookups.one_of(lookups.KINDS, said) if said else ""
        if said and not kind:
            raise Bad(f"{said!r} is no kind of contact. Write primary, secondary or other.")
        return kind

    def _email(self, row: Row) -> str:
        if not row["contact_email"]:
            raise Bad(
                "A contact needs an e-mail address: it is how they are invited. Fill it in, or empty the other cells."
            )
        try:
            return addresses.sound_address(row["contact_email"])
        except addresses.AddressMalformed as malformed:
            raise Bad(str(malformed)) from malformed

    def _contact_name(self, row: Row) -> str:
        _refuse(companies.name_fault(row["contact_name"]) if row["contact_name"] else None)
        return row["contact_name"]

    # --- cells that depend on others

    def _take_region(self, found: Company, faults: list[Fault], row: Row) -> None:
        country = found.values.get("country", "")
        region = self.known.region_of(country) if country else None
        if region is not None:
            found.values["region"] = region.key
        if row["region"] and region is not None and self.known.region_key(row["region"]) != region.key:
            says = f"{row['country']} lies in the programme's region {region.name.in_('en')}. Leave the region empty."
            faults.append(Fault(row.line, "region", says))

    def _note_language(self, found: Company, row: Row) -> None:
        language, as_asked = self.known.language(row["language"])
        if not as_asked:
            found.notes.append(
                f"companies prefer {row['language']}, in which the programme isn't complete: {language} for now"
            )

    def _take_domains(self, found: Company, faults: list[Fault], row: Row) -> None:
        domains = [rules.domain_of(word) for word in re.split(r"[\s,;|]+", row["domains"]) if word]
        for domain in domains:
            if not rules.is_domain(domain):
                faults.append(
                    Fault(row.line, "domains", f"{domain[:60]!r} is no e-mail domain. One looks like example.com.")
                )
            elif rules.is_free_mail(domain, self.known.enrolment.free_mail_domains):
                says = f"Anybody can get an address at {domain}, so it can't be a company's own. Leave it out."
                faults.append(Fault(row.line, "domains", says))
        found.domains = tuple(dict.fromkeys(domains))

    def _compare_days(self, found: Company, faults: list[Fault]) -> None:
        joined, ends = found.values.get("member_since"), found.values.get("term_ends")
        if joined and ends and ends < joined:
            faults.append(
                Fault(found.line, "term_ends", f"The term ends on {ends}, before the company joined ({joined}).")
            )


def _refuse(fault: Text | None) -> None:
    if fault is not None:
        raise Bad(str(fault))


def _refuse_said(says: str) -> None:
    if says:
        raise Bad(says)


@lru_cache(maxsize=4096)
def _postal_code_fault(code: str, country: str) -> str:
    """Kept, since the rules of a country are read from a file each time."""
    fault = companies.postal_code_fault(code, country)
    return str(fault) if fault else ""
