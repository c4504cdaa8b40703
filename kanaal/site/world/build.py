"""Building the demo's world: the programme published, a vendor's partners imported, the cast let in.

What an action can do, an action does here, so that the demo has the events, mails and receipts of real life.
Only two things are set by hand: passwords, and how long applicants have waited already.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction

from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor, Role
from kanaal.core.importing import IMPORTERS, How, Report, run
from kanaal.partners.actions import enrolment_decisions, enrolment_submission, enrolments
from kanaal.partners.actions.acceptance import accept_invitation
from kanaal.partners.actions.invitations import invite_contact
from kanaal.partners.enrolment import steps
from kanaal.partners.models import Contact, Enrolment, Partner
from kanaal.partners.policy import LevelsPolicy
from kanaal.people import roles, terms
from kanaal.people.actions.staff import grant_staff_role
from kanaal.people.models import Person
from kanaal.programme import releases
from kanaal.programme.actions import publish_release
from kanaal.programme.folder import read_folder
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy
from kanaal.site.world import cast
from kanaal.site.world.sample import HEADER, write_sample

Tell = Callable[[str], None]
LATER = (
    "training", "pricing", "levels", "membership", "customers", "sales", "licences", "licences_terms", "distribution",
    "licensingwebsite", "contracts", "licences_given", "nfr", "cases", "bankdetails", "sellthrough", "rebates",
    "stock",
)  # fmt: skip
"""Further parts of the world, in this order: a file of this folder for each room, with a `build(tell)` of its own."""
BEGAN = dt.timedelta(days=3650)
"""The shipped programme is in force since long before any of the sample's companies joined."""


def exists() -> bool:
    """Is there a world already? A second one would be imported over it."""
    return releases.exists() and Person.objects.filter(email=cast.person("vera").email).exists()


def build(tell: Tell, companies: int = 5000) -> None:
    """Build everything; each part is its own transaction, and what is there already is left as it is."""
    if not releases.exists():
        tell("publishing the programme")
        _publish()
    sample = sample_file()
    if not sample.exists():
        write_sample(sample, _level_keys(), companies)
    tell(f"importing {companies:,} partners from {sample}")
    _import(sample)
    tell("letting the cast in")
    with transaction.atomic():
        _import(_cast_file())
        _people()
        _contacts()
        _applicants()
    for name in LATER:
        if find_spec(part := f"kanaal.site.world.{name}"):
            import_module(part).build(tell)


def sample_file() -> Path:
    return Path(settings.VAR) / "samples" / "partners.csv"


def _publish() -> None:
    files, faults = read_folder(settings.KANAAL_PROGRAMMES / "adobe")
    if faults:
        raise ValueError("; ".join(str(fault) for fault in faults))
    began = clock.now() - BEGAN
    publish_release(files, effective_from=began, by=CLOCK, note="The first release.", media=files.media)


def _level_keys() -> list[str]:
    return [level.key for level in policy(LevelsPolicy).by_rank]


def _import(file: Path) -> Report:
    report = run(IMPORTERS["partners"], file, How(apply=True))
    if report.refused:
        raise ValueError("\n".join(report.lines()))
    return report


# --- the cast


def _cast_file() -> Path:
    """The cast's companies as a table like any other."""
    file = sample_file().with_name("cast.csv")
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(HEADER)
        table.writerows(row for company in cast.COMPANIES for row in _rows(company))
    return file


def _rows(company: cast.CastCompany) -> Iterator[list[str]]:
    today, level = clock.today(), _level_keys()[company.rank - 1]
    since = today - dt.timedelta(days=company.since_days)
    ends = today + dt.timedelta(days=company.term_left)
    first = [company.external_id, company.name, level, company.country, company.language, company.street]
    first += [company.postal_code, company.city, "", company.vat_number, "", company.website, company.phone]
    first += [" ".join(company.domains), since.isoformat(), ends.isoformat(), "ended" if company.ended else "active"]
    for contact in company.contacts:
        person = cast.person(contact.person)
        yield [*first, person.email, person.name, contact.job_title, contact.kind]


def _people() -> None:
    """IDs with verified addresses and the demo's password; the vendor's staff get their roles."""
    for one in cast.PEOPLE:
        if Person.objects.filter(email=one.email).exists():
            continue
        person = Person.objects.create_user(one.email, cast.DEMO_PASSWORD, name=one.name, language=one.language)
        EmailAddress.objects.create(user=person, email=one.email, verified=True, primary=True)
        if one.staff:
            grant_staff_role(person, kind=one.staff, by=CLOCK)


def _contacts() -> None:
    """The cast's contacts were imported without an ID; they are invited and accept, as everybody does."""
    for company in cast.COMPANIES:
        partner = Partner.objects.get(external_id=company.external_id)
        for contact in company.contacts:
            person = Person.objects.get(email=cast.person(contact.person).email)
            if company.ended:
                partner.contacts.filter(email=person.email).update(person=person)
            elif not Contact.objects.filter(person=person).exists():
                invited = invite_contact(partner, email=person.email, kind=contact.kind, by=CLOCK, vouched=False)
                accept_invitation(invited, person=person, full_name=person.name, by=acting(person))
    key, address, kind = cast.INVITED
    partner = Partner.objects.get(external_id=cast.company(key).external_id)
    if not partner.invitations.filter(email=address).exists():
        anna = Person.objects.get(email=cast.person("anna").email)
        invite_contact(partner, email=address, kind=kind, by=acting(anna))


def _applicants() -> None:
    for one in cast.APPLICANTS:
        person = Person.objects.get(email=cast.person(one.person).email)
        if not Enrolment.objects.filter(person=person).exists():
            _wait(_hand_in(one, person), one)


def _hand_in(one: cast.CastApplicant, person: Person) -> Enrolment:
    region = policy(RegionsPolicy).of_country(one.country)
    answers = {
        "region": region.key if region else "", "country": one.country, "language": one.language,
        "authority": steps.TICKED, "legal_name": one.company, "vat_number": one.vat_number, "vat_sure": steps.TICKED,
        "registration_number": one.trade_register, "street": one.street, "postal_code": one.postal_code,
        "city": one.city, "telephone": one.phone, "website": one.website,
        "full_name": person.name, "job_title": one.job_title,
    }  # fmt: skip
    enrolment = enrolments.start_enrolment(by=acting(person))
    for step in steps.STEPS:
        enrolment = enrolments.fill_in_enrolment(enrolment, step, answers, by=acting(person))
    shown = terms.digest_of(terms.text("registration", release=releases.current(), language=enrolment.language))
    return enrolment_submission.submit_enrolment(enrolment, accepted=True, shown=shown, by=acting(person))


def _wait(enrolment: Enrolment, one: cast.CastApplicant) -> None:
    """As if it had been handed in some while ago; then the desk's question, if there is one."""
    ago = dt.timedelta(minutes=one.waited_minutes)
    for field in ("submitted_at", "waiting_since", "promised_at"):
        if (moment := getattr(enrolment, field)) is not None:
            Enrolment.objects.filter(pk=enrolment.pk).update(**{field: moment - ago})
    if one.question:
        agent = Person.objects.get(email=cast.person("ivo").email)
        enrolment.refresh_from_db()
        enrolment_decisions.ask_enrolment(
            enrolment, fields=list(one.asked_fields), question=one.question, by=acting(agent)
        )


def acting(person: Person) -> Actor:
    """The person in their first role."""
    mine: list[Role] = roles.roles_of(person.pk)
    return Actor("person", person.pk, str(person), person.email, mine[0] if mine else None)
