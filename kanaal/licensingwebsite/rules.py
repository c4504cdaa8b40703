"""Why somebody does not find what was ordered: pure decisions over plain values (K6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Standing = Literal["none", "unproved", "closed", "proved"]
"""Of an ID with an address: there is none, the address is not confirmed, it can't be signed in with, all is well."""
Cause = Literal["make-id", "confirm", "closed", "sign-in", "elsewhere", "not-entered", "other-address", "colleague"]


@dataclass(frozen=True)
class Known:
    """What is known to the owner of an address, who reads its mail.

    `orders`: so many the ID with it sees. `waiting`: placed with the address, to be seen once it is confirmed or has
    an ID. `elsewhere`: placed with it, under another ID by now. `asked`: was a number given; `found`: among which.
    """

    standing: Standing
    orders: int = 0
    waiting: int = 0
    elsewhere: int = 0
    asked: bool = False
    found: Literal["", "orders", "waiting", "elsewhere"] = ""


def causes(known: Known) -> tuple[Cause, ...]:
    """What stands in the way, the surest first; each has its way out."""
    found: list[Cause] = []
    if known.standing == "closed":
        found.append("closed")
    if known.standing == "unproved":
        found.append("confirm")
    if known.standing == "none" and known.waiting:
        found.append("make-id")
    if known.standing == "proved" and known.orders and (not known.asked or known.found == "orders"):
        found.append("sign-in")
    if known.elsewhere and (not known.asked or known.found in ("", "elsewhere")):
        found.append("elsewhere")
    if not known.found and (known.asked or not (known.orders or known.waiting)):
        found += ["not-entered", "other-address", "colleague"]
    return tuple(found)
