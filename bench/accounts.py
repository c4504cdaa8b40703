"""`python -m bench.accounts ROWS`: fill the database of the environment with accounts, then index them; prints JSON.

Half of the invented accounts are partners' own: who searches as one of them passes over all the others'.
"""

# ruff: noqa: E402  Django is set up before what needs it is read

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from itertools import islice
from random import Random

import django

django.setup()

from django.db import connection

from bench import seed
from bench.crowd import Member, crowd
from kanaal.core import clock
from kanaal.customers import finding, rules
from kanaal.customers.models import Account, AccountName
from kanaal.partners.models import Partner

PARTNERS, AT_ONCE = 40, 20_000


def main(rows: int) -> None:
    """Fill in a process of its own, so that the memory of indexing is its own."""
    if not (child := os.fork()):
        fill(rows)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert status == 0
    before, began = stored(), time.perf_counter()
    finding.rebuild()
    built = time.perf_counter() - began
    settle()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"rows": rows, "build": built, "peak": peak, "index": stored() - before}))


def fill(rows: int) -> None:
    """Accounts with a name each; the real ones shared, half of the others some partner's own."""
    seed._bulk(Partner, seed._partners(PARTNERS))
    partners = list(Partner.objects.order_by("pk").values_list("pk", flat=True))
    chance, members = Random(7), enumerate(crowd(rows), 1)
    while some := list(islice(members, AT_ONCE)):
        seed._bulk(Account, (_account(number, member, partners, chance) for number, member in some))
        first, last = (f"A-{some[at][0]:08d}" for at in (0, -1))
        made = list(Account.objects.filter(number__gte=first, number__lte=last).values_list("pk", "name"))
        seed._bulk(AccountName, _names(made))
    settle()


def _account(number: int, member: Member, partners: list[int], chance: Random) -> Account:
    owner = None if member.real or chance.random() < 0.5 else chance.choice(partners)
    return Account(number=f"A-{number:08d}", name=member.name, country=member.country, town=member.town,
                   owner_id=owner, made_at=clock.now())  # fmt: skip


def _names(made: list[tuple[int, str]]) -> Iterator[AccountName]:
    return (AccountName(account_id=pk, name=name, kind="legal", key=rules.key_of(name)) for pk, name in made)


def settle() -> None:
    """What both databases do by themselves, only later: learn how their tables look."""
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze" if connection.vendor == "postgresql" else "analyze")


def stored() -> int:
    """Bytes of the whole database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("select pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
        cursor.execute("select page_count * page_size from pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main(int(sys.argv[1]))
