"""One run of the import of partners: rows to companies, companies to plans, plans to the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.importing import Fault, FileRefused, Outcome, Row
from kanaal.core.importing.seen import Seen
from kanaal.core.importing.values import DateOrder
from kanaal.partners.importing.columns import COMPANY
from kanaal.partners.importing.inviting import invite_imported
from kanaal.partners.importing.judging import Judge
from kanaal.partners.importing.lookups import Lookups
from kanaal.partners.importing.planning import Plan, Planner, known_of
from kanaal.partners.importing.units import Company
from kanaal.partners.importing.writing import hold_numbers, import_partners
from kanaal.programme import releases

AT_THE_COMMAND_LINE = Actor(kind="clock", name="kanaal import")
"""Who imports."""


class PartnersWork:
    def __init__(self, switches: Mapping[str, bool], order: DateOrder) -> None:
        self.invite = switches.get("invite", False)
        try:
            self.judge = Judge(Lookups(), order, clock.today())
        except releases.NoRelease as nothing:
            raise FileRefused(f"Levels and countries are the programme's. {nothing}") from nothing
        self.planner = Planner(self.judge.known, clock.today())
        self.seen = Seen()

    def key(self, row: Row) -> str:
        return row["external_id"] or row["number"].upper() or f"line {row.line}"

    def check(self, rows: Sequence[Row]) -> tuple[Company | None, list[Fault]]:
        """The company of the first row, and the contacts of all."""
        first = rows[0]
        if not (first["external_id"] or first["number"]):
            return None, [
                Fault(first.line, "external_id", "Which company is this? Fill in the external_id or the number.")
            ]
        if fault := self._again(first):
            return None, [Fault(row.line, *fault) for row in rows]
        company, faults = self.judge.company(first)
        if faults:
            says = f"The company is refused; see line {first.line}."
            # All that is wrong is told at once, so that a row is mended once.
            faults += [fault for row in rows for fault in self.judge.person(row)[1]]
            return None, faults + [Fault(row.line, "", says) for row in rows[1:]]
        for row in rows:
            faults += self._take_person(company, first, row)
        company.lacks_people = bool(faults)
        return company, faults

    def apply(self, units: Sequence[Company], *, really: bool) -> list[Outcome]:
        """Lock, look, and, `really`, write."""
        series = hold_numbers() if really else None
        known = known_of(units, lock=really)
        planned = [self.planner.plan(company, known) for company in units]
        plans = [plan for plan in planned if isinstance(plan, Plan)]
        for plan in plans:
            _count(plan)
        if series is not None:
            import_partners(plans, series, by=AT_THE_COMMAND_LINE)
            if self.invite:
                invite_imported(plans, by=AT_THE_COMMAND_LINE)
        return [plan.outcome if isinstance(plan, Plan) else plan for plan in planned]

    def _again(self, row: Row) -> tuple[str, str] | None:
        """A company whose rows don't stand together would be judged in pieces: (column, reason)."""
        for column in ("external_id", "number"):
            if (value := row[column].upper()) and (line := self.seen.first(column, value, row.line)) != row.line:
                return (
                    column,
                    f"{row[column]} stands in line {line} already. Put the rows of a company together (sort them).",
                )
        return None

    def _take_person(self, company: Company, first: Row, row: Row) -> list[Fault]:
        if row is not first and (faults := _contradictions(first, row)):
            return faults
        person, faults = self.judge.person(row)
        if person is None:
            again = row is not first and not faults
            return [Fault(row.line, "", f"This repeats line {first.line} and names no contact.")] if again else faults
        if (line := self.seen.first("email", person.email, row.line)) != row.line:
            return [
                Fault(
                    row.line, "contact_email", f"This address stands in line {line} already. One of the two is wrong."
                )
            ]
        company.people.append(person)
        return []


def _contradictions(first: Row, row: Row) -> list[Fault]:
    """The columns of the company say in each of its rows the same as in the first, or nothing."""
    return [
        Fault(row.line, c.key, f"This says {row[c.key]!r}, and line {first.line} of the same company {first[c.key]!r}.")
        for c in COMPANY
        if row[c.key] and row[c.key] != first[c.key]
    ]


def _count(plan: Plan) -> None:
    outcome = plan.outcome
    outcome.count("new partners", int(plan.new))
    outcome.count("partners changed", int(plan.changed and not plan.new))
    outcome.count("partners unchanged", int(not plan.changed and not plan.new))
    outcome.count("new contacts", len(plan.contacts_new))
    outcome.count("contacts changed", len(plan.contacts_changed))
    outcome.count("contacts unchanged", len(plan.contacts_there) - len(plan.contacts_changed))
    outcome.fields += list(plan.changes) + ["domains"] * bool(plan.domains and not plan.new)
