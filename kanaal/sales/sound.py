"""What is said of an opportunity, made sound: known keys, a day to come, an amount that a currency can hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_noop as _

from kanaal.catalogue.books import catalogue
from kanaal.catalogue.sheets import decimals_of
from kanaal.core import clock
from kanaal.core.addresses import one_line
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, Words, say
from kanaal.customers.models import Account
from kanaal.partners.models import Partner
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy
from kanaal.sales.policy import DealNeedsPolicy, DealTypesPolicy, StagesPolicy

MOST = Decimal("999999999999.99")
FARTHEST_YEARS = 10
"""A deal expected later than this was mistyped."""


class Unsound(Refusal):
    """A field that can't be taken; `of` names it."""

    status = 422
    code = "opportunity-incomplete"

    def __init__(self, of: str, says: Text, remedy: Text) -> None:
        self.of = of
        super().__init__(says, remedy=remedy)

    @property
    def field(self) -> str:  # type: ignore[override]  # each of them is about another field
        return self.of


@dataclass(frozen=True)
class Details:
    """What its owner says of an opportunity. `stage` empty: the first one. Keys are the pack's."""

    name: str
    deal_type: str
    need: str
    segment: str
    families: Sequence[str]
    amount: Decimal
    currency: str
    close_on: dt.date
    stage: str = ""
    next_step: str = ""
    description: str = ""


def sound(details: Details, *, before: dt.date | None = None) -> Details:
    """The details as they are kept. `before` is the expected day that it had: one that has passed may stay.

    Raises Unsound at the first field that can't be taken.
    """
    name = one_line(details.name)
    if len(name) < 2:
        raise Unsound("name", say(_("It has no name.")), say(_("Give it one by which you will know it again.")))
    families = tuple(dict.fromkeys(details.families))
    _known("deal_type", details.deal_type, [one.key for one in policy(DealTypesPolicy).deal_types])
    _known("need", details.need, [one.key for one in policy(DealNeedsPolicy).deal_needs])
    _known("segment", details.segment, list(catalogue().segments) or [details.segment])
    _known("currency", details.currency, currencies())
    stage = details.stage or policy(StagesPolicy).stages[0].key
    _known("stage", stage, [one.key for one in policy(StagesPolicy).stages])
    _sound_families(families)
    _sound_day(details.close_on, before)
    return replace(
        details,
        name=name[:160],
        families=families,
        stage=stage,
        amount=sound_amount(details.amount, details.currency),
        next_step=one_line(details.next_step)[:200],
        description=details.description.strip()[:20_000],
    )


def _known(field: str, key: str, keys: Sequence[str]) -> None:
    if key not in keys:
        raise Unsound(field, say(_("This is none of the choices.")), say(_("Choose one of the list.")))


def _sound_families(families: Sequence[str]) -> None:
    known = catalogue().families
    if not families:
        raise Unsound("families", say(_("No product family was chosen.")), say(_("Choose what it is about.")))
    if known and not set(families) <= known.keys():
        raise Unsound("families", say(_("This is none of the choices.")), say(_("Choose one of the list.")))


def _sound_day(day: dt.date, before: dt.date | None) -> None:
    today = clock.today()
    if day < today and day != before:
        raise Unsound(
            "close_on", say(_("This day has passed already.")), say(_("When do you expect the order? Give that day."))
        )
    if day.year > today.year + FARTHEST_YEARS:
        raise Unsound("close_on", say(_("This day is too far ahead.")), say(_("Look at the year that you typed.")))


def sound_amount(amount: Decimal, currency: str) -> Decimal:
    """Not negative, and with no more decimals than the currency has. Raises Unsound."""
    try:
        rounded = amount.quantize(Decimal(1).scaleb(-decimals_of(currency)))
    except InvalidOperation:
        rounded = MOST + 1
    if not amount.is_finite() or rounded < 0 or rounded > MOST:
        raise Unsound("amount", say(_("This is no amount that a deal can have.")), say(_("Type it in plain figures.")))
    return rounded


def currencies() -> list[str]:
    """Those in which the programme's regions trade, each once."""
    return list(dict.fromkeys(region.currency for region in policy(RegionsPolicy).regions))


def currency_for(account: Account, partner: Partner) -> str:
    """That of the region in which the customer lies; else of the partner's own."""
    regions = policy(RegionsPolicy)
    region = regions.of_country(account.country) or regions.get(partner.region) or regions.regions[0]
    return region.currency


def family_names(keys: Sequence[str]) -> list[Words | str]:
    """What the programme calls them; a key that it has no longer stands for itself."""
    known = catalogue().families
    return [known.get(key, key) for key in keys]
