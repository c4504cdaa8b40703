"""The lists themselves: agreements and open invitations side by side, narrowed by list, by who manages them, by words.

Each is asked of the database by kept columns (`licensing.lists`), and walked along an index from its first row on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.licensing.lists import WAYS, standing_in
from kanaal.licensing.models import Agreement, CustomerInvitation
from kanaal.licensing.queries import invitations_of
from kanaal.licensing.rules.lists import Listed
from kanaal.partners.models import Contact, Partner
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy

ALL, CANCELLED = "all", "cancelled"
LABELS: Mapping[str, str] = {
    ALL: _("All"),
    Listed.PAYMENT_REQUIRED: _("Payment required"),
    Listed.PAST_DUE: _("Past due"),
    Listed.READY: _("Ready for renewal"),
    Listed.PENDING: _("Pending requests"),
    Listed.UPCOMING: _("Upcoming renewals"),
    Listed.NO_PRODUCTS: _("No products"),
    CANCELLED: _("Cancelled"),
}
"""What presses most stands first, behind the list of all."""
WITH_INVITATIONS = (ALL, Listed.PENDING)
"""The lists in which customers stand, too, whose invitation is not accepted yet."""
WAITING = ("open", "expired")


@dataclass(frozen=True)
class Chosen:
    """What is asked of the list. `mine`: only what this contact manages; `sort` as the address has it."""

    partner: Partner
    today: dt.date
    view: str = ALL
    mine: Contact | None = None
    sort: str = ""

    @property
    def falling(self) -> bool:
        return self.sort.startswith("-")

    @property
    def together(self) -> bool:
        """Do invitations stand in it? They have a name and a day, and nothing else that one could sort by."""
        return self.view in WITH_INVITATIONS and self.sort.lstrip("-") in ("", "name", "due")

    @property
    def by(self) -> tuple[str, ...]:
        """The fields by which agreements are sorted; those of the list itself unless something else is asked for."""
        way = SORTS.get(self.sort.lstrip("-")) if self.view in (ALL, CANCELLED) else None
        usual = ("name_key", "id") if self.view in (ALL, CANCELLED) else WAYS[Listed(self.view)].by
        fields = way or usual
        return tuple(turned(field) for field in fields) if self.falling else fields


SORTS = {"name": ("name_key", "id"), "licences": ("licences", "id"), "anniversary": ("anniversary", "id")}
"""What the list of all can be sorted by. Who has no anniversary yet stands in no list that is sorted by it."""


def turned(field: str) -> str:
    return field[1:] if field.startswith("-") else f"-{field}"


def day_at(partner: Partner) -> dt.date:
    """Today where the company's customers are: the day by which lists are asked for, all of one page by the same."""
    region = policy(RegionsPolicy).get(partner.region)
    return clock.today(region.time_zone if region else None)


def customers_of(partner: Partner) -> QuerySet[Agreement]:
    """The agreements that a company looks after for others: its own licences, not for resale, are none of them."""
    return Agreement.objects.filter(partner=partner, not_for_resale=False)


def agreements_in(chosen: Chosen) -> QuerySet[Agreement]:
    """Those of a list, unsorted."""
    found = customers_of(chosen.partner)
    if chosen.view in (ALL, CANCELLED):
        found = found.filter(state="live" if chosen.view == ALL else "cancelled")
        if chosen.by[0].lstrip("-") == "anniversary":
            found = found.filter(anniversary__isnull=False)
    else:
        found = found.filter(standing_in(Listed(chosen.view), chosen.today))
    return found.filter(contact=chosen.mine) if chosen.mine else found


def invitations_in(chosen: Chosen) -> QuerySet[CustomerInvitation]:
    """The invitations that stand beside them; none in lists of agreements alone."""
    found = invitations_of(chosen.partner).filter(state__in=WAITING)
    if not chosen.together:
        return found.none()
    return found.filter(contact=chosen.mine) if chosen.mine else found


def keys_of(chosen: Chosen) -> tuple[str, str]:
    """By which field of each the two are sorted together."""
    return ("name_key", "name_key") if chosen.view == ALL else ("pending_until", "until")
