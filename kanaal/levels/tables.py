"""Applications, attestations and the data behind a number, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kanaal.core import clock, formats, tables
from kanaal.core.texts import Text
from kanaal.levels import shown
from kanaal.levels.measuring import Datum
from kanaal.levels.models import Affected, Attestation, Proposal, Upgrade
from kanaal.levels.weighing import needs_of_all
from kanaal.levels.worth import Worth
from kanaal.partners.policy import LevelsPolicy, Need
from kanaal.programme import releases
from kanaal.programme.models import Release
from kanaal.programme.policies import policy

TONES = {"open": "info", "approved": "ok", "declined": "bad", "withdrawn": "neutral"}


def upgrades_table(rows: Iterable[Upgrade]) -> tables.Table:
    states = {s: (TONES[s], str(Text(label))) for s, label in Upgrade.lifecycle.choices()}
    names = {level.key: level.name for level in policy(LevelsPolicy).levels}
    return tables.Table(
        caption=_("Applications for a level"),
        columns=[
            tables.link(_("Company"), "partner.name", to=tables.address("desk-upgrade"), under="number"),
            tables.text(_("Level"), lambda row: names.get(row.level, row.level)),
            tables.badge(_("State"), "state", states),
            tables.waiting(_("Waiting"), lambda row: row.asked_at if row.state == "open" else None),
            tables.date(_("Promised by"), "promised_at"),
        ],
        rows=rows,
        empty=_("No application is here."),
    )


def data_table(rows: Iterable[Datum], need: str) -> tables.Table:
    """What a number is made of; each line can be contested by itself."""
    ask = reverse("ask-request", args=["contested_fact"])

    def contest(row: Any) -> SafeString:
        url = f"{ask}?{urlencode({'need': need, 'datum': f'{row.key}: {row.says}'})}"
        return format_html('<a class="link" href="{}">{}</a>', url, _("Is this wrong?"))

    return tables.Table(
        caption=_("What the number is made of"),
        columns=[
            tables.link(_("What"), "says", to=lambda row: row.link),
            tables.date(_("Since"), "on"),
            tables.date(_("Counts until"), "until"),
            tables.part(_("Contest"), contest, hidden_label=True),
        ],
        rows=rows,
        empty=_("Nothing yet."),
    )


def attestations_table(rows: Iterable[Attestation]) -> tables.Table:
    needs = needs_of_all()

    def withdraw(row: Any) -> SafeString:
        if row.withdrawn_at is not None:
            return SafeString("")
        return format_html('<button class="btn small quiet" form="withdraw-{}">{}</button>', row.pk, _("Withdraw"))

    return tables.Table(
        caption=_("What the desk attested"),
        columns=[
            tables.text(_("What"), lambda row: needs[row.need].shown if row.need in needs else row.need),
            tables.number(_("How much"), "value"),
            tables.text(_("Evidence"), "evidence", under="attested_by"),
            tables.date(_("Counts until"), "until"),
            tables.badge(
                _("State"),
                lambda row: row.withdrawn_at is None,
                {True: ("ok", _("counts")), False: ("neutral", _("withdrawn"))},
            ),
            tables.part(_("Withdraw"), withdraw, hidden_label=True),
        ],
        rows=rows,
        empty=_("Nothing has been attested."),
    )


def releases_table(rows: Iterable[Release]) -> tables.Table:
    here = releases.current().pk if releases.exists() else None
    now = clock.now()
    states = {"now": ("ok", _("in force")), "coming": ("info", _("to come")), "past": ("neutral", _("past"))}

    def state(row: Release) -> str:
        return "now" if row.pk == here else "coming" if row.effective_from > now else "past"

    return tables.Table(
        caption=_("Releases"),
        columns=[
            tables.number(_("Number"), "number"),
            tables.badge(_("State"), state, states),
            tables.date(_("From"), "effective_from"),
            tables.date(_("Published"), "published_at"),
            tables.text(_("Note"), "note"),
        ],
        rows=rows,
        empty=_("Nothing has been published yet."),
    )


def proposals_table(rows: Iterable[Proposal]) -> tables.Table:
    tones = {"draft": "info", "published": "ok", "dropped": "neutral"}
    states = {s: (tones[s], str(Text(label))) for s, label in Proposal.lifecycle.choices()}
    return tables.Table(
        caption=_("Proposals"),
        columns=[
            tables.link(_("Title"), "title", to=tables.address("proposal"), under="made_by"),
            tables.badge(_("State"), "state", states),
            tables.date(_("Begun"), "made_at"),
            tables.date(_("Weighed"), "impact_at"),
        ],
        rows=rows,
        empty=_("Nobody has proposed a change yet."),
    )


def affected_table(rows: Iterable[Affected], needs: dict[str, Need], worth: Mapping[int, Worth]) -> tables.Table:
    """`worth`: what the move is worth to each, by the partner's id."""

    def money(row: Affected) -> str:
        found = worth.get(row.partner_id)
        return formats.money(found.difference, found.currency) if found else ""

    names = {level.key: level.name for level in policy(LevelsPolicy).levels}
    return tables.Table(
        caption=_("Partners whom it concerns"),
        columns=[
            tables.link(
                _("Company"), "partner.name", to=lambda row: reverse("desk-level", args=[row.partner_id]),
                under="partner.number",
            ),
            tables.text(_("Level now"), lambda row: names.get(row.before, row.before)),
            tables.text(_("Level then"), lambda row: names.get(row.after, row.after)),
            tables.text(_("Missing"), lambda row: shown.missing(row.short, needs)),
            tables.text(_("Rebates of a year"), money),
        ],
        rows=rows,
        empty=_("No partner."),
    )  # fmt: skip
