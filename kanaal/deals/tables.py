"""Registrations as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kanaal.core import clock, formats, tables
from kanaal.core.texts import Text
from kanaal.deals.models import DeskAbsence, NamedAccount, Registration
from kanaal.deals.shown import TONES, region_name
from kanaal.deals.waiting import delegates_on
from kanaal.people.models import Person


def states() -> dict[str, tuple[str, str]]:
    return {key: (TONES[key], str(Text(label))) for key, label in Registration.lifecycle.choices()}


def queue_table(rows: list[Registration]) -> tables.Table:
    now, away = clock.now(), delegates_on(clock.today(), (row.agent_id for row in rows))

    def promised(row: Registration) -> SafeString:
        if row.promised_at is None:
            return format_html('<span class="muted">{}</span>', "–")
        tone = "bad" if row.promised_at < now else "info"
        return format_html('<span class="badge is-{}">{}</span>', tone, formats.moment(row.promised_at))

    return tables.Table(
        caption=_("Registrations"),
        columns=[
            tables.link(_("Customer"), "account.name", to=_desk_address, under="number"),
            tables.text(_("Partner"), "partner.name", under=lambda row: region_name(row.region)),
            tables.money(_("Amount"), "amount"),
            tables.badge(_("State"), "state", states()),
            tables.part(_("Promised by"), promised),
            tables.text(_("Who has it"), lambda row: _holder(row, away)),
            tables.badge(_("Conflict"), "contested", {True: ("warn", _("yes")), False: ("neutral", _("none"))}),
        ],
        rows=rows,
        empty=_("No registration fits what you are looking for."),
    )


def _desk_address(row: Registration) -> str:
    return reverse("desk-registration", args=[row.number])


def _holder(row: Registration, away: Mapping[int, Person]) -> str:
    if row.agent is None:
        return _("nobody yet")
    instead = away.get(row.agent.pk)
    return _("%(delegate)s for %(agent)s") % {"delegate": instead, "agent": row.agent} if instead else str(row.agent)


def absences_table(rows: Iterable[DeskAbsence], end: Any) -> tables.Table:
    return tables.Table(
        caption=_("Absences"),
        columns=[
            tables.text(_("Away"), "person", strong=True),
            tables.date(_("From"), "starts"),
            tables.date(_("Until"), "ends"),
            tables.text(_("Answers instead"), "delegate"),
            tables.part(_("End it"), end, hidden_label=True),
        ],
        rows=rows,
        empty=_("Nobody is away."),
    )


def named_table(rows: Iterable[NamedAccount], end: Any) -> tables.Table:
    return tables.Table(
        caption=_("Named accounts"),
        columns=[
            tables.text(_("Customer"), "account.name", under="account.number", strong=True),
            tables.text(_("Why"), "word"),
            tables.text(_("By"), "marked_by"),
            tables.date(_("Since"), "marked_at"),
            tables.part(_("No longer"), end, hidden_label=True),
        ],
        rows=rows,
        empty=_("No customer is a named account."),
    )


def askers_table(rows: Iterable[Mapping[str, Any]]) -> tables.Table:
    return tables.Table(
        caption=_("Who asked most"),
        columns=[
            tables.text(_("Person"), "person__name", under="partner__name", strong=True),
            tables.number(_("Asked"), "times"),
            tables.number(_("Different questions"), "different"),
            tables.number(_("Of these not free"), "taken"),
            tables.date(_("Last asked"), "last"),
        ],
        rows=rows,
        empty=_("Nobody has asked."),
    )
