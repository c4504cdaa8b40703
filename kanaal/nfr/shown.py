"""What the page of a partner's own licences says, part by part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kanaal.catalogue.books import called
from kanaal.core import formats
from kanaal.core.texts import Text, Words
from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.models import Agreement
from kanaal.licensing.rules.holdings import holdings
from kanaal.nfr import queries
from kanaal.nfr.models import SerialNumber, SerialWish
from kanaal.nfr.policy import KitItem, NfrKitPolicy
from kanaal.partners.models import Partner
from kanaal.partners.policy import LevelsPolicy
from kanaal.programme.policies import policy


@dataclass(frozen=True)
class Perpetual:
    """A product by serial number: those that the company has, how many more it may ask for, and whether it waits."""

    item: KitItem
    name: Words | Text
    serials: tuple[SerialNumber, ...]
    wish: SerialWish | None

    @property
    def left(self) -> int:
        return max(0, self.item.quantity - len(self.serials))


def perpetual(partner: Partner, kit: Iterable[KitItem]) -> list[Perpetual]:
    known, wishes = list(queries.serials_of(partner)), queries.open_wishes_of(partner)
    return [
        Perpetual(
            item, called(item.product), tuple(s for s in known if s.sku == item.product), wishes.get(item.product)
        )
        for item in kit
        if item.kind == "perpetual"
    ]


def subscriptions(kit: Iterable[KitItem]) -> list[dict[str, Any]]:
    return [
        {"name": called(one.product), "quantity": one.quantity, "text": one.text}
        for one in kit
        if one.kind == "subscription"
    ]


def licences(agreement: Agreement) -> list[dict[str, Any]]:
    """What there is under the own agreement today."""
    known = facts_of(agreement)
    if known is None:
        return []
    found = holdings(known, terms_of(agreement), today_of(agreement))
    return [{"name": called(one.product), "quantity": one.usable} for one in found]


def agreement_facts(agreement: Agreement) -> list[tuple[str, str]]:
    """Its number, its name, and what happens on the anniversary."""
    found = [(_("Number"), agreement.number), (_("Name"), agreement.name)]
    if agreement.anniversary:
        label = _("Renews by itself on") if agreement.renews_itself else _("Ends on")
        found.append((label, formats.date(agreement.anniversary)))
    return found


def more_above(partner: Partner) -> list[dict[str, Any]]:
    """What each higher level would bring on top."""
    levels = policy(LevelsPolicy)
    mine = levels.get(partner.level)
    if mine is None:
        return []
    return [
        {"level": found.name, "items": [called(one.product) for one in items]}
        for key, items in policy(NfrKitPolicy).above(mine).items()
        if (found := levels.get(key))
    ]
