"""`python -m bench.levels`: weighing many partners under a release that asks more, and one SQL aggregate beside it.

Runs on the database of DATABASE_URL, which must be empty; without one, on a SQLite of its own. The aggregate counts,
for each level, who holds a certificate that counts: the part of the work that a database does by itself.
"""

# ruff: noqa: E402  Django is set up before what needs it is read

from __future__ import annotations

import argparse
import datetime as dt
import os
import resource
import tempfile
import time
from collections.abc import Callable

ROWS, SINCE = 100_000, 2000
parser = argparse.ArgumentParser(prog="python -m bench.levels", description=__doc__)
parser.add_argument("--rows", type=int, default=ROWS)
parser.add_argument("--rounds", type=int, default=5)
asked = parser.parse_args()
os.environ |= {"KANAAL_VAR": tempfile.mkdtemp(prefix="kanaal-bench-"), "DJANGO_SETTINGS_MODULE": "bench.settings"}

import django

django.setup()

from django.core.management import call_command
from django.db import connection

from bench import seed
from kanaal.core import clock
from kanaal.levels.impact import Summary, effects_of
from kanaal.partners.models import Contact, Partner
from kanaal.people.models import Person
from kanaal.programme import releases
from kanaal.programme.models import Release
from kanaal.programme.pack import Pack
from kanaal.training.models import Certificate, Learning

FLOOR = """
    SELECT partner.level, COUNT(DISTINCT partner.id), COUNT(DISTINCT certificate.person_id)
    FROM partners_partner partner
    LEFT JOIN partners_contact contact ON contact.partner_id = partner.id AND contact.active
    LEFT JOIN training_certificate certificate
           ON certificate.person_id = contact.person_id AND certificate.key = 'code-of-conduct'
          AND certificate.state = 'valid'
    WHERE partner.state = 'active' GROUP BY partner.level
"""


def main() -> None:
    fill()
    release = stricter()
    weighed = [timed(lambda: weigh(release)) for _round in range(asked.rounds)]
    counted = [timed(count) for _round in range(asked.rounds)]
    best, floor = min(weighed), min(counted)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    falls = sum(weigh(release).falls.values())
    print(f"{connection.vendor}: {asked.rows:,} partners, {falls:,} would fall; best of {asked.rounds} rounds")
    rate = asked.rows / best
    print(f"weigh all under both releases: {best:.1f} s, {rate:,.0f} partners/s, peak memory {memory:.0f} MB")
    print(f"one SQL aggregate over the same rows: {floor:.2f} s, so {best / floor:.0f} times")


def timed(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def weigh(release: Release) -> Summary:
    summary = Summary()
    with releases.steady():
        for part in effects_of(release):
            summary.add(part)
    return summary


def count() -> None:
    with connection.cursor() as cursor:
        cursor.execute(FLOOR)
        cursor.fetchall()


def fill() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("programme", "publish", "adobe", "--from", "2010-01-01", verbosity=0)
    today = clock.today()
    seed._bulk(Partner, seed._partners(asked.rows))
    # As if all had joined long ago: nothing is honoured any more, every need is weighed.
    Partner.objects.update(joined_at=clock.now() - dt.timedelta(days=SINCE))
    seed._bulk(Person, (Person(email=f"a.{n}@bench-{n}.nl", name=f"Person {n}") for n in range(asked.rows)))
    people, partners = ids(Person), ids(Partner)
    seed._bulk(Contact, (
        Contact(partner_id=p, person_id=who, email=f"c{who}@bench.nl", name="C", kind="primary", since=today)
        for p, who in zip(partners, people, strict=True)
    ))  # fmt: skip
    held = people[::2]
    seed._bulk(
        Learning,
        (
            Learning(person_id=who, course="code-of-conduct", began_at=clock.now(), touched_at=clock.now())
            for who in held
        ),
    )
    seed._bulk(Certificate, (
        Certificate(person_id=who, learning_id=learning, key="code-of-conduct", course="code-of-conduct",
                    name_words={}, course_words={}, number=f"CC-{who}", issued_at=clock.now(), issued_on=today)
        for who, learning in zip(held, ids(Learning), strict=True)
    ))  # fmt: skip
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("vacuum analyze")


def ids(model: type[Person] | type[Partner] | type[Learning]) -> list[int]:
    return list(model._default_manager.order_by("pk").values_list("pk", flat=True))


def stricter() -> Release:
    """The programme, but that it asks two people with the certificate."""
    files = dict(releases.current().files)
    name = next(name for name, text in files.items() if 'certificate = "code-of-conduct"' in text and "levels" in name)
    files[name] = files[name].replace("at_least = 1\n", "at_least = 2\n", 1)
    moment = clock.now() + dt.timedelta(days=30)
    digest = Pack(files).digest
    return Release(number=2, name="two", effective_from=moment, published_at=moment, digest=digest, files=files)


if __name__ == "__main__":
    main()
