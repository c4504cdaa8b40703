"""`python -m bench.sales`: the list of one owner's opportunities among many of others', beside a view that only asks.

Each size has an installation of its own. Page and bare view are asked in turns, in one process, so that whatever the
machine does beside us it does to both; the figures are medians. `--rows 10000,100000,1000000` says the sizes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

from bench.installation import Installation, database
from bench.report import table

OWNED, ROUNDS = 400, 60
READER = "seller@bench-partner.nl"
LIST = "/sales/opportunities/"
PAGES = {
    "list, newest": LIST,
    "list, by amount": f"{LIST}?sort=-amount",
    "list, open": f"{LIST}?state=open",
    "list, protection ends soon": f"{LIST}?only=soon",
    "list, words": f"{LIST}?q=deal%2017",
    "home": "/sales/",
    "forecast": "/sales/forecast/",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.sales", description=__doc__)
    parser.add_argument("--rows", default="10000,100000,1000000")
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
    with database(f"bench_sales_{rows}") as url:
        place = Installation(folder / f"sales-{rows}", url)
        place.prepare(0)
        said: dict[str, Any] = json.loads(place.run("-m", "bench.sales", "--inside", str(rows)).splitlines()[-1])
        return said


def shown(sizes: list[int], found: list[dict[str, Any]]) -> str:
    head = ("ms of CPU, median (on SQLite with the database)", *(f"{rows:,} rows" for rows in sizes), "queries")
    lines = [head]
    lines += [
        (name, *(f"{one[name]['ms']:.1f}" for one in found), str(found[-1][name]["queries"])) for name in found[0]
    ]
    return table(lines)


def inside(rows: int) -> dict[str, Any]:
    """Fill the tables, sign the owner in, ask each page and the bare view in turns."""
    import django  # noqa: PLC0415 - only here, where the environment names a database

    django.setup()
    from django.db import connection  # noqa: PLC0415 - as above
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    browser, bare = fill(rows)
    asks: dict[str, Callable[[], object]] = {name: _page(browser, url) for name, url in PAGES.items()}
    asks["bare view: fifty rows as JSON"] = bare
    times: dict[str, list[float]] = {name: [] for name in asks}
    for _round in range(ROUNDS):
        for name, ask in asks.items():
            began = time.process_time()
            ask()
            times[name].append((time.process_time() - began) * 1000)
    found = {}
    for name, ask in asks.items():
        with CaptureQueriesContext(connection) as queries:
            ask()
        found[name] = {"ms": median(times[name][5:]), "queries": len(queries)}
    return found


def _page(browser: Any, url: str) -> Callable[[], object]:
    def ask() -> None:
        answer = browser.get(url)
        assert answer.status_code == 200, f"{url} answered {answer.status_code}"

    return ask


def fill(rows: int) -> tuple[Any, Callable[[], object]]:
    """`rows` opportunities, four hundred to an owner; answers the browser of one owner, and the bare view of theirs."""
    from django.http import JsonResponse  # noqa: PLC0415 - Django is set up only now
    from django.test import Client  # noqa: PLC0415

    from bench import seed  # noqa: PLC0415
    from kanaal.core import clock  # noqa: PLC0415
    from kanaal.customers.models import Account  # noqa: PLC0415
    from kanaal.partners.models import Contact, Partner  # noqa: PLC0415
    from kanaal.people.models import Person  # noqa: PLC0415
    from kanaal.sales.models import Opportunity  # noqa: PLC0415

    owners = max(1, rows // OWNED)
    seed._bulk(Partner, seed._partners(max(20, owners // 5)))
    Partner.objects.update(level="gold", region="emea", country="NL")
    partners = list(Partner.objects.order_by("pk").values_list("pk", flat=True))
    seed._bulk(Person, (Person(email=f"o{n}@firma.nl", name=f"Owner {n}") for n in range(owners - 1)))
    reader = Person.objects.create_user(READER, name="Seller")
    people = [reader.pk, *Person.objects.exclude(pk=reader.pk).order_by("pk").values_list("pk", flat=True)]
    mine = Contact.objects.create(
        partner_id=partners[0], person=reader, email=READER, name="Seller", kind="secondary", since=clock.today(),
        seat_since=clock.now(),
    )  # fmt: skip
    now = clock.now()
    seed._bulk(Account, (Account(number=f"A-{n}", name=f"Klant {n}", country="NL", made_at=now) for n in range(500)))
    accounts = list(Account.objects.order_by("pk").values_list("pk", flat=True))
    seed._bulk(Opportunity, _opportunities(rows, people, partners, accounts))
    _settle()
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(reader, backend="allauth.account.auth_backends.AuthenticationBackend")

    def bare() -> object:
        found = Opportunity.objects.filter(partner_id=mine.partner_id, owner=reader).order_by("-id")
        return JsonResponse({"rows": list(found.values("number", "name", "account__name", "amount", "close_on")[:50])})

    return browser, bare


def _settle() -> None:
    from django.db import connection  # noqa: PLC0415 - Django is set up only now

    with connection.cursor() as cursor:
        cursor.execute("analyze")


def _opportunities(rows: int, people: list[int], partners: list[int], accounts: list[int]) -> Iterator[Any]:
    """Shuffled over the owners, as they come in real life; one in four closed, one in five protected."""
    from kanaal.core import clock  # noqa: PLC0415 - Django is set up only now
    from kanaal.programme.policies import policy  # noqa: PLC0415
    from kanaal.sales.models import Opportunity  # noqa: PLC0415
    from kanaal.sales.policy import StagesPolicy  # noqa: PLC0415

    now, today = clock.now(), clock.today()
    stages = [stage.key for stage in policy(StagesPolicy).stages]
    for n in range(rows):
        owner, closed = n % len(people), n // len(people) % 4 == 0
        yield Opportunity(
            number=f"B-{n:07d}",
            partner_id=partners[owner % len(partners)],
            owner_id=people[owner],
            account_id=accounts[n % len(accounts)],
            name=f"Deal {n}",
            state="lost" if closed else "open",
            closed_at=now if closed else None,
            stage=stages[n // 7 % len(stages)],
            deal_type="new-business",
            need="new-users",
            segment="com",
            families=["acrobat"],
            amount=Decimal(1000 + n * 37 % 90_000),
            currency="EUR",
            close_on=today + dt.timedelta(days=n // len(people) % 300 - 20),
            made_at=now,
            touched_at=now,
            protected_until=today + dt.timedelta(days=n % 90) if n // len(people) % 5 == 0 and not closed else None,
        )


if __name__ == "__main__":
    main()
