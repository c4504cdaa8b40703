"""A company's own orders and returns: also those of customers that are another reseller's now (V9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kanaal.core import formats, tables
from kanaal.core.actors import Actor
from kanaal.core.decisions import Decision, unmet
from kanaal.core.events import FACTS
from kanaal.core.models import Event
from kanaal.core.texts import name, say
from kanaal.licensing import permissions, returns
from kanaal.licensing.models import Order, OrderLine, Return, ReturnLine
from kanaal.licensing.returns import Known
from kanaal.licensing.shown_orders import (
    RETURN_TONES,
    TONES,
    answers_of,
    kind_label,
    lines_table,
    order_states,
    reason_of,
    return_lines_table,
    return_states,
    way_of,
)
from kanaal.licensing.sound import called
from kanaal.partners.models import Partner
from kanaal.partners.queries import partners_seen_by
from kanaal.people import history

RELATED = ("agreement", "partner", "distributor")


def own_orders(actor: Actor) -> QuerySet[Order]:
    """Those that the actor's company placed, whoever sells to the customer now."""
    if not actor.acts_as("contact"):
        return Order.objects.none()
    return Order.objects.filter(partner__in=partners_seen_by(actor))


def own_order(actor: Actor, partner: Partner, number: str) -> Order | None:
    """`partner` is the actor's own company, as it was loaded at the door."""
    found = own_orders(actor).select_related(*RELATED, "asked_by").filter(number=number.strip().upper()).first()
    if found is not None and found.partner_id == partner.pk:
        found.partner = partner
    return found


def own_return(actor: Actor, number: str) -> Return | None:
    found = Return.objects.filter(order__in=own_orders(actor), number=number.strip().upper())
    return found.select_related(*(f"order__{one}" for one in RELATED)).first()


def listed(actor: Actor, chosen: dict[str, Any]) -> QuerySet[Order]:
    """Narrowed by any number that somebody may have in hand, and by what became of it."""
    latest = Return.objects.order_by("-pk")
    found = own_orders(actor).select_related(*RELATED).annotate(quantity=Sum("lines__quantity"))
    found = found.prefetch_related(
        Prefetch("returns", latest), Prefetch("lines", OrderLine.objects.order_by("position"))
    )
    state = chosen.get("state", "")
    if state in ("asked", "answered", "withdrawn"):
        found = found.filter(state=state)
    if state == "refused":
        found = found.filter(Exists(OrderLine.objects.filter(order=OuterRef("pk"), refused__gt=0)))
    if state in ("returning", "returned"):
        among = Return.OPEN if state == "returning" else returns.WENT_BACK
        found = found.filter(Exists(Return.objects.filter(order=OuterRef("pk"), state__in=among)))
    if words := str(chosen.get("q", "")).strip():
        found = found.filter(pk__in=Order.objects.filter(_any_number(words)).values("pk"))
    return found


def _any_number(words: str) -> Q:
    upper = words.upper()
    numbers = Q(number=upper) | Q(reference__iexact=words) | Q(agreement__number=upper)
    numbers |= Q(lines__addition__number=upper) | Q(lines__answers__order_number__iexact=words)
    numbers |= Q(lines__order_number__iexact=words) | Q(returns__number=upper) | Q(returns__rma_number=upper)
    numbers |= Q(returns__passed_on_number__iexact=words)
    return numbers | Q(agreement__name__icontains=words)


def orders_table(rows: list[Order]) -> tables.Table:
    states = return_states()

    def back(order: Order) -> SafeString:
        latest = next(iter(order.returns.all()), None)
        if latest is None:
            return format_html('<span class="muted">{}</span>', "–")
        tone, word = states[latest.state]
        return format_html('<span class="badge is-{}">{}</span><small>{}</small>', tone, word, latest)

    return tables.Table(
        caption=_("Your orders"),
        columns=[
            tables.link(_("Order"), "number", to=tables.address("console-own-order"), id="number", under="reference"),
            tables.text(_("Customer"), "agreement.name", under="agreement.number"),
            tables.text(_("Distributor"), "distributor.name", under=kind_label),
            tables.number(_("Licences"), "quantity"),
            tables.badge(_("State"), "state", order_states()),
            tables.part(_("Return"), back),
            tables.date(_("Asked"), "asked_at"),
        ],
        rows=rows,
        empty=_("No order fits what you are looking for."),
    )


