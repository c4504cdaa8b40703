"""Limits on what can be tried how often, counted in one table for all processes, on the machine's time."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from kanaal.core import clock
from kanaal.core.models import Spent
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say_many


@dataclass(frozen=True)
class Limit:
    """At most `times` in `seconds`."""

    times: int
    seconds: int


class TooOften(Refusal):
    status = 429

    def __init__(self, minutes: int) -> None:
        super().__init__(
            say_many(
                "That was tried too often. Try again in %(count)s minute.",
                "That was tried too often. Try again in %(count)s minutes.",
                minutes,
            )
        )


def spend(name: str, limit: Limit, *who: str) -> None:
    """Count one try by each of `who` (a browser's address first); raises TooOften when one has had its share.

    Counted in a table by the database itself, so that tries at the same moment count, too; in a transaction of its own,
    so that a refusal does not undo the count.
    """
    window = int(time.time()) // limit.seconds
    until = dt.datetime.fromtimestamp((window + 1) * limit.seconds, dt.UTC)
    for one in who:
        digest = hashlib.sha256(one.lower().encode()).hexdigest()[:32]
        if _count(f"{name}:{digest}:{window}", until) > limit.times:
            left = (window + 1) * limit.seconds - int(time.time())
            raise TooOften(max(1, -(-left // 60)))


@transaction.atomic
def _count(key: str, until: dt.datetime) -> int:
    row, _ = Spent.objects.get_or_create(pk=key, defaults={"until": until})
    Spent.objects.filter(pk=row.pk).update(count=F("count") + 1)
    return Spent.objects.values_list("count", flat=True).get(pk=row.pk)


def forget_spent() -> int:
    """Windows that are over; answers how many."""
    return Spent.objects.filter(until__lt=clock.machine_now()).delete()[0]
