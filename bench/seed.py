"""Filling a database for measuring: rows written in bulk, as many as asked for, shaped as in real life.

Beside the crowd stand one partner with sixty contacts, whose primary contact reads the portal, and one of the vendor's
staff, who reads the desk.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.core.management import call_command
from django.db import connection, models

from kanaal.cases.models import Case
from kanaal.cases.policy import QueuesPolicy
from kanaal.core import clock
from kanaal.core.models import Event
from kanaal.core.texts import say
from kanaal.partners import rules
from kanaal.partners.models import Contact, Enrolment, EnrolmentMark, Invitation, Partner, PartnerDomain, PartnerNameKey
from kanaal.partners.policy import LevelsPolicy
from kanaal.people.models import Person, StaffRole
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy

READER, AGENT = "reader@bench-partner.nl", "agent@vendor.example"
BATCH = 2000
COLLEAGUES = 60


def begin() -> None:
    """Tables and a programme in force."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("programme", "publish", "adobe", "--from", "2010-01-01", verbosity=0)


def fill(rows: int) -> None:
    """`rows` partners with a contact, a domain and an event each, as many applications that wait for the desk,
    and as many cases."""
    _bulk(Partner, _partners(rows))
    keys = list(Partner.objects.order_by("pk").values_list("pk", "name"))
    _bulk(PartnerDomain, (PartnerDomain(partner_id=pk, domain=f"firma-{pk}.nl") for pk, _ in keys))
    _bulk(PartnerNameKey, (PartnerNameKey(partner_id=pk, key=k) for pk, n in keys for k in set(rules.name_keys(n))))
    _bulk(Contact, (_contact(pk, f"a.{pk}@firma-{pk}.nl", "primary") for pk, _ in keys))
    _bulk(Event, (_event(pk, number) for number, (pk, _) in enumerate(keys, 1)))
    _bulk(Person, (Person(email=f"p{n}@new-{n}.nl", name=f"Applicant {n}") for n in range(rows)))
    people = list(Person.objects.order_by("pk").values_list("pk", "email"))
    _bulk(Enrolment, _enrolments(people))
    _bulk(Case, _cases([pk for pk, _ in people], [pk for pk, _ in keys]))
    waiting = Enrolment.objects.order_by("pk").values_list("pk", flat=True)
    mark = say("The company may be known already.").to_data()
    _bulk(EnrolmentMark, (EnrolmentMark(enrolment_id=pk, key="known", text=mark) for pk in waiting if pk % 5 == 0))
    _readers(rows)
    if connection.vendor == "postgresql":  # which does so by itself, only later
        with connection.cursor() as cursor:
            cursor.execute("vacuum analyze")


def _partners(rows: int) -> Iterator[Partner]:
    levels, today = [level.key for level in policy(LevelsPolicy).by_rank], clock.today()
    for n in range(rows):
        yield Partner(
            number=f"CP-{300000 + n}",
            name=f"Firma {_word(n)} {n} B.V.",
            level=levels[n % len(levels)],
            country="NL",
            region="emea",
            language="nl",
            street=f"Dorpsstraat {n % 200 + 1}",
            postal_code="3511 AB",
            city="Utrecht",
            vat_number=f"NL{n:09}B01",
            member_since=today - dt.timedelta(days=n % 2000),
            term_ends=today + dt.timedelta(days=100 + n % 300),
            external_id=f"CRM-{n}",
        )


def _word(n: int) -> str:
    """A name of six letters that differs from its neighbours'."""
    return "".join("bdfklmnprstvz"[n // 13**i % 13] + "aeiou"[n // 5**i % 5] for i in range(3)).title()


def _contact(partner: int, email: str, kind: str, **more: Any) -> Contact:
    values = {"name": email.partition("@")[0].title(), "job_title": "Director", "since": dt.date(2024, 1, 1)}
    return Contact(partner_id=partner, email=email, kind=kind, **(values | more))


def _event(partner: int, seq: int) -> Event:
    data = {"partner": f"Firma {partner}", "number": "CP-1", "level": "", "external_id": "", "contact_ids": []}
    return Event(
        name="PartnerImported", at=clock.now(), about_kind="partners.partner", about_id=partner, data=data, seq=seq,
        seal="0" * 64, actor_kind="clock",
    )  # fmt: skip


def _enrolments(people: Iterable[tuple[int, str]]) -> Iterator[Enrolment]:
    now = clock.now()
    for n, (person, email) in enumerate(people):
        came = now - dt.timedelta(minutes=n % 600)
        yield Enrolment(
            person_id=person, state="submitted", language="nl", region="emea", country="NL",
            company_name=f"Studio {_word(n)} {n}", email=email, domain=email.partition("@")[2], began_at=came,
            touched_at=came, submitted_at=came, waiting_since=came, promised_at=came + dt.timedelta(hours=4),
            answers={"city": "Utrecht", "legal_name": f"Studio {n}"},
        )  # fmt: skip


def _cases(people: list[int], partners: list[int]) -> Iterator[Case]:
    """A case of each person: most are over, one in twenty waits for us, of each queue and region some."""
    now, queues = clock.now(), [queue.key for queue in policy(QueuesPolicy).case_queues]
    regions = [region.key for region in policy(RegionsPolicy).regions]
    for n, person in enumerate(people):
        came = now - dt.timedelta(minutes=n % 500_000)
        state = "new" if n % 20 == 0 else ("closed", "solved", "waiting")[n % 3]
        due = now + dt.timedelta(minutes=n % 9000 - 200)
        yield Case(
            number=f"CS-{100001 + n}-0", subject=f"{_word(n)} {_word(n * 7)} {n}", category="other", state=state,
            queue=queues[n % len(queues)], region=regions[n % len(regions)], language="nl", asked_by_id=person,
            partner_id=partners[n % len(partners)], asked_at=came, answer_by=due, solve_by=due,
            due_at=due if state == "new" else None, solved_at=came if state != "new" else None,
        )  # fmt: skip


def _readers(rows: int) -> None:
    """The two who read the pages, and what they see: colleagues, invitations, things that happened."""
    reader = Person.objects.create_user(READER, None, name="Rosa Reader", language="nl")
    agent = Person.objects.create_user(AGENT, None, name="Ada Agent", language="nl")
    StaffRole.objects.create(person=agent, kind="agent")
    partner = Partner.objects.order_by("pk")[rows // 2]
    partner.contacts.update(person=reader, email=READER, name="Rosa Reader")
    Contact.objects.bulk_create(
        _contact(partner.pk, f"c{n:02}@bench-partner.nl", "other", active=n % 12 != 0) for n in range(COLLEAGUES)
    )
    Event.objects.bulk_create(_event(partner.pk, rows + n) for n in range(1, 31))
    Invitation.objects.bulk_create(
        Invitation(
            partner=partner, email=f"i{n}@bench-partner.nl", kind="other", language="nl", made_at=clock.now(),
            until=clock.today() + dt.timedelta(days=20), invited_by=reader,
        )
        for n in range(5)
    )  # fmt: skip


def _bulk(model: type[models.Model], rows: Iterable[Any]) -> None:
    """Write rows without ever holding all of them."""
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        model._default_manager.bulk_create(batch)
