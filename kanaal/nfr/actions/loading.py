"""The desk loads serial numbers from a file: whole or not at all; whoever waits for one gets it at once (N2)."""

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
from kanaal.nfr import mails, permissions, queries
from kanaal.nfr.actions.serials import give
from kanaal.nfr.events import SerialsLoaded
from kanaal.nfr.models import SerialBatch, SerialNumber, SerialWish
from kanaal.partners.models import Partner

SERIES = "nfr-serials"


class ProductUnknown(Refusal):
    status = 422
    field = "product"

    def __init__(self) -> None:
        super().__init__(
            say(_("The programme gives no serial numbers of this product.")), remedy=say(_("Choose one of the list."))
        )


KNOWN = numbered(
    "Line %(lines)s is in the pool already, or was given to a partner.",
    "Lines %(lines)s are in the pool already, or were given to partners.",
)


@transaction.atomic
def load_serials(sku: str, *, lines: Sequence[str], by: Actor) -> SerialBatch:
    """Add to a product's pool: one serial number a line; empty lines don't count. Raises ProductUnknown, LinesWrong.

    Partners who wait for one get it in the order in which they asked.
    """
    numbers.hold(SERIES)  # two files at once: the second sees what the first loaded
    permissions.load_serials.check(by, None)
    if sku not in queries.all_serial_products():
        raise ProductUnknown
    digests = sound(lines, known=partial(_loaded, sku), says_known=KNOWN)

    batch = SerialBatch.objects.create(sku=sku, count=len(digests), at=clock.now(), by_id=by.person_id)
    rows = [
        SerialNumber(sku=sku, sealed=VAULT.seal(number), digest=digest, batch=batch)
        for digest, number in digests.items()
    ]
    try:
        with transaction.atomic():
            SerialNumber.objects.bulk_create(rows, batch_size=500)
    except IntegrityError as twice:  # loaded by another way meanwhile
        raise LinesWrong(KNOWN, range(1, len(rows) + 1), NOTHING_LOADED) from twice
    record(SerialsLoaded(sku, len(rows)), about=batch, by=by)
    _serve(sku, by)
    return batch


def _loaded(sku: str, digests: Sequence[str]) -> Iterable[str]:
    return SerialNumber.objects.filter(sku=sku, digest__in=digests).values_list("digest", flat=True)


def _serve(sku: str, by: Actor) -> None:
    """Whoever waits gets one, if their level still brings it; a wish that can't be met any more is over."""
    for wish in SerialWish.objects.filter(sku=sku, over_at=None).order_by("asked_at", "pk"):
        partner = Partner.locked(wish.partner_id)
        brings = any(one.product == sku for one in queries.kit_of(partner)) and partner.state == "active"
        serial = give(partner, sku, by=by, to_id=wish.asked_by_id) if brings else None
        if brings and serial is None:
            return
        wish.over_at = clock.now()
        wish.save(update_fields=["over_at"])
        if serial is not None:
            mails.serial_arrived(serial, partner)
