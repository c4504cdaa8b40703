"""`python -m bench.deals`: registering deals end to end, and the bare inserts of the same rows beside it.

End to end is what handing in does in one transaction: locks, permission, likeness of customers, conflicts, rules, the
content and its hash, facts, a signed receipt, a mail. Runs on the database of DATABASE_URL, which must be empty;
without one, on a SQLite of its own.
"""

# ruff: noqa: E402  Django is set up before what needs it is read

from __future__ import annotations

import argparse
import os
import tempfile
import time

parser = argparse.ArgumentParser(prog="python -m bench.deals", description=__doc__)
parser.add_argument("--deals", type=int, default=200, help="registered in each round")
parser.add_argument("--accounts", type=int, default=2000, help="customers that are there")
parser.add_argument("--rounds", type=int, default=5)
asked = parser.parse_args()
os.environ |= {"KANAAL_VAR": tempfile.mkdtemp(prefix="kanaal-bench-"), "DJANGO_SETTINGS_MODULE": "bench.settings"}

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.customers import rules
from kanaal.customers.finding import rebuild
from kanaal.customers.models import Account, AccountName
from kanaal.deals.actions.registering import begin_registration, submit_registration
from kanaal.deals.models import Registration, RegistrationFamily, RegistrationReceipt
from kanaal.programme import releases
from kanaal.sales.models import Opportunity
from tests import world, world_deals, world_sales

FIRST = ("Noord", "Zuid", "Water", "Berg", "Veen", "Duin", "Kust", "Woud", "Heide", "Dal")
SECOND = ("werf", "huis", "school", "markt", "haven", "molen", "poort", "brug", "tuin", "stad")


def main() -> None:
    call_command("migrate", verbosity=0)
    world.published()
    bo = world_sales.seated(world.bo())
    by = world.actor(bo)
    accounts = fill()
    ends, bares = [], []
    for number in range(asked.rounds):
        some = accounts[number * asked.deals : (number + 1) * asked.deals]
        drafts = [draft(account, by) for account in some]
        ends.append(timed(drafts, by))
        bares.append(inserted(drafts))
    best, floor = min(ends), min(bares)
    approved = Registration.objects.filter(state="approved", submitted_by=bo).count()
    print(f"{connection.vendor}: {asked.accounts:,} customers; best of {asked.rounds} rounds of {asked.deals} deals")
    each = 1000 * best / asked.deals
    print(f"handed in and decided: {asked.deals / best:,.0f}/s, {each:.1f} ms each; {approved} approved")
    print(f"bare inserts of the same rows: {asked.deals / floor:,.0f}/s, so {best / floor:.0f} times")


def fill() -> list[Account]:
    """Customers with names of two words and a number, so that each has some that are a little like it."""
    now = clock.now()
    names = [f"{FIRST[n % 10]}{SECOND[n // 10 % 10]} {n}" for n in range(asked.accounts)]
    Account.objects.bulk_create(
        [
            Account(number=f"AC-9{n:07}", name=name, country="NL", town="Utrecht", made_at=now)
            for n, name in enumerate(names)
        ]
    )
    made = list(Account.objects.order_by("pk"))
    AccountName.objects.bulk_create(
        [AccountName(account=one, name=one.name, kind="legal", key=rules.key_of(one.name)) for one in made]
    )
    rebuild()
    return made


def draft(account: Account, by: Actor) -> Registration:
    deal = world_sales.opportunity(world.bo(), account=account)
    Opportunity.objects.filter(pk=deal.pk).update(evidence=world_deals.ANSWERS)
    deal.refresh_from_db()
    return begin_registration(deal, by=by)


def timed(drafts: list[Registration], by: Actor) -> float:
    began = time.monotonic()
    with releases.steady():
        for one in drafts:
            submit_registration(one, by=by)
    return time.monotonic() - began


def inserted(drafts: list[Registration]) -> float:
    """What is left of it in this module's tables: a registration, its family, its receipt; a transaction each."""
    rows = [Registration.objects.get(pk=one.pk) for one in drafts]
    texts = [one.receipts.get() for one in rows]
    for one in rows:
        one.pk, one.number, one.state = None, f"B{one.number}", "declined"
    began = time.monotonic()
    for one, text in zip(rows, texts, strict=True):
        with transaction.atomic():
            one.save(force_insert=True)
            RegistrationFamily.objects.create(registration=one, family="acrobat")
            RegistrationReceipt.objects.create(
                registration=one, at=text.at, decision=text.decision, statement=text.statement,
                signature=text.signature, key=text.key,
            )  # fmt: skip
    return time.monotonic() - began


if __name__ == "__main__":
    main()
