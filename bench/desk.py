"""`python -m bench.desk`: the desk's list, a partner's page with five years of history, and the figures, at two sizes.

Each table behind them holds so many rows (`--rows`); a tenth of enrolments, registrations, requests and cases waits.
Milliseconds are those of a whole request without a network, the median of some; queries those of one. Runs on the
database of DATABASE_URL, which must be empty; without one, on a SQLite of its own. One size for each run.
"""

# ruff: noqa: E402  Django is set up before what needs it is read

from __future__ import annotations

import argparse
import datetime as dt
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from statistics import median
from typing import Any

parser = argparse.ArgumentParser(prog="python -m bench.desk", description=__doc__)
parser.add_argument("--rows", type=int, default=1000)
parser.add_argument("--times", type=int, default=15)
asked = parser.parse_args()
os.environ |= {"KANAAL_VAR": tempfile.mkdtemp(prefix="kanaal-bench-"), "DJANGO_SETTINGS_MODULE": "bench.settings"}

import django

django.setup()

from django.core.management import call_command
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kanaal.cases.models import Case
from kanaal.core import clock
from kanaal.core.dashboards import DASHBOARDS
from kanaal.core.models import Event
from kanaal.customers.models import Account
from kanaal.deals.models import Registration
from kanaal.helpdesk.models import Request
from kanaal.licensing.models import Agreement, Order
from kanaal.partners.models import Enrolment, Partner
from kanaal.people.models import Person
from kanaal.programme import releases
from kanaal.sales.models import Opportunity
from tests import world, world_licences

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
LEVELS, REGIONS = (world.ENTRY, world.CERTIFIED, world.GOLD, world.PLATINUM), ("emea", "americas", "apac")
EVENTS = {"sales.opportunity": 10, "deals.registration": 6, "cases.case": 6, "licensing.order": 4}
"""How much happens with each of them."""


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    world.published()
    vera, fill = world.vera(), Fill(asked.rows)
    began = time.monotonic()
    fill.everything()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    counts = f"{Event.objects.count():,} events, {fill.history:,} of them of the one partner"
    print(f"{connection.vendor}, {asked.rows:,} rows each, {counts}; filled in {time.monotonic() - began:.0f} s")
    browser, one = world.browser(vera), world.lindeboom().pk
    browser.defaults["HTTP_HOST"] = "localhost"
    with releases.steady():
        for name, address in addresses(one, browser):
            print(measured(browser, name, address))


def addresses(partner: int, browser: Client) -> Iterator[tuple[str, str]]:
    yield "work list", "/desk/"
    yield "work list, the tenth page", _tenth(browser)
    yield "work list, what is late", "/desk/?late=on"
    yield "work list, one region", "/desk/?region=apac"
    yield "work list, one queue", "/desk/?queue=registrations"
    yield "a partner with five years", f"/desk/partners/{partner}/"
    yield "of it, opportunities of a year", f"/desk/partners/{partner}/?strand=sales&year={clock.today().year - 2}"
    for key in DASHBOARDS:
        yield f"figures: {key}", f"/desk/figures/{key}/"


def _tenth(browser: Client) -> str:
    address = "/desk/"
    for _page in range(9):
        text = browser.get(address, secure=True).content.decode()
        address = "/desk/" + text.rpartition('href="?after=')[2].partition('"')[0].join(("?after=", ""))
    return address


def measured(browser: Client, name: str, address: str) -> str:
    answer = browser.get(address, secure=True)
    assert answer.status_code == 200, f"{address} answers {answer.status_code}"
    took = []
    for _time in range(asked.times):
        began = time.perf_counter()
        browser.get(address, secure=True)
        took.append(1000 * (time.perf_counter() - began))
    with CaptureQueriesContext(connection) as queries:
        browser.get(address, secure=True)
    return f"  {name:34} {len(queries):3} queries  {median(took):8.1f} ms"


