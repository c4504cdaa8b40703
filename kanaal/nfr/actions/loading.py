"""The desk loads serial numbers from a file: whole or not at all; whoever waits for one gets it at once (N2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock, numbers
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, numbered, say, say_many
from kanaal.nfr import mails, permissions, queries, sealing
from kanaal.nfr.actions.serials import give
from kanaal.nfr.events import SerialsLoaded
from kanaal.nfr.models import SerialBatch, SerialNumber, SerialWish
from kanaal.partners.models import Partner

SHORTEST, LONGEST = 6, 80
NAMED = 8
"""So many lines a refusal names; what is wrong with the first ones is wrong with the rest."""
SERIES = "nfr-serials"


class ProductUnknown(Refusal):
    status = 422
    field = "product"

    def __init__(self) -> None:
        super().__init__(
            say(_("The programme gives no serial numbers of this product.")), remedy=say(_("Choose one of the list."))
        )


class LinesWrong(Refusal):
    """The file is refused whole; its lines are named by their numbers, since serial numbers appear nowhere."""

    status = 422
    field = "file"

    def __init__(self, says: tuple[str, str], lines: Sequence[int], remedy: str) -> None:
        shown = ", ".join(str(line) for line in lines[:NAMED]) + ("…" if lines[NAMED:] else "")
        super().__init__(say_many(*says, len(lines), lines=name(shown)), remedy=say(remedy))
        self.lines = tuple(lines)


STRANGE = numbered("Line %(lines)s is no serial number.", "Lines %(lines)s are no serial numbers.")
ONE_A_LINE = _("Put each serial number on a line of its own, and nothing else into the file.")
TWICE = numbered(
    "Line %(lines)s repeats a serial number of a line before it.",
    "Lines %(lines)s repeat serial numbers of lines before them.",
)
KNOWN = numbered(
    "Line %(lines)s is in the pool already, or was given to a partner.",
    "Lines %(lines)s are in the pool already, or were given to partners.",
)
NOTHING_LOADED = _("Nothing was loaded. Mend the file and load it again.")


@transaction.atomic
def load_serials(sku: str, *, lines: Sequence[str], by: Actor) -> SerialBatch:
    """Add to a product's pool: one serial number a line; empty lines don't count. Raises ProductUnknown, LinesWrong.

    Partners who wait for one get it in the order in which they asked.
    """
    numbers.hold(SERIES)  # two files at once: the second sees what the first loaded
    permissions.load_serials.check(by, None)
    if sku not in queries.all_serial_products():
        raise ProductUnknown
    digests = _sound(sku, {at: text for at, line in enumerate(lines, 1) if (text := line.strip())})

    batch = SerialBatch.objects.create(sku=sku, count=len(digests), at=clock.now(), by_id=by.person_id)
    rows = [
        SerialNumber(sku=sku, sealed=sealing.seal(number), digest=digest, batch=batch)
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


def _sound(sku: str, given: dict[int, str]) -> dict[str, str]:
    """Digest → number, of a file in which nothing is wrong."""
    strange = [at for at, text in given.items() if not _is_one(text)]
    if strange or not given:
        raise LinesWrong(STRANGE, strange or [1], ONE_A_LINE)
    found: dict[str, int] = {}
    twice = []
    for at, text in given.items():
        if found.setdefault(sealing.digest_of(text), at) != at:
            twice.append(at)
    if twice:
        raise LinesWrong(TWICE, twice, NOTHING_LOADED)
    there = {
        digest
        for part in _chunks(list(found))
        for digest in SerialNumber.objects.filter(sku=sku, digest__in=part).values_list("digest", flat=True)
    }
    if there:
        raise LinesWrong(KNOWN, [at for digest, at in found.items() if digest in there], NOTHING_LOADED)
    return {digest: given[at] for digest, at in found.items()}


def _is_one(text: str) -> bool:
    return SHORTEST <= len(text) <= LONGEST and text.isascii() and text.isprintable() and any(map(str.isalnum, text))


def _chunks(digests: list[str], size: int = 500) -> Iterable[list[str]]:
    return (digests[at : at + size] for at in range(0, len(digests), size))


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
