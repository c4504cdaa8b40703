"""`python -m bench.console`: the Reseller Console of one reseller with many customers, beside the same rows asked raw.

Each size has an installation of its own, with twice as many customers of other resellers beside the reader's. Pages,
the bare view and the raw query are asked in turns, in one process, so that whatever the machine does beside us it does
to all; the figures are medians of the time that passed, database included. `--rows 500,5000,50000` says the sizes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import html
import json
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from bench.installation import Installation, database
from bench.report import table

ROUNDS = 60
READER = "reseller@bench-partner.nl"
HOME = "/reselling/"
PAGES = {
    "home: dashboards and list": HOME,
    "list, all": f"{HOME}?list=all",
    "list, all, managed by me": f"{HOME}?list=all&who=me",
    "list, by anniversary": f"{HOME}?list=all&sort=anniversary",
    "list, payment required": f"{HOME}?list=payment-required",
    "list, past due": f"{HOME}?list=past-due",
    "list, ready for renewal": f"{HOME}?list=ready",
    "list, pending requests": f"{HOME}?list=pending",
    "list, upcoming renewals": f"{HOME}?list=upcoming",
    "list, no products": f"{HOME}?list=no-products",
    "search, order number": f"{HOME}?q=VO-100017",
    "search, administrator": f"{HOME}?q=admin17@klant-17.nl",
    "search, a rare name": f"{HOME}?q=kwartel+17",
    "search, a name that many have": f"{HOME}?q=klant",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.console", description=__doc__)
    parser.add_argument("--rows", default="500,5000,50000")
    parser.add_argument("--inside", type=int, default=0, help="fill and measure the database of the environment")
    asked = parser.parse_args()
    if asked.inside:
        print(json.dumps(inside(asked.inside)))
        return
    sizes = [int(size) for size in asked.rows.split(",")]
    with tempfile.TemporaryDirectory(prefix="kanaal-bench-") as folder:
        found = [_measure(Path(folder), rows) for rows in sizes]
    print(shown(sizes, found))


def _measure(folder: Path, rows: int) -> dict[str, Any]:
    with database(f"bench_console_{rows}") as url:
        place = Installation(folder / f"console-{rows}", url)
        place.prepare(0)
        said: dict[str, Any] = json.loads(place.run("-m", "bench.console", "--inside", str(rows)).splitlines()[-1])
        return said


def shown(sizes: list[int], found: list[dict[str, Any]]) -> str:
    head = ("ms, median, with the database", *(f"{rows:,} customers" for rows in sizes), "queries")
    lines = [head]
    lines += [
        (name, *(f"{one[name]['ms']:.2f}" for one in found), str(found[-1][name]["queries"])) for name in found[0]
    ]
    return table(lines)


def inside(rows: int) -> dict[str, Any]:
    """Fill the tables, sign the reseller in, ask each page, the bare view and the raw query in turns."""
    import django  # noqa: PLC0415 - only here, where the environment names a database

    django.setup()
    from django.db import connection  # noqa: PLC0415 - as above
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from bench.sales import _page  # noqa: PLC0415

    browser, partner, reader = fill(rows)
    asks: dict[str, Callable[[], object]] = {name: _page(browser, url) for name, url in PAGES.items()}
    if found := deep(browser):
        asks["list, all, tenth page"] = _page(browser, found)
    asks |= bare(partner, reader)
    times: dict[str, list[float]] = {name: [] for name in asks}
    for _round in range(ROUNDS):
        for name, ask in asks.items():
            began = time.perf_counter()
            ask()
            times[name].append((time.perf_counter() - began) * 1000)
    measured = {}
    for name, ask in asks.items():
        with CaptureQueriesContext(connection) as queries:
            ask()
        measured[name] = {"ms": median(times[name][5:]), "queries": len(queries)}
    return measured


def deep(browser: Any) -> str:
    """The address of the tenth page of all customers; empty where there are not so many."""
    address = f"{HOME}?list=all"
    for _page_number in range(9):
        following = re.search(r'href="(\?[^"]*after=[^"]*)"', browser.get(address).content.decode())
        if following is None:
            return ""
        address = HOME + html.unescape(following[1])
    return address


def bare(partner: int, reader: int) -> dict[str, Callable[[], object]]:
    """The floor: fifty rows as JSON by one query of Django's, and the same by the driver alone."""
    from django.db import connection  # noqa: PLC0415 - Django is set up only now
    from django.http import JsonResponse  # noqa: PLC0415

    from kanaal.licensing.models import Agreement  # noqa: PLC0415

    def view() -> object:
        mine = Agreement.objects.filter(partner_id=partner, state="live").order_by("name_key", "id")
        columns = ("number", "name", "town", "licences", "anniversary", "contact__name")
        return JsonResponse({"rows": list(mine.values(*columns)[:50])})

    def raw() -> object:
        with connection.cursor() as cursor:
            cursor.execute(
                "select number, name, town, licences, anniversary from licensing_agreement"
                " where partner_id = %s and state = 'live' order by name_key, id limit 51",
                [partner],
            )
            return cursor.fetchall()

    return {"bare view: fifty rows as JSON": view, "raw query: fifty rows": raw}


