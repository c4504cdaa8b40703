"""Tables of bank details: never an account in full."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kanaal.bankdetails.models import BankDetails
from kanaal.core.models import Event
from kanaal.core.tables import Table, address, badge, date, link, text
from kanaal.core.texts import say

TONES = {
    "entered": "warn", "waiting": "info", "in_force": "ok", "replaced": "neutral", "stopped": "bad",
    "lapsed": "neutral",
}  # fmt: skip


def _standing() -> dict[str, tuple[str, str]]:
    return {state: (TONES[state], str(say(label))) for state, label in BankDetails.lifecycle.labels.items()}


def _by(who: object) -> str:
    return str(who) if who else "–"


def history(rows: Sequence[BankDetails]) -> Table:
    return Table(
        caption=_("All bank details so far"),
        columns=[
            text(_("Bank account"), "masked"),
            badge(_("Standing"), "state", _standing()),
            date(_("Entered"), "entered_at"),
            text(_("By"), lambda one: _by(one.entered_by)),
            text(_("Confirmed by"), lambda one: _by(one.confirmed_by)),
            date(_("Counts from"), "counts_from"),
        ],
        rows=rows,
        empty=_("None were entered yet."),
    )


def changes(rows: Sequence[BankDetails]) -> Table:
    return Table(
        caption=_("Changes under way"),
        columns=[
            link(_("Partner"), "partner.name", to=address("desk-partner"), id="partner_id"),
            text(_("Bank account"), "masked"),
            badge(_("Standing"), "state", _standing()),
            text(_("Confirms"), lambda one: str(one.second) if one.second else _("finance")),
            date(_("Entered"), "entered_at"),
            date(_("Counts from"), "counts_from"),
        ],
        rows=rows,
        empty=_("No company changes its bank details at the moment."),
    )


def showings(rows: Sequence[Event], names: dict[int, str]) -> Table:
    """Who looked: people of the company by name, the vendor's as such."""

    def who(event: Event) -> str:
        if event.actor_role.startswith("staff"):
            return _("the vendor's finance")
        return names.get(event.actor_id or 0, "–")

    def what(event: Event) -> str:
        file = event.data.get("file")
        return _("in the payment file %(file)s") % {"file": file} if file else _("on the screen")

    return Table(
        caption=_("Who saw an account in full"),
        columns=[
            date(_("When"), "at"),
            text(_("Who"), who),
            text(_("Bank account"), lambda event: event.data["masked"]),
            text(_("Where"), what),
        ],
        rows=rows,
        empty=_("Nobody has looked at it yet."),
    )
