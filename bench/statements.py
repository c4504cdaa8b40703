"""`python -m bench.statements`: a partner's pages of rebates with five years of history: questions and milliseconds.

    .venv/bin/python -m bench.statements                                                        # SQLite
    tools/with_postgres.sh .venv/bin/python -m bench.statements --lines 400000

Twenty quarters are computed, proposed and approved one after the other, by real actions; the running one has
a forecast. Each page is asked thirty times; the median counts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import statistics
import tempfile
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kanaal.site.settings")
os.environ.setdefault("KANAAL_VAR", tempfile.mkdtemp(prefix="kanaal-bench-"))
os.environ.setdefault("KANAAL_CLOCK_MOVABLE", "1")
os.environ.setdefault("KANAAL_DEBUG", "1")

from bench.rebates import fill, said, timed

FIRST, QUARTERS, TURNS = dt.date(2024, 1, 1), 21, 30


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.statements", description=__doc__)
    parser.add_argument("--lines", type=int, default=40_000)
    parser.add_argument("--partners", type=int, default=100)
    asked = parser.parse_args()

    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    settings.ALLOWED_HOSTS, settings.DEBUG = ["*"], False
    call_command("migrate", verbosity=0)
    said("filling", timed(lambda: fill(asked.lines, asked.partners * 20, asked.partners)))
    said("twenty cycles approved, one running", timed(history))
    measure()


def history() -> None:
    """The lines lie in twenty-one quarters; all but the last of them are approved."""
    from django.db.models import F  # noqa: PLC0415

    from kanaal.core import clock  # noqa: PLC0415
    from kanaal.rebates.actions.cycles import approve_cycle, compute_cycle, open_cycle, propose_cycle  # noqa: PLC0415
    from kanaal.rebates.rules.periods import later  # noqa: PLC0415
    from kanaal.sellthrough.models import SaleLine, month_of  # noqa: PLC0415

    days = [later(FIRST, 3 * quarter) + dt.timedelta(days=20) for quarter in range(QUARTERS)]
    lines = SaleLine.objects.annotate(place=F("line") % QUARTERS, late=F("line") / 1_000_000_000)
    for quarter, day in enumerate(days):
        mine = lines.filter(place=quarter, quantity__gt=0)
        mine.update(sold_on=day, period=month_of(day))
        SaleLine.objects.filter(corrects__in=mine).update(sold_on=day, period=month_of(day))
    clock.forward(dt.datetime.combine(days[-1], dt.time(12), dt.UTC) - clock.now())
    vera, finn = _staff("vera", "manager"), _staff("finn", "finance")
    for day in days[:-1]:
        cycle = compute_cycle(open_cycle("emea", day))
        approve_cycle(propose_cycle(cycle, by=vera), by=finn)
    compute_cycle(open_cycle("emea", days[-1]))


def _staff(name: str, kind: str) -> Any:
    from kanaal.core.actors import Actor  # noqa: PLC0415
    from kanaal.people import roles  # noqa: PLC0415
    from kanaal.people.models import Person, StaffRole  # noqa: PLC0415

    person = Person.objects.create_user(f"{name}@bench.example", "x", name=name, language="en")
    StaffRole.objects.create(person=person, kind=kind)
    return Actor("person", person.pk, name, person.email, roles.roles_of(person.pk)[0])


def measure() -> None:
    from django.test import Client  # noqa: PLC0415

    from kanaal.partners.models import Contact, Partner  # noqa: PLC0415
    from kanaal.people.models import Person  # noqa: PLC0415
    from kanaal.rebates.models import Entry, Statement  # noqa: PLC0415

    partner = Partner.objects.get(number="CP-500001")  # of the first none matches
    anna = Person.objects.create_user("anna@bench.example", "x", name="Anna", language="en")
    Contact.objects.create(partner=partner, person=anna, email=anna.email, name="Anna", kind="primary", since=FIRST)
    client = Client()
    client.force_login(anna, backend="allauth.account.auth_backends.AuthenticationBackend")
    statement = Statement.objects.filter(partner=partner).exclude(number="").latest("pk")
    entry = Entry.objects.filter(partner=partner, cycle=statement.cycle, kind="earned").earliest("pk")
    print(
        f"{Statement.objects.count():,} statements, {Entry.objects.count():,} entries; {statement.entries} in the last"
    )
    for what, url in (
        ("what the company earns", "/rebates/"), ("a statement", f"/rebates/statements/{statement.number}/"),
        ("why an amount", f"/rebates/lines/{entry.pk}/"), ("as CSV", f"/rebates/statements/{statement.number}/csv/"),
        ("as PDF", f"/rebates/statements/{statement.number}/pdf/"),
    ):  # fmt: skip
        ask(client, what, url)


def ask(client: Any, what: str, url: str) -> None:
    from django.db import connection  # noqa: PLC0415

    answered = client.get(url)
    assert answered.status_code == 200, (url, answered.status_code)
    asked: list[object] = []

    def count(execute: Any, sql: object, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        b"".join(client.get(url))
    spent = statistics.median(timed(lambda: b"".join(client.get(url))) for _turn in range(TURNS))
    print(f"{what}: {len(asked)} questions, {spent * 1000:.1f} ms")


if __name__ == "__main__":
    main()
