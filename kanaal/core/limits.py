"""Limits on what can be tried how often, counted in the cache that all processes share, on the machine's time."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass

from django.core.cache import cache

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
    """Count one try by each of `who` (an address, a person's id); raises TooOften when one has had its share."""
    window = int(time.time()) // limit.seconds
    for one in who:
        key = f"limit:{name}:{hashlib.sha256(one.lower().encode()).hexdigest()[:32]}:{window}"
        if cache.add(key, 1, timeout=limit.seconds):
            continue
        if cache.incr(key) > limit.times:
            left = (window + 1) * limit.seconds - int(time.time())
            raise TooOften(max(1, -(-left // 60)))
