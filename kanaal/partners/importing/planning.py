"""What importing a batch would change: the table beside the database. Reads only."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower

from kanaal.core.importing import Fault, Outcome
from kanaal.partners import rules
from kanaal.partners.importing.lookups import Lookups
from kanaal.partners.importing.units import Company, Person
from kanaal.partners.models import Contact, Partner, PartnerDomain
from kanaal.partners.policy import MembershipPolicy
from kanaal.programme.policies import policy

SHOWN_FIELDS = {"number", "external_id"}


@dataclass
class Plan:
    """A company, its row (not saved yet when new) and what changes. `changes`: field → [before, after]."""

    company: Company
    partner: Partner
    new: bool
    outcome: Outcome
    changes: dict[str, list[Any]] = field(default_factory=dict)
    domains: list[str] = field(default_factory=list)
    contacts_new: list[Contact] = field(default_factory=list)
    contacts_changed: list[Contact] = field(default_factory=list)
    contacts_there: list[Contact] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return bool(self.changes or self.domains or self.contacts_new or self.contacts_changed)


@dataclass
class Known:
    """What the database has of a batch, in a handful of queries."""

    by_external: dict[str, Partner] = field(default_factory=dict)
    by_number: dict[str, Partner] = field(default_factory=dict)
    domains: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    active: dict[str, Contact] = field(default_factory=dict)
    primary: dict[int, Contact] = field(default_factory=dict)
    left: set[tuple[int, str]] = field(default_factory=set)
    vats: dict[str, Partner] = field(default_factory=dict)


def known_of(companies: Sequence[Company], *, lock: bool) -> Known:
    """Everything that the companies of a batch may meet; `lock` holds the partners until the transaction ends."""
    known = Known()
    ids = [c.external_id for c in companies if c.external_id]
    numbers = [c.number for c in companies if c.number]
    found = Partner.objects.filter(Q(external_id__in=ids) | Q(number__in=numbers)).order_by("pk")
    partners = list(found.select_for_update(of=("self",)) if lock else found)
    known.by_external = {p.external_id: p for p in partners if p.external_id}
    known.by_number = {p.number: p for p in partners}
    for partner_id, domain in PartnerDomain.objects.filter(partner__in=partners).values_list("partner_id", "domain"):
        known.domains[partner_id].append(domain)
    _know_contacts(known, partners, [p.email for c in companies for p in c.people])
    vats = [v for c in companies if (v := c.values.get("vat_number"))]
    known.vats = {p.vat_number: p for p in Partner.objects.filter(vat_number__in=vats).exclude(vat_number="")}
    return known


def _know_contacts(known: Known, partners: list[Partner], emails: list[str]) -> None:
    lowered = Contact.objects.annotate(low=Lower("email"))
    known.active = {c.email.lower(): c for c in lowered.filter(low__in=emails, active=True).select_related("partner")}
    for contact in Contact.objects.filter(partner__in=partners, kind="primary", active=True):
        known.primary[contact.partner_id] = contact
    gone = lowered.filter(low__in=emails, active=False, partner__in=partners)
    known.left = {(partner_id, email.lower()) for partner_id, email in gone.values_list("partner_id", "email")}


class Planner:
    def __init__(self, lookups: Lookups, today: dt.date) -> None:
        self.lookups, self.today = lookups, today
        self.membership = policy(MembershipPolicy)

    def plan(self, company: Company, known: Known) -> Plan | Outcome:
        """The plan for one company; an Outcome with faults when it can't be."""
        try:
            partner = _the_partner(company, known)
        except _Clash as clash:
            return Outcome(faults=_all_lines(company, clash.column, str(clash)))
        if partner is None and (missing := self._missing(company)):
            return Outcome(faults=missing)
        new = partner is None
        outcome = Outcome(company.label, notes=list(company.notes))
        plan = Plan(company, partner or self._new(company, outcome), new, outcome)
        if not new:
            self._compare(plan)
        self._look_around(plan, known)
        self._plan_domains(plan, known)
        for person in company.people:
            self._plan_person(plan, person, known)
        return plan

    # --- the company

    def _missing(self, company: Company) -> list[Fault]:
        """What a company must have to come in; one that is known already needs nothing but its number."""
        names = [key for key in ("name", "level", "country") if key not in company.values]
        if company.values.get("state") == "ended" and "term_ends" not in company.values:
            names.append("term_ends")
        first = [Fault(company.line, key, f"A new partner needs this: fill in the {key}.") for key in names]
        rest = [Fault(p.line, "", f"The company is refused; see line {company.line}.") for p in company.people]
        return first + [fault for fault in rest if fault.line != company.line] if first else []

    def _new(self, company: Company, outcome: Outcome) -> Partner:
        values = dict(company.values)
        if "member_since" not in values:
            values["member_since"] = min(self.today, values.get("term_ends", self.today))
            outcome.notes.append("companies have no day of joining: the day of the import was taken")
        values.setdefault("term_ends", self._present_term_end(values["member_since"]))
        values.setdefault("language", self.lookups.language_of_country(values["country"]))
        return Partner(external_id=company.external_id, number=company.number, **values)

    def _present_term_end(self, joined: dt.date) -> dt.date:
        """The last day of the term in which today lies."""
        terms = 1
        while (ends := rules.term_end(joined, terms * self.membership.term_months)) < self.today:
            terms += 1
        return ends

    def _compare(self, plan: Plan) -> None:
        """Only what the table says is compared: an empty cell leaves things as they are."""
        wanted = dict(plan.company.values)
        if plan.company.external_id:
            wanted["external_id"] = plan.company.external_id
        joined = wanted.get("member_since", plan.partner.member_since)
        if wanted.get("term_ends", plan.partner.term_ends) < joined:
            wanted.pop("member_since", None)
            plan.outcome.notes.append(
                "companies joined after the end of their term: the day of joining was left as it is"
            )
        for name, value in wanted.items():
            before = getattr(plan.partner, name)
            if before != value:
                plan.changes[name] = [_plain(before), _plain(value)]
                setattr(plan.partner, name, value)

    def _look_around(self, plan: Plan, known: Known) -> None:
        other = known.vats.get(plan.partner.vat_number) if plan.partner.vat_number else None
        if other is not None and other.pk != plan.partner.pk:
            plan.outcome.notes.append("companies have a VAT number that another partner has, too")
        window = dt.timedelta(days=self.membership.window_after_days)
        if plan.new and plan.partner.state == "active" and plan.partner.term_ends + window < self.today:
            plan.outcome.notes.append("memberships are active, but their term is over: they give no access")

    def _plan_domains(self, plan: Plan, known: Known) -> None:
        there = known.domains[plan.partner.pk] if plan.partner.pk else []
        wanted = list(plan.company.domains)
        if not there and not wanted:
            own = (rules.domain_of(person.email) for person in plan.company.people)
            wanted = [d for d in own if not rules.is_free_mail(d, self.lookups.enrolment.free_mail_domains)][:1]
        plan.domains = [domain for domain in wanted if domain not in there]

    # --- the people

    def _plan_person(self, plan: Plan, person: Person, known: Known) -> None:
        there = known.active.get(person.email)
        if there is not None and there.partner_id != plan.partner.pk:
            owner = f"{there.partner.name} ({there.partner.number})"
            says = f"This address belongs to a contact of {owner} already. Use another."
            plan.outcome.faults.append(Fault(person.line, "contact_email", says))
        elif there is not None:
            self._compare_person(plan, person, there, known)
        elif plan.partner.pk and (plan.partner.pk, person.email) in known.left:
            plan.outcome.notes.append("contacts have left in the meantime, and were not brought back")
        elif fault := self._foreign(plan, person, known):
            plan.outcome.faults.append(fault)
        else:
            self._new_person(plan, person, known)

    def _foreign(self, plan: Plan, person: Person, known: Known) -> Fault | None:
        """D1: a contact's address lies in a domain of the company."""
        own = [*known.domains.get(plan.partner.pk or 0, ()), *plan.domains]
        domain = rules.domain_of(person.email)
        if domain in own:
            return None
        free = rules.is_free_mail(domain, self.lookups.enrolment.free_mail_domains)
        if free and not own:
            plan.outcome.notes.append("contacts have a free-mail address, and their company no domain of its own")
            return None
        way = (
            "Use the address in the company's domain." if free else f"If {domain} is a branch's, add it to the domains."
        )
        return Fault(person.line, "contact_email", f"{domain} is no domain of the company ({', '.join(own)}). {way}")

    def _new_person(self, plan: Plan, person: Person, known: Known) -> None:
        primary = self._primary(plan, known)
        # Who comes first may be in a row that is refused, and still has to come.
        taken = primary or plan.company.lacks_people or plan.outcome.faults
        kind = person.kind or ("other" if taken else "primary")
        if kind == "primary" and primary is not None:
            plan.outcome.faults.append(_second_primary(person, primary))
            return
        contact = Contact(
            partner=plan.partner, email=person.email, name=person.name, job_title=person.job_title, kind=kind,
            since=person.since or self.today,
        )  # fmt: skip
        plan.contacts_new.append(contact)

    def _compare_person(self, plan: Plan, person: Person, contact: Contact, known: Known) -> None:
        plan.contacts_there.append(contact)
        wanted = {"name": person.name, "job_title": person.job_title, "kind": person.kind}
        changes = {key: value for key, value in wanted.items() if value and value != getattr(contact, key)}
        if "kind" in changes and contact.person_id and "primary" in (contact.kind, changes["kind"]):
            says = "Who is the primary contact is changed by request to the helpdesk, once the contact has an ID."
            plan.outcome.faults.append(Fault(person.line, "contact_kind", says))
            return
        primary = self._primary(plan, known)
        if changes.get("kind") == "primary" and primary is not None and primary.pk != contact.pk:
            plan.outcome.faults.append(_second_primary(person, primary))
            return
        if changes:
            for key, value in changes.items():
                setattr(contact, key, value)
            plan.contacts_changed.append(contact)
            plan.outcome.fields += [f"contact's {key}" for key in changes]

    def _primary(self, plan: Plan, known: Known) -> Contact | None:
        mine = known.primary.get(plan.partner.pk) if plan.partner.pk else None
        return mine or next((c for c in plan.contacts_new if c.kind == "primary"), None)


