"""Loading day rates, and correcting them; lines that waited for them get their amount at once (R1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
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
from kanaal.sellthrough.events import DayRatesCorrected, DayRatesLoaded
from kanaal.sellthrough.models import DayRate
from kanaal.sellthrough.periods import hold_gate
from kanaal.sellthrough.rates import compute_waiting, forget_amounts


@dataclass(frozen=True)
class Rate:
    """`rate` of `currency` are one of `base`, on a day."""

    day: dt.date
    currency: str
    base: str
    rate: Decimal


@dataclass(frozen=True)
class Loaded:
    """What became of a file of rates. `computed`: lines that got their amount, or got it anew."""

    added: int
    known_before: int
    computed: int
    corrected: int = 0


class NoRates(Refusal):
    status = 422
    field = "file"

    def __init__(self) -> None:
        super().__init__(
            say(_("There is no rate in it.")),
            remedy=say(_("Take the template: a day, a currency, its base, the rate.")),
        )


class RateKnownOtherwise(Refusal):
    """A rate by which money was computed changes only when somebody says that it was wrong."""

    field = "file"

    def __init__(self, known: DayRate, rate: Decimal) -> None:
        super().__init__(
            say(
                _("On %(day)s %(known)s %(currency)s are one %(base)s already, and the file says %(rate)s."),
                currency=name(known.currency), base=name(known.base), day=known.day,
                known=name(f"{known.rate.normalize():f}"), rate=name(f"{rate.normalize():f}"),
            ),
            remedy=say(
                _("Nothing was loaded. Take the line out of the file; or, if what is known is wrong, say so below.")
            ),
        )  # fmt: skip


@transaction.atomic
def load_day_rates(rates: Sequence[Rate], *, correct: bool = False, by: Actor) -> Loaded:
    """Add rates; the same again changes nothing. `correct`: what is known otherwise was wrong, and lines that are not
    settled get their amount anew. Raises NoRates, and RateKnownOtherwise: then none is loaded.
    """
    hold_gate()
    permissions.load_day_rates.check(by, None)
    if not rates:
        raise NoRates
    wanted = {(one.currency, one.base, one.day): one.rate for one in rates}
    known = _known(rates)
    wrong = [row for key, row in known.items() if key in wanted and wanted[key] != row.rate]
    if wrong and not correct:
        raise RateKnownOtherwise(wrong[0], wanted[wrong[0].currency, wrong[0].base, wrong[0].day])
    new = [key for key in wanted if key not in known]
    _add(wanted, new, by)
    _correct(wrong, wanted, by)
    computed = compute_waiting() if new or wrong else 0
    _note(len(new), len(wanted) - len(new) - len(wrong), wrong, computed, by)
    return Loaded(len(new), len(wanted) - len(new) - len(wrong), computed, len(wrong))


Wanted = Mapping[tuple[str, str, dt.date], Decimal]


def _add(wanted: Wanted, new: Sequence[tuple[str, str, dt.date]], by: Actor) -> None:
    now = clock.now()
    DayRate.objects.bulk_create(
        (
            DayRate(currency=currency, base=base, day=day, rate=wanted[currency, base, day], loaded_at=now,
                    loaded_by_id=by.person_id)
            for currency, base, day in new
        ),
        batch_size=500,
    )  # fmt: skip


def _correct(wrong: Sequence[DayRate], wanted: Wanted, by: Actor) -> None:
    """The rates themselves; and what had its amount by them waits for it again."""
    for row in wrong:
        row.rate, row.loaded_at, row.loaded_by_id = wanted[row.currency, row.base, row.day], clock.now(), by.person_id
    DayRate.objects.bulk_update(wrong, ["rate", "loaded_at", "loaded_by"], batch_size=500)
    if wrong:
        forget_amounts(wrong)


def _note(added: int, known: int, wrong: Sequence[DayRate], computed: int, by: Actor) -> None:
    newest = DayRate.objects.order_by("-pk")[0]
    if added:
        record(DayRatesLoaded(rates=added, known_before=known, computed=computed), about=newest, by=by)
    if wrong:
        now = [f"{row.day} {row.currency}/{row.base} {row.rate.normalize():f}" for row in wrong]
        record(DayRatesCorrected(rates=len(wrong), now=now, computed=computed), about=newest, by=by)


def _known(rates: Sequence[Rate]) -> dict[tuple[str, str, dt.date], DayRate]:
    days = [one.day for one in rates]
    rows = DayRate.objects.filter(day__gte=min(days), day__lte=max(days), base__in={one.base for one in rates})
    return {(row.currency, row.base, row.day): row for row in rows}
