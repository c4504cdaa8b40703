"""What the pages of a contract and of an order show; a fixed number of questions each."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kanaal.contracts import permissions, tables
from kanaal.contracts.actions.renewing import digest
from kanaal.contracts.knowing import Known, known_of, payment_name, payment_option, segment_name, today_of
from kanaal.contracts.models import Contract, ContractOrder
from kanaal.contracts.queries import events_about, members_of
from kanaal.core import formats
from kanaal.core.actors import Actor
from kanaal.core.paging import paged
from kanaal.people import history
from kanaal.programme.policies import policy
from kanaal.programme.policy import ProgrammePolicy


def shown_contract(contract: Contract, actor: Actor) -> dict[str, Any]:
    """What they have, what is missing, until when, who orders, whom to call, and what each may do."""
    known = known_of(contract)
    may_add = permissions.add_affiliate.explain(actor, contract)
    members = list(members_of(contract))
    return {
        **_head(contract, actor, "overview"),
        "known": known,
        "phase": tables.phase_tones()[tables.phase_of(known)],
        "facts": _facts(contract, known),
        "people": _people(contract),
        **_points(known),
        "members": tables.members_table(members, _ends(contract, members) if may_add.allowed else {}),
        "may_add": may_add,
        "renewal": shown_renewal(contract, actor, known),
    }


def shown_orders(contract: Contract, actor: Actor, params: Any) -> dict[str, Any]:
    """What was ordered with it, the latest first; of a distributor its own."""
    found = contract.orders.select_related("account")
    if actor.acts_as("distributor"):
        found = found.filter(distributor__users__pk=actor.role.id if actor.role else 0)
    rows = paged(found, params, by=("-ordered_on", "-pk"))
    return {**_head(contract, actor, "orders"), "rows": rows, "table": tables.orders_table(rows.rows, contract=False)}


def shown_payments(contract: Contract, actor: Actor, params: Any) -> dict[str, Any]:
    """What falls due, by what was agreed; what gave way to another option is left out."""
    rows = paged(contract.instalments.filter(replaced_at=None).select_related("order"), params, by=("due_on", "pk"))
    table = tables.instalments_table(rows.rows, contract.currency, today_of(contract))
    return {**_head(contract, actor, "payments"), "rows": rows, "table": table, "paid": option_words(contract.payment)}


def shown_history(contract: Contract, actor: Actor, params: Any) -> dict[str, Any]:
    rows = paged(events_about(contract), params, by=("-pk",))
    return {**_head(contract, actor, "history"), "rows": rows, "timeline": history.entries(rows.rows)}


def _head(contract: Contract, actor: Actor, current: str) -> dict[str, Any]:
    """What all of its pages have: title, tabs, and the requests that this side can make."""
    side = actor.role.kind if actor.role else ""
    tabs = [
        ("overview", _("How it stands"), "contract"),
        ("orders", _("Orders"), "contract-orders"),
        ("payments", _("What falls due"), "contract-payments"),
        ("history", _("What happened"), "contract-history"),
    ]
    # What a distributor is paid by others, and what others did, is none of its business.
    seen = [one for one in tabs if side != "distributor" or one[0] in ("overview", "orders")]
    return {
        "contract": contract,
        "side": side,
        "requests": _requests(contract, actor),
        "tabs": [
            {"label": label, "url": reverse(url, args=[contract.number]), "current": key == current}
            for key, label, url in seen
        ],
    }


def _points(known: Known) -> dict[str, Any]:
    """Points and the next level, in figures and words."""
    stands = known.standing
    next_name = str(known.level(stands.next_level)) if stands.next_level else ""
    words = _("%(points)s of %(at)s points") % {
        "points": formats.number(stands.points), "at": formats.number(stands.next_at),
    }  # fmt: skip
    return {
        "standing": stands,
        "level": str(known.level(stands.level)) if stands.level else _("none yet"),
        "next_level": next_name,
        "meter_text": words,
    }


def _facts(contract: Contract, known: Known) -> list[tuple[str, object]]:
    term = known.term
    pairs: list[tuple[str, object]] = [
        (_("Number"), contract.number),
        (_("Signed by"), contract.account.name),
        (_("Market segment"), segment_name(contract.segment)),
        (
            _("Term"),
            _("%(starts)s to %(ends)s") % {"starts": formats.date(term.starts), "ends": formats.date(term.ends)},
        ),
        (_("Which term it is"), formats.number(term.position)),
        (_("Points of all terms"), formats.number(_all_points(known))),
        (_("How orders are paid"), payment_name(contract.payment)),
    ]
    return pairs


def _all_points(known: Known) -> int:
    return sum(one.points for one in known.course.orders if one.cancelled_on is None)


def _people(contract: Contract) -> list[tuple[str, object]]:
    """Whom to call for what; the contract comes from `doors.contract_in`, which knows."""
    programme, known = policy(ProgrammePolicy), contract.__dict__
    pairs: list[tuple[str, object]] = [
        (_("Administrator"), _named(known.get("admin_name"), known.get("admin_email")) or _("nobody")),
        (_("Reseller, for orders and prices"), contract.partner.name),
        (_("Their contact"), _named(known.get("reseller_name"), known.get("reseller_email"))),
        (_("Helpdesk, for changes to the contract"), programme.support_email),
    ]
    return [(label, value) for label, value in pairs if value]


def _named(called: str | None, email: str | None) -> str:
    return f"{called} ({email})" if called and called != email else email or ""


def _ends(contract: Contract, members: list[Any]) -> dict[int, str]:
    return {
        one.pk: reverse("end-affiliate", args=[contract.number, one.pk])
        for one in members
        if one.affiliate and one.until is None
    }


def _requests(contract: Contract, actor: Actor) -> list[dict[str, str]]:
    """The requests that this side can make about it (K1, K2)."""
    prefix = {"contact": "contract", "contract_administrator": "own_contract"}.get(
        actor.role.kind if actor.role else ""
    )
    if prefix is None or not contract.is_live:
        return []
    query = f"?number={contract.number}" if prefix == "contract" else ""
    return [
        {"label": label, "url": reverse("ask-request", args=[f"{prefix}_{key}"]) + query, "icon": icon}
        for key, label, icon in (
            ("administrator", _("Another administrator"), "user-check"),
            ("payment", _("Another way of paying"), "credit-card"),
        )
    ]


def shown_renewal(contract: Contract, actor: Actor, known: Known) -> dict[str, Any] | None:
    """What renewing it today brings, and what differs from the other side of the end; None where it is not the time."""
    found = known.renewal
    if not contract.is_live or known.renewed or found.phase in ("early", "over"):
        return None
    level = str(known.level(found.level)) if found.level else ""
    return {
        "found": found,
        "level": level,
        "digest": digest(found),
        "may_renew": permissions.renew_contract.explain(actor, contract),
        "may_ask": permissions.ask_contract_renewal.explain(actor, contract),
        "gap": formats.number(found.gap_points),
    }


def shown_order(order: ContractOrder, actor: Actor) -> dict[str, Any]:
    lines = list(order.lines.order_by("position"))
    pairs: list[tuple[str, object]] = [
        (_("Distributor"), order.distributor.name),
        (_("Their number"), order.distributor_number),
        (_("Customer's order number"), order.po_number),
        (_("Customer"), f"{order.account.name} ({order.account.number})"),
        (_("Reseller"), order.partner.name),
        (_("Contract"), order.contract.number if order.contract else _("none: it is transactional")),
        (_("Ordered on"), formats.date(order.ordered_on)),
        (_("Ordered with the address"), order.ordered_by),
        (_("Priced at the level"), _level_of(order)),
        (_("Cancelled on"), formats.date(order.cancelled_on) if order.cancelled_on else ""),
        (_("Why"), order.cancelled_why),
    ]
    return {
        "order": order,
        "standing": tables.order_tones()[tables.standing_of(order)],
        "facts": [(label, value) for label, value in pairs if value],
        "lines": tables.lines_table(order, lines),
        "may_correct": permissions.correct_contract_order.explain(actor, order),
        "may_cancel": permissions.cancel_contract_order.explain(actor, order),
        "acts": actor.acts_as("distributor") or actor.acts_as("staff"),
    }


def _level_of(order: ContractOrder) -> str:
    if order.contract is None:
        return ""
    return str(known_of(order.contract).level(order.level)) if order.level else _("none")


def option_words(key: str) -> str:
    found = payment_option(key)
    return f"{found.name}: {found.text}" if found else key