class _Clash(Exception):
    def __init__(self, column: str, says: str) -> None:
        self.column = column
        super().__init__(says)


def _the_partner(company: Company, known: Known) -> Partner | None:
    """The partner whom the company's numbers name; None when it is new."""
    by_id, by_number = known.by_external.get(company.external_id), known.by_number.get(company.number)
    if by_id and by_number and by_id.pk != by_number.pk:
        raise _Clash("number", f"{company.external_id} is {by_id.name} here, and {company.number} is {by_number.name}.")
    if by_id and company.number and by_id.number != company.number:
        raise _Clash(
            "number", f"{company.external_id} has the membership ID {by_id.number} already. It stays for good."
        )
    if by_number and company.external_id and by_number.external_id not in ("", company.external_id):
        raise _Clash("external_id", f"{company.number} is known as {by_number.external_id}. Correct one of the two.")
    return by_id or by_number


def _all_lines(company: Company, column: str, says: str) -> list[Fault]:
    lines = {company.line: Fault(company.line, column, says)}
    return list({**{p.line: Fault(p.line, column, says) for p in company.people}, **lines}.values())


def _second_primary(person: Person, primary: Contact) -> Fault:
    says = f"A company has one primary contact, here {primary.email}. Write secondary or other."
    return Fault(person.line, "contact_kind", says)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
