"""A customer's licences, authorisations, orders and returns as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kanaal.core import formats, tables
from kanaal.core.texts import Text
from kanaal.licensing.access import Known
from kanaal.licensing.models import Order, OrderLine
from kanaal.licensing.rules.authorisations import Act, Deadlines, State, deadlines, options, state
from kanaal.licensing.rules.facts import Addition
from kanaal.licensing.rules.holdings import Holding, holdings, renewed_for
from kanaal.licensing.shown_orders import STANDING, order_states, return_states
from kanaal.licensing.sound import called
from kanaal.licensing.waiting import Waiting


@dataclass(frozen=True)
class Product:
    """A product of which there is something: by what it rests on, how many users have it, how many are renewed."""

    holding: Holding
    name: object
    given: int
    renewed: int


def licences_table(known: Known, given: Mapping[str, int]) -> tables.Table:
    """Products with their licences by state, and how many of them are given to users."""
    rows: list[Product] = []
    if known.facts is not None:
        coming = known.facts.cycle(known.terms).next_anniversary(known.today)
        rows = [
            Product(
                one,
                called(one.product),
                given.get(one.product, 0),
                renewed_for(known.facts, coming, one.product, known.today),
            )
            for one in holdings(known.facts, known.terms, known.today)
        ]
    columns = [
        tables.text(_("Product"), "name", under="holding.product", strong=True),
        tables.number(_("Ordered"), "holding.ordered"),
        tables.number(_("Pending"), "holding.pending"),
        *_when(rows, _("Overdue"), "overdue"),
        *_when(rows, _("Suspended"), "suspended"),
        *_when(rows, _("Past due"), "past_due"),
        tables.number(_("Usable"), "holding.usable"),
        tables.number(_("Given to users"), "given"),
    ]
    if any(one.renewed for one in rows):
        columns.append(tables.number(_("Renewed"), "renewed"))
    return tables.Table(
        caption=_("Licences"),
        columns=columns,
        rows=rows,
        empty=_("No licences yet. Add some, and the customer can use them at once."),
    )


def _when(rows: Sequence[Product], label: str, field: str) -> list[tables.Column]:
    """A column for what there is only now and then."""
    return [tables.number(label, f"holding.{field}")] if any(getattr(one.holding, field) for one in rows) else []


# --- authorisations


@dataclass(frozen=True)
class Authorisation:
    """An addition of which something is to be ordered. `waiting`: so many are asked of a distributor."""

    fact: Addition
    open: int
    state: State
    days: Deadlines
    waiting: int
    removable: bool
    agreement: str

    @property
    def left(self) -> int:
        """How many are in no order yet."""
        return self.open - self.waiting


def authorisations_of(known: Known, waiting: Waiting) -> list[Authorisation]:
    """What is used and not ordered, the oldest first."""
    if known.facts is None:
        return []
    cycle, found = known.facts.cycle(known.terms), []
    for one in sorted(known.facts.additions, key=lambda one: (one.added, one.number)):
        days = deadlines(one, cycle, known.terms)
        can = {option.act for option in options(one, cycle, known.terms, known.today)}
        if days is not None and can:
            found.append(
                Authorisation(
                    one, one.open(known.today), state(one, cycle, known.terms, known.today), days,
                    waiting.additions.get(one.number, 0), Act.REMOVE in can, known.agreement.number,
                )
            )  # fmt: skip
    return found


def authorisations_table(known: Known, waiting: Waiting) -> tables.Table | None:
    """None under terms that know no authorisations."""
    if known.terms.authorising is None:
        return None
    return tables.Table(
        caption=_("Licences to be ordered"),
        columns=[
            tables.text(_("Licences"), licences_said, under="fact.number", strong=True),
            tables.badge(_("State"), "state", {key: (tone, Text(label)) for key, (tone, label) in STANDING.items()}),
            tables.date(_("Added"), "fact.added"),
            tables.date(_("Order by"), "days.order_by"),
            tables.date(_("Can't be used from"), "days.suspended_on"),
            tables.part(_("What you can do"), _acts),
        ],
        rows=authorisations_of(known, waiting),
        empty=_("Everything that is used is ordered."),
    )


def licences_said(one: Authorisation) -> str:
    return f"{one.open} × {called(one.fact.product)}"


def removal_of(one: Authorisation) -> str:
    """Where it is removed: what removing all that is left does is shown there at once."""
    return f"{reverse('console-remove-licences', args=[one.agreement, one.fact.number])}?quantity={one.left}"


def _acts(one: Authorisation) -> SafeString:
    """Order, remove until a day; or that it waits."""
    found = []
    if one.left > 0:
        order = f"{reverse('console-order', args=[one.agreement])}?q-{one.fact.number}={one.left}"
        found.append(format_html('<a class="link" href="{}">{}</a>', order, _("Order them")))
    if one.waiting:
        found.append(format_html("{}", _("%(count)s wait for the distributor") % {"count": one.waiting}))
    if one.removable and one.left > 0:
        remove = removal_of(one)
        until = formats.date(min(one.days.remove_by, one.days.order_by), "medium")
        found.append(
            format_html('<a class="link" href="{}">{}</a>', remove, _("Remove, until %(day)s") % {"day": until})
        )
    return format_html_join(" · ", "{}", ((part,) for part in found))


# --- what waits


def waiting_table(lines: Sequence[OrderLine]) -> tables.Table:
    """Orders that no distributor has answered: nothing of them counts yet."""
    return tables.Table(
        caption=_("Orders that wait"),
        columns=[
            tables.link(_("Order number"), "order.number", to=lambda line: _own(line.order), under="order.reference"),
            tables.text(_("Licences"), lambda line: f"{line.open} × {called(line.sku)}", under=_for),
            tables.text(_("Distributor"), "order.distributor.name"),
            tables.waiting(_("Waits since"), "order.asked_at"),
            tables.part(_("What you can do"), _withdraw),
        ],
        rows=[line for line in lines if line.open],
    )


def _for(line: OrderLine) -> str:
    if line.order.anniversary is not None:
        return _("renewal")
    return line.addition.number if line.addition else _("new licences")


def _own(order: Order) -> str:
    return reverse("console-own-order", args=[order.number])


def _withdraw(line: OrderLine) -> SafeString:
    url = reverse("console-withdraw", args=[line.order.number])
    return format_html('<a class="link" href="{}">{}</a>', url, _("Withdraw"))


# --- orders and returns


def orders_table(orders: Sequence[Order]) -> tables.Table:
    """All orders of a customer, each with what was asked, confirmed and refused of it."""
    return tables.Table(
        caption=_("Orders"),
        columns=[
            tables.link(_("Order number"), "number", to=_own, under="reference"),
            tables.date(_("Asked"), "asked_at"),
            tables.text(_("Licences"), _lines_said),
            tables.text(_("Distributor"), "distributor.name"),
            tables.badge(_("State"), "state", order_states()),
            tables.text(_("Of it"), _answered),
        ],
        rows=orders,
        empty=_("No orders yet."),
    )  # fmt: skip


def _lines_said(order: Order) -> str:
    return ", ".join(f"{line.quantity} × {called(line.sku)}" for line in order.lines.all())


def _answered(order: Order) -> str:
    lines: list[Any] = list(order.lines.all())
    asked, confirmed, refused = (sum(getattr(one, of) for one in lines) for of in ("quantity", "confirmed", "refused"))
    said = _("%(confirmed)s of %(asked)s confirmed") % {"confirmed": confirmed, "asked": asked}
    return said + (", " + _("%(refused)s refused") % {"refused": refused} if refused else "")


def returns_table(found: Sequence[Any]) -> tables.Table:
    return tables.Table(
        caption=_("Returns"),
        columns=[
            tables.link(_("Return"), "number", to=lambda row: _own(row.order), under="rma_number"),
            tables.text(_("Order number"), "order.number"),
            tables.date(_("Asked"), "asked_at"),
            tables.badge(_("State"), "state", return_states()),
        ],
        rows=found,
        empty=_("No returns."),
    )  # fmt: skip
