"""Serial numbers for orders are loaded from a file: whole or not at all; orders that wait are served next (K5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from kanaal.catalogue.serials import NOTHING_LOADED, VAULT, LinesWrong, sound
from kanaal.core import clock, numbers
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import numbered, say
from kanaal.distributors.queries import distributor_of
from kanaal.licensingwebsite import permissions, queries
from kanaal.licensingwebsite.events import SerialPoolLoaded
from kanaal.licensingwebsite.models import Serial, SerialLoad

SERIES = "order-serials"
ENDING, LONG_ENOUGH = 4, 12
"""The last signs are shown of serial numbers that have enough others."""
KNOWN = numbered(
    "Line %(lines)s was loaded before, for this product.", "Lines %(lines)s were loaded before, for this product."
)


class NoSerialsOfThis(Refusal):
    status = 422
    field = "product"

    def __init__(self) -> None:
        super().__init__(
            say(_("Orders of this product get no serial numbers.")), remedy=say(_("Choose a product of the list."))
        )


@transaction.atomic
def load_order_serials(sku: str, *, lines: Sequence[str], by: Actor) -> SerialLoad:
    """Add to a product's pool: one serial number a line. Orders that wait are served by the worker, at once.

    Raises NoSerialsOfThis, LinesWrong.
    """
    numbers.hold(SERIES)  # two files at once: the second sees what the first loaded
    permissions.load_order_serials.check(by, None)
    found = queries.software_of(sku)
    if found is None or found.serials == "none":
        raise NoSerialsOfThis
    digests = sound(lines, known=partial(_loaded, sku), says_known=KNOWN)

    load = SerialLoad.objects.create(
        sku=sku, count=len(digests), at=clock.now(), by_id=by.person_id, distributor=distributor_of(by)
    )
    rows = [
        Serial(sku=sku, sealed=VAULT.seal(number), digest=digest, ending=_ending(number), load=load)
        for digest, number in digests.items()
    ]
    try:
        with transaction.atomic():
            Serial.objects.bulk_create(rows, batch_size=500)
    except IntegrityError as twice:  # loaded by another way meanwhile
        raise LinesWrong(KNOWN, range(1, len(rows) + 1), NOTHING_LOADED) from twice
    record(SerialPoolLoaded(sku, len(rows)), about=load, by=by)
    return load


def _loaded(sku: str, digests: Sequence[str]) -> Iterable[str]:
    return Serial.objects.filter(sku=sku, digest__in=digests).values_list("digest", flat=True)


def _ending(number: str) -> str:
    signs = [sign for sign in number.upper() if sign.isalnum()]
    return "".join(signs[-ENDING:]) if len(signs) >= LONG_ENOUGH else ""
