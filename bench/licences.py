"""`python -m bench.licences`: orders placed end to end, and the bare inserts of the same rows beside it.

End to end is what asking a distributor does in one transaction: lock, permission, every fact of the agreement, what of
its authorisations is open and in no other order, prices at the customer's level, the order and its lines, a fact, the
distributor's mail. Runs on the database of DATABASE_URL, which must be empty; without one, on a SQLite of its own.
"""

# ruff: noqa: E402  Django is set up before what needs it is read

from __future__ import annotations

import argparse
import os
import tempfile
import time

parser = argparse.ArgumentParser(prog="python -m bench.licences", description=__doc__)
parser.add_argument("--orders", type=int, default=200, help="placed in each round, each for another agreement")
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--additions", type=int, default=6, help="of each agreement, half of them ordered")
asked = parser.parse_args()
os.environ |= {"KANAAL_VAR": tempfile.mkdtemp(prefix="kanaal-bench-"), "DJANGO_SETTINGS_MODULE": "bench.settings"}

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction

from kanaal.core import clock, numbers
from kanaal.core.actors import Actor
from kanaal.core.models import Event, Mail
from kanaal.core.tasks import deliver_mail
from kanaal.distributors.models import Distributor
from kanaal.licensing.actions.ordering import order_licences
from kanaal.licensing.models import Agreement, Order, OrderLine
from kanaal.programme import releases
from tests import world, world_licences, world_sales

LINES = 2


def main() -> None:
    call_command("migrate", verbosity=0)
    world.published()
    by, distributor = world.actor(world.anna()), world_licences.distributor()
    world_licences.dirk()
    agreements = fill()
    whole, bare = [], []
    for _ in range(asked.rounds):
        whole.append(placed(agreements, distributor, by))
        bare.append(inserted(agreements, distributor, by))
        Order.objects.filter(state="asked").delete()
    best, floor = min(whole), min(bare)
    print(f"{connection.vendor}: best of {asked.rounds} rounds of {asked.orders} orders, {LINES} lines each")
    print(f"placed with all checks: {asked.orders / best:,.0f}/s, {1000 * best / asked.orders:.1f} ms each")
    print(f"bare inserts of the same rows: {asked.orders / floor:,.0f}/s, so {best / floor:.1f} times")


def fill() -> list[tuple[Agreement, dict[str, int]]]:
    """Agreements with some additions, and what of them is ordered."""
    found = []
    for n in range(asked.orders):
        made = world_licences.agreement(f"Klant {n}", number=f"VIP-8{n:05}", account=world_sales.customer())
        parts = [
            world_licences.add(made, 10, ago=20, ordered=10 if place % 2 else 0) for place in range(asked.additions)
        ]
        found.append((made, {one.number: 3 for one in parts[::2][:LINES]}))
    Order.objects.filter(state="asked").delete()
    return found


def placed(agreements: list[tuple[Agreement, dict[str, int]]], distributor: Distributor, by: Actor) -> float:
    began = time.monotonic()
    with releases.steady():
        for agreement, wanted in agreements:
            order_licences(agreement, wanted=wanted, distributor=distributor, reference="PO-1", by=by)
    return time.monotonic() - began


def inserted(agreements: list[tuple[Agreement, dict[str, int]]], distributor: Distributor, by: Actor) -> float:
    """What is left of it: a number, an order, its lines, the fact, the mail and its delivery; a transaction each."""
    line = OrderLine.objects.filter(order__state="asked").latest("pk")
    fact, mail = Event.objects.latest("pk"), Mail.objects.latest("pk")
    began = time.monotonic()
    for place, (agreement, wanted) in enumerate(agreements):
        with transaction.atomic():
            number = numbers.next_number("bare", "B")
            order = Order.objects.create(
                number=number, agreement=agreement, partner_id=agreement.partner_id, distributor=distributor,
                kind="new", reference="PO-1", currency="EUR", asked_at=clock.now(), asked_by_id=by.person_id,
            )  # fmt: skip
            OrderLine.objects.bulk_create(
                OrderLine(
                    order=order, position=n, sku=line.sku, quantity=quantity, price=line.price, amount=line.amount
                )
                for n, quantity in enumerate(wanted.values(), 1)
            )
            fact.pk, fact.about_id = None, order.pk
            fact.save(force_insert=True)
            mail.pk, mail.message_id = None, f"<{number}.{place}@bench>"
            mail.save(force_insert=True)
            deliver_mail.enqueue(mail.pk)
    return time.monotonic() - began


if __name__ == "__main__":
    main()
