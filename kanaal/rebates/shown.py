"""What the vendor's pages show of a cycle, a statement, a line and an amount."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kanaal.core import formats
from kanaal.core.actors import Actor
from kanaal.core.jobs.progress import progress_of
from kanaal.core.models import Event
from kanaal.core.texts import Text
from kanaal.people import history
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy
from kanaal.rebates import mending, permissions, queries, tables
from kanaal.rebates.models import REASONS, Cycle, Entry, Match, Statement
from kanaal.rebates.shown_why import explained
from kanaal.sales.policy import OrderKindsPolicy
from kanaal.sellthrough.periods import MonthName

STEPS = ("open", "computed", "proposed", "approved", "paid")


@dataclass(frozen=True)
class Changed:
    """For whom the last computing came to something else."""

    partner: str
    number: str
    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        return self.after - self.before


def shown_cycle(cycle: Cycle, actor: Actor, *, brief: bool = False) -> dict[str, Any]:
    """`brief`: for the pages of one intention, which show the sums only."""
    shown = {
        "cycle": cycle,
        "region": region_name(cycle.region),
        "sums": sums_of(cycle),
        "tone": tables.CYCLE_TONES[cycle.state],
    }
    if brief:
        return shown
    return (
        shown
        | {
            "steps": steps_of(cycle),
            "reasons": reasons_of(cycle),
            "changes": changes_of(cycle),
            "months": months_of(cycle),
            "progress": progress_of(cycle.job) if cycle.job else None,
            "stale": cycle.state == "computed" and queries.is_stale(cycle),
            "timeline": history.entries(_events(cycle)),
        }
        | {f"may_{name}": may.explain(actor, cycle) for name, may in NEXT[cycle.state].items()}
    )


NEXT = {
    "open": {"compute": permissions.ask_to_compute, "propose": permissions.propose_cycle},
    "computed": {"compute": permissions.ask_to_compute, "propose": permissions.propose_cycle},
    "proposed": {"approve": permissions.approve_cycle, "send_back": permissions.send_back_cycle},
    "approved": {"pay": permissions.pay_cycle},
    "paid": {},
}
"""What can be done next, by state: only that is asked for."""


def _events(row: Any) -> list[Event]:
    found = Event.objects.filter(about_kind=row._meta.label_lower, about_id=row.pk)
    return list(found.select_related("personal").order_by("-id")[:30])


def region_name(key: str) -> str:
    found = policy(RegionsPolicy).get(key)
    return str(found.name) if found else key


def sums_of(cycle: Cycle) -> list[tuple[str, Decimal]]:
    """The way from what was earned to what is paid, each with its sign."""

    def of(name: str) -> Decimal:
        return cycle.total(name) or Decimal(0)

    return [
        (_("Earned"), of("earned")),
        (_("Over a cap"), -of("capped")),
        (_("Held back"), -of("held")),
        (_("Released"), of("released")),
        (_("Taken back for returns"), -of("clawed")),
        (_("Carried in"), of("carried_in")),
        (_("Carried over"), -of("carried_out")),
        (_("To be paid"), of("payable")),
    ]


def steps_of(cycle: Cycle) -> list[dict[str, Any]]:
    here = STEPS.index(cycle.state)
    states = ["done" if place < here else "current" if place == here else "coming" for place in range(len(STEPS))]
    return [{"label": Cycle.lifecycle.label(one), "state": state} for one, state in zip(STEPS, states, strict=True)]


def reasons_of(cycle: Cycle) -> list[dict[str, Any]]:
    """Why lines wait, the most frequent reason first, each with its way into the work list."""
    found = []
    for reason, count in cycle.totals.get("reasons", {}).items():
        region = "-" if reason == "reseller-unknown" else cycle.region
        url = f"{reverse('rebate-lines')}?region={region}&reason={reason}"
        found.append({"says": Text(REASONS[reason]), "count": count, "url": url})
    return found


def changes_of(cycle: Cycle) -> list[Changed]:
    """What the last computing changed, the largest change first."""
    return [Changed(name, number, Decimal(was), Decimal(now)) for number, name, was, now in cycle.changes]


def months_of(cycle: Cycle) -> list[tuple[str, Decimal, str]]:
    """What was earned by the month of the sale, as points of a picture."""
    rows = [(month, Decimal(earned)) for month, earned in cycle.totals.get("months", []) if Decimal(earned)]
    return [(str(MonthName(month)), earned, formats.money(earned, cycle.currency)) for month, earned in rows]


def shown_statement(one: Statement) -> dict[str, Any]:
    rows = [
        (_("Carried in"), one.carried_in), (_("Earned"), one.earned), (_("Over a cap"), -one.capped),
        (_("Held back"), -one.held), (_("Released"), one.released), (_("Taken back for returns"), -one.clawed),
    ]  # fmt: skip
    money = [(label, formats.money(amount, one.currency)) for label, amount in rows if amount]
    return {
        "statement": one,
        "cycle": one.cycle,
        "partner": one.partner,
        "region": region_name(one.cycle.region),
        "sums": money,
        "tone": {"made": "neutral", "approved": "ok", "paid": "ok"}[one.state],
    }


def shown_line(one: Match, actor: Actor) -> dict[str, Any]:
    """The line as it was reported, the reason, the deals it may belong to, and what may be done."""
    return {
        "match": one,
        "line": one.line,
        "reason": Text(REASONS[one.reason]),
        "facts": line_facts(one),
        "candidates": mending.candidates(one) if one.how == "none" else [],
        "timeline": history.entries(_events(one)),
    } | {f"may_{name}": may.explain(actor, one) for name, may in (WAITS if one.how == "none" else SAID).items()}


WAITS = {"choose": permissions.choose_deal, "dismiss": permissions.dismiss_line, "ask": permissions.ask_partner}
SAID = {"undo": permissions.undo_choice}
"""What can be done about a line that waits, and about one of which something was said."""


def line_facts(one: Match) -> list[tuple[str, object]]:
    line = one.line
    kind = policy(OrderKindsPolicy).get(line.order_kind)
    where = _("%(report)s, line %(line)s") % {"report": line.report.number, "line": line.line}
    pairs: list[tuple[str, object]] = [
        (_("Reported in"), where),
        (_("Sold"), formats.date(line.sold_on)),
        (_("Counts in"), line.period),
        (_("Reseller in the report"), line.reseller),
        (_("Partner"), one.partner.name if one.partner else ""),
        (str(kind.name) if kind else _("Order number"), line.order_number),
        (_("Customer's order number"), line.po_number),
        (_("Customer"), line.account.name if line.account else line.customer),
        (_("Product"), f"{line.sku} × {formats.number(line.quantity)}"),
        (_("Amount"), formats.money(line.amount, line.currency)),
    ]
    return [(label, value) for label, value in pairs if value]


def shown_entry(entry: Entry) -> dict[str, Any]:
    return explained(entry) | {"region": region_name(entry.cycle.region)}
