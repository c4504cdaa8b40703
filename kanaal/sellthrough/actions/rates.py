"""Loading day rates; lines that waited for them get their amount at once (R1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.sellthrough import permissions
from kanaal.sellthrough.events import DayRatesLoaded
from kanaal.sellthrough.models import DayRate
from kanaal.sellthrough.periods import hold_gate
from kanaal.sellthrough.rates import compute_waiting


@dataclass(frozen=True)
class Rate:
    """`rate` of `currency` are one of `base`, on a day."""

    day: dt.date
    currency: str
    base: str
    rate: Decimal


@dataclass(frozen=True)
class Loaded:
    """What became of a file of rates."""

    added: int
    known_before: int
    computed: int


class NoRates(Refusal):
    status = 422
    field = "file"

    def __init__(self) -> None:
        super().__init__(
            say(_("There is no rate in it.")),
            remedy=say(_("Take the template: a day, a currency, its base, the rate.")),
        )


class RateKnownOtherwise(Refusal):
    """A rate by which money was computed doesn't change."""

    field = "file"

    def __init__(self, known: DayRate, rate: Decimal) -> None:
        super().__init__(
            say(
                _("On %(day)s %(known)s %(currency)s are one %(base)s already, and the file says %(rate)s."),
                currency=name(known.currency), base=name(known.base), day=known.day,
                known=name(f"{known.rate.normalize():f}"), rate=name(f"{rate.normalize():f}"),
            ),
            remedy=say(_("Nothing was loaded. A rate stays as it was: take the line out of the file.")),
        )  # fmt: skip


@transaction.atomic
def load_day_rates(rates: Sequence[Rate], *, by: Actor) -> Loaded:
    """Add rates; the same again changes nothing. Raises NoRates, and RateKnownOtherwise: then none is loaded."""
    hold_gate()
    permissions.load_day_rates.check(by, None)
    if not rates:
        raise NoRates
    wanted = {(one.currency, one.base, one.day): one.rate for one in rates}
    known = _known(rates)
    for key, row in known.items():
        if key in wanted and wanted[key] != row.rate:
            raise RateKnownOtherwise(row, wanted[key])
    new = [key for key in wanted if key not in known]
    now = clock.now()
    DayRate.objects.bulk_create(
        (
            DayRate(currency=currency, base=base, day=day, rate=wanted[currency, base, day], loaded_at=now,
                    loaded_by_id=by.person_id)
            for currency, base, day in new
        ),
        batch_size=500,
    )  # fmt: skip
    computed = compute_waiting() if new else 0
    if new:
        newest = DayRate.objects.order_by("-pk")[0]
        fact = DayRatesLoaded(rates=len(new), known_before=len(wanted) - len(new), computed=computed)
        record(fact, about=newest, by=by)
    return Loaded(len(new), len(wanted) - len(new), computed)


def _known(rates: Sequence[Rate]) -> dict[tuple[str, str, dt.date], DayRate]:
    days = [one.day for one in rates]
    rows = DayRate.objects.filter(day__gte=min(days), day__lte=max(days), base__in={one.base for one in rates})
    return {(row.currency, row.base, row.day): row for row in rows}
