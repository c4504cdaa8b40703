"""What the pages of an order and a return show; a fixed number of questions each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kanaal.core import formats
from kanaal.core.actors import Actor
from kanaal.core.texts import Text
from kanaal.distribution import permissions, queries
from kanaal.distribution.forms import ConfirmForm
from kanaal.distribution.models import Discrepancy
from kanaal.distribution.policy import DistributionPolicy
from kanaal.distribution.tables import reports_table
from kanaal.licensing import returns
from kanaal.licensing.counting import lines_of
from kanaal.licensing.models import Order, Return, ReturnLine
from kanaal.licensing.shown_orders import (
    RETURN_TONES,
    TONES,
    Standing,
    answers_of,
    kind_label,
    lines_back,
    lines_table,
    reason_of,
    return_facts,
    return_lines_table,
    returns_of,
    way_of,
)
from kanaal.licensing.sound import called
from kanaal.people import history
from kanaal.people.models import Person
from kanaal.programme.policies import policy


def order_tabs(current: str) -> list[dict[str, Any]]:
    """The distributor's lists, and the page of files."""
    tabs = (
        ("orders", _("Orders"), "distribution-home"),
        ("returns", _("Returns"), "distribution-returns"),
        ("files", _("Files"), "distribution-files"),
    )
    return [{"label": label, "url": reverse(url), "current": key == current} for key, label, url in tabs]


def shown_order(order: Order, actor: Actor) -> dict[str, Any]:
    """For the distributor: of the customer only what the order needs."""
    lines = list(order.lines.select_related("addition").order_by("position"))
    timeline = _happened(order)
    may_confirm = permissions.confirm_order.explain(actor, order)
    return {
        "order": order,
        "tone": TONES[order.state],
        "kind": kind_label(order),
        "facts": _facts(order),
        "lines": lines_table(order, lines, Standing.of(order.agreement)),
        "form": ConfirmForm(lines=lines) if may_confirm.allowed else None,
        "may_confirm": may_confirm,
        "may_refuse": permissions.refuse_lines.explain(actor, order),
        "answers": answers_of(order, lines, timeline),
        "returns": returns_of(timeline),
        "promise": policy(DistributionPolicy).answer_within,
        "timeline": timeline,
    }


def _happened(order: Order, known: Iterable[Person] = ()) -> list[history.Entry]:
    """What every step saw (its receipt) is read at the desk, from its own list of what happened."""
    found = history.entries(queries.events_about(order)[:50], known=known)
    return [replace(one, receipt_url="") for one in found]


def _facts(order: Order) -> list[tuple[str, object]]:
    agreement = order.agreement
    pairs: list[tuple[str, object]] = [
        (_("Reseller"), order.partner.name),
        (_("Asked by"), str(order.asked_by) if order.asked_by else ""),
        (_("Mail"), order.asked_by.email if order.asked_by else ""),
        (_("Their reference"), order.reference),
        (_("Customer"), agreement.name),
        (_("Customer's number"), agreement.number),
        (_("Country"), formats.country(agreement.country)),
        (_("Anniversary that is renewed"), formats.date(order.anniversary) if order.anniversary else ""),
    ]
    return [(label, value) for label, value in pairs if value]


def shown_return(one: Return, actor: Actor) -> dict[str, Any]:
    """For the distributor."""
    return {
        **_shown_return(one, lines_back(one)),
        "may_request": permissions.request_return.explain(actor, one),
        "may_refuse": permissions.refuse_return.explain(actor, one),
        "may_pass_on": permissions.pass_on_credit.explain(actor, one),
    }


def shown_return_to_desk(one: Return, actor: Actor) -> dict[str, Any]:
    """For the desk: with what the rules find as of today, while there is something to decide."""
    known = returns.known_of(one.order, one)
    rows = [
        ReturnLine(of=one, order_line=line, quantity=line.back, credit=line.credit) for line in known.lines if line.back
    ]
    asked = {row.order_line.position: row.quantity for row in rows}
    open_ = one.state in Return.OPEN
    return {
        **_shown_return(one, rows),
        "findings": returns.findings(known, asked, returns.asked_day(one)) if open_ else (),
        "order_lines": lines_table(one.order, known.lines),
        "may_authorise": permissions.authorise_return.explain(actor, one),
        "may_refuse": permissions.refuse_return.explain(actor, one),
        "may_credit": permissions.credit_return.explain(actor, one),
    }


def _shown_return(one: Return, rows: list[ReturnLine]) -> dict[str, Any]:
    waits = {"asked": one.asked_at, "requested": one.requested_at, "credited": one.credited_at}.get(one.state)
    known = [one.asked_by] if one.asked_by is not None else []
    return {
        "asked": one,
        "order": one.order,
        "tone": RETURN_TONES[one.state],
        "way": way_of(one),
        "facts": return_facts(one),
        "lines": return_lines_table(one.order, rows),
        "reason": reason_of(one.refuse_reason),
        "waits": waits,
        "promise": policy(DistributionPolicy).answer_within,
        "timeline": _happened(one.order, known),
    }


def shown_difference(one: Discrepancy, actor: Actor) -> dict[str, Any]:
    """For the desk: as things are now, which may have moved since it was found."""
    lines = {line.product: line for line in lines_of([one.agreement])[one.agreement_id]}
    line = lines.get(one.sku)
    left = [each.quantity for each in line.differences if each.why == one.why] if line else []
    facts = [
        (_("Customer"), f"{one.agreement.name} ({one.agreement.number})"),
        (_("Reseller"), one.agreement.partner.name),
        (_("Product"), called(one.sku)),
        (_("Ordered"), formats.number(line.ordered if line else 0)),
        (_("Distributors say"), formats.number((line.reported if line else 0) or 0)),
        (_("Not explained"), formats.number(sum(left))),
        (_("Found"), formats.date(one.found_at.date(), "medium")),
    ]
    return {
        "one": one,
        "product": called(one.sku),
        "why": Text(dict(Discrepancy.WHY)[one.why]),
        "facts": facts,
        "settled": not left,
        "reports": reports_table(line) if line else None,
        "may_ask": permissions.ask_about_difference.explain(actor, one),
        "asked": Text(dict(Discrepancy.ASKED)[one.asked]) if one.asked else "",
        "promise": policy(DistributionPolicy).answer_within,
    }
