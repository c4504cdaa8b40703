"""The lists of rebates as tables, and as rows of files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kanaal.core import formats, tables
from kanaal.core.spreadsheets import Cells
from kanaal.core.texts import Text
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy
from kanaal.rebates.models import REASONS, Cycle, Entry, Match, Statement
from kanaal.rebates.models.entries import HOW, KINDS
from kanaal.sales.policy import OrderKindsPolicy

CYCLE_TONES = {"open": "neutral", "computed": "info", "proposed": "warn", "approved": "ok", "paid": "ok"}
KIND_TONES = {"earned": "ok", "clawback": "bad", "released": "info", "amended": "info"}


def cycle_states() -> dict[str, tuple[str, Text]]:
    return {key: (CYCLE_TONES[key], Cycle.lifecycle.label(key)) for key in CYCLE_TONES}


def cycles_table(rows: Iterable[Cycle]) -> tables.Table:
    regions = {one.key: one.name for one in policy(RegionsPolicy).regions}
    return tables.Table(
        caption=_("Cycles"),
        columns=[
            tables.link(_("Cycle"), "key", to=tables.address("rebate-cycle"),
                        under=lambda one: regions.get(one.region, one.region)),
            tables.badge(_("State"), "state", cycle_states()),
            tables.date(_("Until"), "ends"),
            tables.money(_("Earned"), _kept("earned")),
            tables.money(_("To be paid"), _kept("payable")),
            tables.number(_("Partners"), lambda one: one.totals.get("partners")),
            tables.number(_("Lines that wait"), lambda one: one.totals.get("waiting")),
            tables.date(_("Computed"), "computed_at"),
        ],
        rows=rows,
        empty=_("No cycle has begun yet. Cycles begin by themselves, with their first day."),
    )  # fmt: skip


def _kept(name: str) -> Any:
    return lambda cycle: cycle.total(name)


def statements_table(rows: Iterable[Statement], cycle: Cycle) -> tables.Table:
    def to(one: Statement) -> str:
        return reverse("rebate-partner", args=[cycle.pk, one.partner.number])

    return tables.Table(
        caption=_("Partners"),
        columns=[
            tables.link(_("Partner"), "partner.name", to=to, under=lambda one: one.number or one.partner.number),
            tables.number(_("Lines"), "entries"),
            tables.money(_("Earned"), "earned"),
            tables.money(_("Over a cap"), "capped"),
            tables.money(_("Held back"), "held"),
            tables.money(_("Released"), "released"),
            tables.money(_("Taken back"), "clawed"),
            tables.money(_("Carried in"), "carried_in"),
            tables.money(_("To be paid"), "payable"),
            tables.money(_("Carried over"), "carried_out"),
        ],
        rows=rows,
        empty=_("Nobody has earned anything in this cycle yet."),
    )


def kind_labels() -> dict[str, tuple[str, Text]]:
    return {key: (KIND_TONES[key], Text(label)) for key, label in KINDS}


def entries_table(rows: Iterable[Entry], currency: str) -> tables.Table:
    return tables.Table(
        caption=_("Lines"),
        columns=[
            tables.link(_("Sold"), lambda one: formats.date(one.sold_on, "medium"), to=tables.address("rebate-entry"),
                        under="line.sku"),
            tables.badge(_("Kind"), "kind", kind_labels()),
            tables.text(_("Deal"), lambda one: one.opportunity.number if one.opportunity else "",
                        under=lambda one: one.opportunity.name if one.opportunity else ""),
            tables.money(_("Amount of the sale"), "base", currency=currency),
            tables.text(_("Rule"), "tariff.rule", under=lambda one: formats.percent(one.tariff.rate)),
            tables.money(_("Earned"), "earned", currency=currency),
            tables.money(_("Over a cap"), "capped", currency=currency),
            tables.money(_("Held back"), "held", currency=currency),
            tables.money(_("Counts now"), "amount", currency=currency),
        ],
        rows=rows,
        empty=_("No line has counted here; what there is was carried over."),
    )  # fmt: skip


def lines_table(rows: Iterable[Match]) -> tables.Table:
    kinds = {one.key: one.name for one in policy(OrderKindsPolicy).order_kinds}
    return tables.Table(
        caption=_("Lines without a deal"),
        columns=[
            tables.link(_("Line"), "line.sku", to=tables.address("rebate-line"),
                        id="pk", under=lambda one: formats.date(one.line.sold_on, "medium")),
            tables.text(_("Reseller"), lambda one: one.partner.name if one.partner else one.line.reseller,
                        under="line.customer"),
            tables.text(_("Number in the report"), lambda one: one.line.order_number or one.line.po_number,
                        under=lambda one: kinds.get(one.line.order_kind, "")),
            tables.number(_("Quantity"), "line.quantity"),
            tables.money(_("Amount"), "line.amount", currency="line.currency"),
            tables.text(_("Why"), lambda one: Text(REASONS[one.reason])),
            tables.text(_("May belong to"), lambda one: one.proposed.number if one.proposed else "",
                        under=lambda one: one.proposed.name if one.proposed else ""),
            tables.date(_("Partner asked"), "asked_at"),
        ],
        rows=rows,
        empty=_("No line waits here. Every line that was reported has found its deal, or somebody has dealt with it."),
    )  # fmt: skip


# --- files


def statement_heading() -> list[str]:
    return [
        _("Statement"), _("Number"), _("Partner"), _("Currency"), _("State"), _("Lines"), _("Carried in"), _("Earned"),
        _("Over a cap"), _("Held back"), _("Released"), _("Taken back"), _("To be paid"), _("Carried over"),
    ]  # fmt: skip


def statement_cells(one: Statement) -> Cells:
    return (
        one.number, one.partner.number, one.partner.name, one.currency, str(one.state_label), one.entries,
        one.carried_in, one.earned, one.capped, one.held, one.released, one.clawed, one.payable, one.carried_out,
    )  # fmt: skip


def entry_heading() -> list[str]:
    return [
        _("Partner"), _("Sold"), _("Kind"), _("Matched"), _("Deal"), _("Product"), _("Quantity"),
        _("Amount of the sale"), _("Level"), _("Deal type"), _("Registered deal"), _("Rule"), _("Percent"),
        _("Release"), _("Earned"), _("Over a cap"), _("Held back"), _("Counts now"),
    ]  # fmt: skip


def entry_cells(one: Entry) -> Cells:
    tariff, line = one.tariff, one.line
    return (
        one.partner.number, one.sold_on.isoformat(), str(Text(dict(KINDS)[one.kind])), str(Text(dict(HOW)[one.how])),
        one.opportunity.number if one.opportunity else "", line.sku, line.quantity, one.base, tariff.level,
        tariff.deal_type, _("yes") if tariff.of_registered else _("no"), tariff.rule, tariff.rate, tariff.release_id,
        one.earned, one.capped, one.held, one.amount,
    )  # fmt: skip
