"""The demo's sales reports: Dirk's of last month has 240 lines. Three are bad, one has a customer's order number where
the distributor's own belongs, one went back; Elbkontor's came in English, and part of it waits for the dollar's rate.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from random import Random

from kanaal.catalogue.books import catalogue
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.customers.models import Account
from kanaal.distributors.models import Distributor
from kanaal.partners.models import Partner
from kanaal.people import roles
from kanaal.people.models import Person
from kanaal.sellthrough.actions.periods import lock_period
from kanaal.sellthrough.actions.rates import Rate, load_day_rates
from kanaal.sellthrough.actions.reports import report_nothing_sold, send_sales_report
from kanaal.sellthrough.models import SalesReport
from kanaal.sellthrough.periods import after, first_day, last_month
from kanaal.sellthrough.reading.store import take
from kanaal.sellthrough.work import read_report
from kanaal.site.world.distribution import COMPANIES, companies

SEED = 1911
LINES = 240
DUTCH = (
    "Verkoopdatum", "Lidnummer", "Reseller", "Order distributeur", "Inkooporder klant", "Artikelnummer", "Aantal",
    "Nettobedrag", "Valuta", "Eindklant", "Land", "Factuurregel", "Retour van",
)  # fmt: skip
ENGLISH = (
    "Invoice date", "Membership ID", "Partner", "Distributor order", "Customer PO", "Part number", "Qty", "Net amount",
    "Currency", "End customer", "Country", "Invoice line", "Return of",
)  # fmt: skip
CUSTOMERS_NUMBER = "DR-4471"
"""A customer's order number that stands where the distributor's own belongs: the deal was booked with both."""
Row = list[str]


def build(tell: Callable[[str], None]) -> None:
    """Once: a world that has reports is left as it is."""
    if SalesReport.objects.exists():
        return
    tell("reporting what distributors sold on")
    month = last_month(clock.today())
    found, chance = companies(), Random(SEED)  # noqa: S311 - no secret is made of it
    _rates(month)
    with clock.lived(dt.timedelta(days=34)):
        report_nothing_sold(found["elb"], month=after(month, -1), by=_acting("elb"))
    with clock.lived(dt.timedelta(hours=30)):
        _send(found["noord"], "noord", month, f"verkopen-{month}.csv", written(DUTCH, _dirks(month, chance), ";"))
    with clock.lived(dt.timedelta(hours=6)):
        _send(found["elb"], "elb", month, f"sell-through {month}.csv", written(ENGLISH, _silkes(month, chance), ","))
    lock_period(after(month, -8), reason="Books of the quarter closed.", by=_vera())


def _send(company: Distributor, key: str, month: str, called: str, data: bytes) -> None:
    sent = take([data])
    report = send_sales_report(company, month=month, called=called, sent=sent, by=_acting(key))
    read_report(report.pk)


def _dirks(month: str, chance: Random) -> list[Row]:
    """Two hundred and forty lines as an ERP in Utrecht writes them."""
    rows = _sales(month, chance, LINES - 2, "NL", "DN 26-{}", Decimal(1))
    rows[40][3], rows[40][4], rows[40][1] = CUSTOMERS_NUMBER, "", _lindeboom().number
    rows[41][3], rows[41][1], rows[41][9] = "DN 26-118840", _lindeboom().number, "Ingenieursgroep Dijkroth N.V."
    sold = rows[80]
    sold[6] = "6"
    back = [*sold]
    back[0], back[6], back[11], back[12] = _last_day(month), "-2", "CN-2291/1", sold[11]
    back[7] = f"{-Decimal(sold[7].replace(',', '.')) / 3:.2f}".replace(".", ",")
    unknown = [*rows[81]]
    unknown[1], unknown[2], unknown[11] = "", "De Vormgeverij Amersfoort", "F26-99001/1"
    rows += [back, unknown]
    rows[57][5] = rows[57][5].replace("0", "O", 1)
    rows[113][0] = f"31-02-{month[:4]}"
    rows[201][7] = "=G203*H1"
    return rows


def _silkes(month: str, chance: Random) -> list[Row]:
    """Some in dollars, whose rate of the last week is missing yet."""
    rows = _sales(month, chance, 60, "DE", "EK-{}", Decimal(1))
    for row in rows[::6]:
        row[8], row[7] = "USD", f"{Decimal(row[7].replace(',', '.')) * Decimal('1.08'):.2f}"
    for row in rows:
        row[7] = row[7].replace(",", ".")
    return rows


def _sales(month: str, chance: Random, many: int, country: str, order: str, factor: Decimal) -> list[Row]:
    sellers = list(
        Partner.objects.filter(country=country, state="active").order_by("pk").values_list("number", "name")[:60]
    )
    buyers = list(
        Account.objects.filter(country=country, owner=None).order_by("pk").values_list("name", flat=True)[:120]
    )
    skus = [one.sku for one in catalogue().products.values() if one.kind == "subscription"]
    first, rows = first_day(month), []
    for at in range(many):
        number, name = chance.choice(sellers)
        pieces = chance.choice((1, 1, 2, 3, 5, 5, 10, 12, 25))
        amount = Decimal(chance.randrange(9000, 71000)) / 100 * pieces * factor
        day = first + dt.timedelta(days=at * 28 // many)
        rows.append([
            f"{day:%d-%m-%Y}", number, name, order.format(130000 + at * 7),
            f"PO-{chance.randrange(1000, 9999)}" if at % 3 == 0 else "",
            chance.choice(skus), str(pieces), f"{amount:.2f}".replace(".", ","), "EUR", chance.choice(buyers), country,
            f"F26-{20000 + at // 3}/{at % 3 + 1}", "",
        ])  # fmt: skip
    return rows


def _rates(month: str) -> None:
    """The dollar and the pound on working days, up to a week before the month's end."""
    first = first_day(after(month, -2))
    days = [first + dt.timedelta(days=at) for at in range(82)]
    chance = Random(SEED + 1)  # noqa: S311 - no secret is made of it
    rates = [
        Rate(day, code, "EUR", Decimal(str(round(around + chance.uniform(-0.01, 0.01), 4))))
        for day in days
        if day.weekday() < 5 and day < clock.today()
        for code, around in (("USD", 1.08), ("GBP", 0.86))
    ]
    load_day_rates(rates, by=_vera())


def written(heading: Sequence[str], rows: Sequence[Row], separator: str) -> bytes:
    """A table as a distributor's system saves it."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=separator)
    table.writerow(heading)
    table.writerows(rows)
    return out.getvalue().encode("utf-8")


def _last_day(month: str) -> str:
    return f"{first_day(after(month)) - dt.timedelta(days=1):%d-%m-%Y}"


def _lindeboom() -> Partner:
    return Partner.objects.get(name="Lindeboom Digitaal")


def _acting(key: str) -> Actor:
    person = Person.objects.get(email=COMPANIES[key][1])
    role = next(role for role in roles.roles_of(person.pk) if role.kind == "distributor")
    return Actor("person", person.pk, str(person), person.email, role)


def _vera() -> Actor:
    from kanaal.site.world.build import acting  # noqa: PLC0415 - it calls this file
    from kanaal.site.world.cast import person  # noqa: PLC0415 - as above

    return acting(Person.objects.get(email=person("vera").email))