def fill(rows: int) -> tuple[Any, int, int]:
    """`rows` customers of the reader's company, twice as many of others'; answers the browser, company and reader."""
    from django.test import Client  # noqa: PLC0415 - Django is set up only now

    from bench import seed  # noqa: PLC0415
    from bench.sales import _settle  # noqa: PLC0415
    from kanaal.core import clock  # noqa: PLC0415
    from kanaal.customers.models import Account  # noqa: PLC0415
    from kanaal.licensing import models  # noqa: PLC0415
    from kanaal.partners.models import Contact, Partner  # noqa: PLC0415
    from kanaal.people.models import Person  # noqa: PLC0415

    seed._bulk(Partner, seed._partners(20))
    Partner.objects.update(level="gold", region="emea", country="NL")
    partners = list(Partner.objects.order_by("pk").values_list("pk", flat=True))
    reader = Person.objects.create_user(READER, name="Reseller")
    mine = Contact.objects.create(
        partner_id=partners[0], person=reader, email=READER, name="Reseller", kind="primary", since=clock.today(),
    )  # fmt: skip
    now = clock.now()
    seed._bulk(Account, (Account(number=f"A-{n}", name=f"Klant {n}", country="NL", made_at=now) for n in range(500)))
    accounts = list(Account.objects.order_by("pk").values_list("pk", flat=True))
    seed._bulk(models.Agreement, _agreements(rows, partners, accounts, mine.pk))
    ids = list(models.Agreement.objects.filter(partner_id=partners[0]).order_by("pk").values_list("pk", flat=True))
    seed._bulk(Person, (Person(email=f"admin{n}@klant-{n}.nl", name=f"Admin {n}") for n in range(len(ids))))
    people = Person.objects.exclude(pk=reader.pk).order_by("pk").values_list("pk", "email")
    seed._bulk(models.Administrator, _administrators(ids, list(people)))
    seed._bulk(models.Order, _orders(ids, partners[0]))
    seed._bulk(models.CustomerInvitation, _invitations(rows // 50, partners[0], mine.pk))
    _settle()
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(reader, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser, partners[0], reader.pk


def _agreements(rows: int, partners: list[int], accounts: list[int], contact: int) -> Iterator[Any]:
    """Over the year; of a hundred five without licences, two to be ordered, one overdue, three past due or renewed."""
    from kanaal.core import clock  # noqa: PLC0415 - Django is set up only now
    from kanaal.licensing import columns  # noqa: PLC0415
    from kanaal.licensing.models import Agreement  # noqa: PLC0415
    from kanaal.licensing.policy import AgreementTermsPolicy  # noqa: PLC0415
    from kanaal.licensing.rules.facts import Addition, Part  # noqa: PLC0415
    from kanaal.licensing.rules.facts import Agreement as Facts  # noqa: PLC0415
    from kanaal.programme import releases  # noqa: PLC0415
    from kanaal.programme.policies import policy  # noqa: PLC0415

    release, today, now = releases.current().pk, clock.today("Europe/Amsterdam"), clock.now()
    terms = policy(AgreementTermsPolicy).get("vip").rules
    known: dict[tuple[int, str], dict[str, Any]] = {}

    def kept(made: Agreement, age: int, kind: str) -> dict[str, Any]:
        """The columns, computed once for each age and kind."""
        if (age, kind) not in known:
            began = today - dt.timedelta(days=age)
            orders = () if kind == "open" else (Part(began, 12, "O"),)
            facts = Facts(began, (Addition("PA", "CC-01-T12", 12, began, orders),)) if kind != "none" else None
            columns.fill(made, facts, terms, today)
            known[age, kind] = {name: getattr(made, name) for name in columns.KEPT}
        return known[age, kind]

    for n in range(3 * rows):
        kind = "none" if n % 20 == 0 else "open" if n % 33 == 0 else "ordered"
        age = n * 7 % 45 if kind == "open" else n * 7 % 394
        name = f"Klant {n}" if n % 100 else f"Kwartel {n // 100} klant"
        made = Agreement(
            number=f"VIP-{n:07d}", terms="vip", release_id=release, name=name, name_key=name.lower(),
            account_id=accounts[n % len(accounts)], segment="com", country="NL", street="Straat 1", town="Utrecht",
            region="emea", currency="EUR", zone="Europe/Amsterdam", language="nl",
            partner_id=partners[0] if n % 3 == 0 else partners[1 + n % 19], contact_id=contact if n % 12 == 0 else None,
            accepted_at=now, begins=None if kind == "none" else today - dt.timedelta(days=age),
        )  # fmt: skip
        for column, value in kept(made, age, kind).items():
            setattr(made, column, value)
        yield made


def _administrators(ids: list[int], people: list[tuple[int, str]]) -> Iterator[Any]:
    from kanaal.core import clock  # noqa: PLC0415 - Django is set up only now
    from kanaal.licensing.models import Administrator  # noqa: PLC0415

    for agreement, (person, email) in zip(ids, people, strict=False):
        yield Administrator(
            agreement_id=agreement, person_id=person, email=email, primary=True, since=clock.today(),
        )  # fmt: skip


def _orders(ids: list[int], partner: int) -> Iterator[Any]:
    from kanaal.core import clock  # noqa: PLC0415 - Django is set up only now
    from kanaal.distributors.models import Distributor  # noqa: PLC0415
    from kanaal.licensing.models import Order  # noqa: PLC0415

    seller = Distributor.objects.create(
        number="DI-1", name="Distri", country="NL", regions=["emea"], language="nl", since=clock.today()
    )
    for n, agreement in enumerate(ids):
        yield Order(
            number=f"VO-{100_000 + n}", agreement_id=agreement, partner_id=partner, distributor=seller, kind="new",
            state="answered", currency="EUR", asked_at=clock.now(), reference=f"PO {n}",
        )  # fmt: skip


def _invitations(many: int, partner: int, contact: int) -> Iterator[Any]:
    from kanaal.core import clock  # noqa: PLC0415 - Django is set up only now
    from kanaal.licensing.models import CustomerInvitation  # noqa: PLC0415

    for n in range(many):
        yield CustomerInvitation(
            number=f"VI-{n:06d}", terms="vip", partner_id=partner, contact_id=contact, name=f"Nieuw {n}",
            name_key=f"nieuw {n}", segment="com", country="NL", town="Delft", email=f"n{n}@nieuw-{n}.nl", language="nl",
            until=clock.today() + dt.timedelta(days=n % 30), made_at=clock.now(), sent_at=clock.now(),
        )  # fmt: skip


if __name__ == "__main__":
    main()