def shown_order(order: Order, actor: Actor) -> dict[str, Any]:
    """An order with all answers and returns; and whether something of it can go back now, with every reason."""
    known = returns.known_of(order)
    timeline = history.entries(_events_about(order)[:50], known=[order.asked_by] if order.asked_by else [])
    timeline = [replace(one, receipt_url="") for one in timeline]  # what every step saw is the desk's to read
    ours, back = is_ours(order), _returns_of(order)
    return {
        "order": order,
        "tone": TONES[order.state],
        "kind": kind_label(order),
        "lines": lines_table(order, known.lines),
        "answers": answers_of(order, known.lines, timeline),
        "returns": [_shown_return(one, rows) for one, rows in back.items()],
        "may_return": explain_return(actor, known, known.all_left, _open(back)),
        "may_withdraw": permissions.withdraw_order.explain(actor, order),
        "customer_url": reverse("console-customer", args=[order.agreement.number]) if ours else "",
        "timeline": timeline,
    }


def explain_return(actor: Actor, known: Known, asked: dict[int, int], waits: Return | None) -> Decision:
    """May so many of these lines go back today? The permission's findings, the return that `waits`, and the rules'."""
    own = permissions.ask_return.explain(actor, known.order)
    if waits is not None:
        way_out = say(gettext_noop("Wait for its end, or withdraw it and ask for the new one."))
        says = unmet(
            gettext_noop("the return %(number)s is under way already"), number=name(waits.number), remedy=way_out
        )
        return Decision(own.permission, say(permissions.ask_return.does), (*own.findings, says))
    found = returns.findings(known, asked, known.today) if known.order.state != "asked" or asked else ()
    return Decision(own.permission, say(permissions.ask_return.does), (*own.findings, *found))


def is_ours(order: Order) -> bool:
    """Does whoever ordered sell to the customer still?"""
    return order.agreement.partner_id == order.partner_id


def open_return(order: Order) -> Return | None:
    return order.returns.filter(state__in=Return.OPEN).first()


def _open(found: Iterable[Return]) -> Return | None:
    return next((one for one in found if one.state in Return.OPEN), None)


def _returns_of(order: Order) -> dict[Return, list[ReturnLine]]:
    """The order's returns with their lines, the latest first; in one question."""
    found: dict[Return, list[ReturnLine]] = {}
    rows = ReturnLine.objects.filter(of__order=order).select_related("of", "order_line")
    for row in rows.order_by("-of", "order_line__position")[:200]:
        row.of.order = order
        found.setdefault(row.of, []).append(row)
    return found


def _shown_return(one: Return, rows: list[ReturnLine]) -> dict[str, Any]:
    return {
        "asked": one,
        "tone": RETURN_TONES[one.state],
        "way": way_of(one),
        "lines": return_lines_table(one.order, rows),
        "reason": reason_of(one.refuse_reason),
        "open": one.state in Return.OPEN,
    }


def _events_about(order: Order) -> QuerySet[Event]:
    found = Event.objects.filter(about_kind=Order._meta.label_lower, about_id=order.pk, name__in=list(FACTS))
    return found.select_related("personal").order_by("-pk")


def credit_table(known: Known) -> tables.Table:
    """What could go back, and what comes back for it."""
    rows: list[dict[str, Any]] = [
        {"line": line, "left": left, "credit": returns.credit_of(known, line, left)}
        for line in known.lines
        if (left := known.left(line))
    ]
    total = formats.money(sum((row["credit"] for row in rows), Decimal(0)), known.order.currency)
    columns = [
        tables.text(_("Product"), lambda row: called(row["line"].sku), under="line.sku", strong=True),
        tables.number(_("Licences"), "left"),
        tables.money(_("Comes back"), "credit", currency=known.order.currency),
    ]
    foot: list[object] = [_("Together"), formats.number(sum(row["left"] for row in rows)), total]
    if is_ours(known.order):  # who uses what is the present reseller's to know
        columns.insert(2, tables.number(_("Not in use"), lambda row: known.free.get(row["line"].sku, 0)))
        foot.insert(2, "")
    return tables.Table(caption=_("What can go back"), columns=columns, rows=rows, foot=foot)