class Fill:
    """So many rows of each kind, and one partner (Lindeboom) at which a lot has happened."""

    def __init__(self, rows: int) -> None:
        self.rows, self.now, self.history = rows, clock.now(), 0

    def everything(self) -> None:
        self.anna, self.mine = world.anna(), world.lindeboom()
        self.partners()
        self.account = Account.objects.create(number="AC-1", name="Klant", country="NL", made_at=self.now)
        self.enrolments()
        self.deals()
        self.helpdesk()
        self.licences()
        self.events()

    def partners(self) -> None:
        today = self.now.date()
        put(Partner, (
            Partner(
                number=f"B-{n}", name=f"Partner {n}", country="NL", region=REGIONS[n % 3], language="nl",
                level=LEVELS[n % 4], member_since=today - n % 1800 * DAY, term_ends=today + n % 360 * DAY,
            )
            for n in range(self.rows)
        ))  # fmt: skip
        self.ids = list(Partner.objects.order_by("pk").values_list("pk", flat=True))

    def enrolments(self) -> None:
        people = put(Person, (Person(email=f"a{n}@example.org", name=f"A {n}") for n in range(self.rows)))
        whose = list(Person.objects.filter(email__startswith="a", email__endswith="@example.org").order_by("pk"))
        assert people <= len(whose)
        put(Enrolment, (
            Enrolment(
                person=whose[n], state="declined" if n % 10 else "submitted", region=REGIONS[n % 3], country="NL",
                company_name=f"Bedrijf {n}", email=whose[n].email, began_at=self._then(n), touched_at=self._then(n),
                submitted_at=self._then(n), waiting_since=self._then(n), promised_at=self._then(n) + 4 * HOUR,
                decided_at=self._then(n) + 3 * HOUR if n % 10 else None,
            )
            for n in range(self.rows)
        ))  # fmt: skip

    def deals(self) -> None:
        put(Opportunity, (
            Opportunity(
                number=f"O-{n}", partner_id=self._partner(n), owner=self.anna, account=self.account, name=f"Kans {n}",
                state="open" if n % 2 else "lost", closed_at=None if n % 2 else self._then(n), stage="propose",
                deal_type="new", need="n", segment="s", amount=100 + n % 1000, currency="EUR",
                close_on=self.now.date() + n % 300 * DAY, made_at=self._then(n), touched_at=self._then(n),
            )
            for n in range(self.rows)
        ))  # fmt: skip
        of = list(Opportunity.objects.order_by("pk").values_list("pk", "partner_id"))
        put(Registration, (
            Registration(
                number=f"R-{n}", opportunity_id=pk, partner_id=partner, account=self.account, need="n",
                state="declined" if n % 10 else "submitted", region=REGIONS[n % 3], currency="EUR",
                began_at=self._then(n), submitted_at=self._then(n), waiting_since=self._then(n), decided_how="desk",
                promised_at=self._then(n) + 48 * HOUR, answered_in=3600 + n % 500,
            )
            for n, (pk, partner) in enumerate(of)
        ))  # fmt: skip

    def helpdesk(self) -> None:
        put(Request, (
            Request(
                number=f"H-{n}", kind="branch_domain", about_kind="partners.partner", about_id=self._partner(n),
                same_as=str(n), state="declined" if n % 10 else "open", asked_by=self.anna, asked_at=self._then(n),
                promised_at=self._then(n) + 8 * HOUR, decided_at=self._then(n) + HOUR if n % 10 else None,
            )
            for n in range(self.rows)
        ))  # fmt: skip
        put(Case, (
            Case(
                number=f"C-{n}", subject=f"Vraag {n}", category="other", queue="q", region=REGIONS[n % 3],
                language="nl", state="closed" if n % 10 else "new", partner_id=self._partner(n), asked_by=self.anna,
                asked_at=self._then(n), answer_by=self._then(n) + 8 * HOUR, solve_by=self._then(n) + 40 * HOUR,
                due_at=None if n % 10 else self._then(n) + 8 * HOUR, answered_at=self._then(n) + HOUR,
                token=f"{n:020}",
            )
            for n in range(self.rows)
        ))  # fmt: skip

    def licences(self) -> None:
        made = world_licences.agreement("Gemeente Waterrijk")
        distributor = world_licences.distributor()
        values = {f.attname: getattr(made, f.attname) for f in made._meta.concrete_fields if not f.primary_key}
        put(Agreement, (
            Agreement(**{
                **values, "number": f"V-{n}", "name": f"Klant {n}", "name_key": f"klant {n}", "licences": 5,
                "partner_id": self._partner(n), "contact_id": None, "renewal_value": 500,
                "anniversary": self.now.date() + n % 360 * DAY,
            })
            for n in range(self.rows)
        ))  # fmt: skip
        of = list(Agreement.objects.order_by("pk").values_list("pk", "partner_id"))
        put(Order, (
            Order(
                number=f"VO-{n}", agreement_id=pk, partner_id=partner, distributor=distributor, kind="new",
                state="answered", asked_at=self._then(n), currency="EUR",
            )
            for n, (pk, partner) in enumerate(of)
        ))  # fmt: skip

    def events(self) -> None:
        """Ten a row in all tables; every hundredth row is Lindeboom's."""
        put(Event, self._events())
        names = models.Q()
        for kind, model in (("sales.opportunity", Opportunity), ("deals.registration", Registration),
                            ("cases.case", Case), ("licensing.order", Order)):  # fmt: skip
            names |= models.Q(about_kind=kind, about_id__in=model.objects.filter(partner=self.mine).values("pk"))
        self.history = Event.objects.filter(names).count()

    def _events(self) -> Iterator[Event]:
        facts = {"sales.opportunity": "OpportunityStageMoved", "deals.registration": "RegistrationReminded",
                 "cases.case": "CaseAnswered", "licensing.order": "OrderConfirmed"}  # fmt: skip
        tables = {"sales.opportunity": Opportunity, "deals.registration": Registration, "cases.case": Case,
                  "licensing.order": Order}  # fmt: skip
        for kind, model in tables.items():
            for number, pk in enumerate(model._default_manager.order_by("pk").values_list("pk", flat=True)):
                for turn in range(EVENTS[kind]):
                    yield Event(
                        name=facts[kind], at=self._then(number) + turn * HOUR, about_kind=kind, about_id=pk,
                        data={"number": str(pk)}, actor_kind="person", actor_id=self.anna.pk, actor_role="contact:1",
                    )  # fmt: skip

    def _partner(self, n: int) -> int:
        """Of a large table some hundred are Lindeboom's, whatever its size: five years of a busy partner."""
        each = max(1, self.rows // 500)
        return self.mine.pk if n % each == 0 else self.ids[n % len(self.ids)]

    def _then(self, n: int) -> dt.datetime:
        """The rows lie in five years."""
        return self.now - (n * 7919 % 43_000) * HOUR


def put(model: type[models.Model], rows: Iterable[Any]) -> int:
    count, some = 0, []
    for row in rows:
        some.append(row)
        if len(some) == 2000:
            model._default_manager.bulk_create(some)
            count, some = count + len(some), []
    model._default_manager.bulk_create(some)
    return count + len(some)


if __name__ == "__main__":
    main()
