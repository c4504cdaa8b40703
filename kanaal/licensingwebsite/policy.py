"""What the programme says of the licensing website: products by serial number, their downloads, certificates (K5)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator

from kanaal.core.limits import Limit
from kanaal.programme.fields import Count, Line, Link, Positive, Words, fault, once
from kanaal.programme.sections import section

HOUR = 3600


@section("licensingwebsite", optional=True)
@dataclass(frozen=True)
class LicensingWebsitePolicy:
    """Has a pool no more than `pool_low` serial numbers, the desk is told. A person has so many serial numbers shown
    in an hour (`showings_an_hour`), and asks so often what is wrong (`asks_an_hour`). A distributor enters an order
    within `entry_days`; what is older and not there has another reason.
    """

    certificate_prefix: Line
    pool_low: Count
    showings_an_hour: Positive
    asks_an_hour: Positive
    entry_days: Positive

    @property
    def showings(self) -> Limit:
        return Limit(self.showings_an_hour, HOUR)

    @property
    def asks(self) -> Limit:
        return Limit(self.asks_an_hour, HOUR)


def _sum(value: str) -> str:
    if re.fullmatch(r"[0-9a-f]{64}", value) is None:
        raise fault(f'is "{value}", which is no SHA-256', "Write its 64 signs, 0 to 9 and a to f, in small letters.")
    return value


@dataclass(frozen=True)
class Download:
    """A file for a platform. `size` in bytes; `sha256` is that of the file, by which a customer checks it."""

    platform: Words
    link: Link
    size: Positive
    sha256: Annotated[str, AfterValidator(_sum)]


@dataclass(frozen=True)
class Software:
    """A product that is installed with what one finds here.

    `serials`: an order has one for the whole of it (`order`), one for each licence (`licence`), or none.
    """

    product: Annotated[Line, once("product of the licensing website")]
    serials: Literal["order", "licence", "none"]
    version: Line
    downloads: tuple[Download, ...] = ()

    def wanted(self, quantity: int) -> int:
        """How many serial numbers so many licences are due."""
        return {"order": 1, "licence": quantity, "none": 0}[self.serials] if quantity else 0


@section("software", optional=True)
@dataclass(frozen=True)
class SoftwarePolicy:
    software: tuple[Software, ...]

    def of(self, sku: str) -> Software | None:
        return next((one for one in self.software if one.product == sku), None)
