"""Changes of licences for their pages: what can be asked for, in tables with fields, and what it would do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Subquery
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kanaal.core import formats, tables
from kanaal.core.texts import Text
from kanaal.distributors.models import Distributor
from kanaal.licensing.access import Known
from kanaal.licensing.charging import order_level, price_for
from kanaal.licensing.models import Addition, Agreement, Order
from kanaal.licensing.previewing import Foreseen
from kanaal.licensing.prices import kind_of_product, products_for
from kanaal.licensing.rules.days import Span
from kanaal.licensing.rules.holdings import holding
from kanaal.licensing.rules.proration import Line, Why
from kanaal.licensing.rules.renewal import due
from kanaal.licensing.rules.windows import window
from kanaal.licensing.shown_orders import STANDING
from kanaal.licensing.sound import called
from kanaal.resellerconsole.forms.licences import NEW, Offered, OrderForm, QuantitiesForm
from kanaal.resellerconsole.tables_customer import Authorisation, authorisations_of, licences_said, removal_of


@dataclass(frozen=True)
class Row:
    """Something that can be asked for, with its field. `there`: how many of it the customer has, or there are."""

    field: SafeString
    name: object
    under: str
    there: int
    price: Any = None
    more: Any = None


# --- forms


def add_form(data: Any, known: Known) -> QuantitiesForm:
    """Every product that is sold to this customer; those that it has stand first."""
    return QuantitiesForm(data, _products(known))


def order_form(data: Any, known: Known, distributors: Distributors) -> OrderForm:
    """What is open, then new licences."""
    offered = [
        Offered(one.fact.number, f"{called(one.fact.product)} ({one.fact.number})", filled=one.left or None)
        for one in authorisations_of(known, known.waiting)
    ]
    return OrderForm(data, [*offered, *_products(known)], distributors.all, distributors.first)


def renew_form(data: Any, known: Known, anniversary: dt.date, distributors: Distributors) -> OrderForm:
    """What ends with the term and is renewed by no order yet, all of it filled in."""
    waiting = known.waiting.renewals
    there = due(known.facts, known.terms, anniversary, known.today) if known.facts else ()
    offered = [
        Offered(one.product, str(called(one.product)), max(0, one.left - waiting.get((anniversary, one.product), 0)))
        for one in there
    ]  # fmt: skip
    return OrderForm(data, offered, distributors.all, distributors.first)


def _products(known: Known) -> list[Offered]:
    mine = set(known.facts.products) if known.facts else set()
    found = sorted(products_for(known.agreement, known.today), key=lambda one: (one.sku not in mine, str(one.name)))
    return [Offered(one.sku, str(one.name), prefix=NEW) for one in found]


@dataclass(frozen=True)
class Distributors:
    """Those who take orders in a customer's region; `first`: whom the company asked last, if it is among them."""

    all: tuple[Distributor, ...]
    first: int | None


def distributors_of(agreement: Agreement) -> Distributors:
    last = Order.objects.filter(partner=agreement.partner_id).order_by("-pk").values("distributor")[:1]
    rows = Distributor.objects.filter(state="active").annotate(last=Subquery(last)).order_by("name", "pk")
    there = tuple(one for one in rows if agreement.region in one.regions)
    mine = next((one.pk for one in there if one.pk == one.last), None)
    return Distributors(there, mine or next((one.pk for one in there), None))


# --- what it would do


def step(agreement: Agreement, form: QuantitiesForm, preview: Foreseen | None, known: Known) -> dict[str, Any]:
    """The context of a page with a form whose rows are products, and of what it would do."""
    return {
        "agreement": agreement,
        "preview": preview,
        "lines": charges_table(preview) if preview else None,
        "open_table": _table(form, known, open_row, _("Licences to be ordered")),
        "product_table": _table(form, known, own_row, _("Products")),
        "other_table": _table(form, known, other_row, _("Other products")),
        "renew_table": _table(form, known, renew_row, _("Licences to renew")),
        "today": known.today,
    }


def _table(
    form: QuantitiesForm, known: Known, make: Callable[[Offered, QuantitiesForm, Known], Row | None], caption: str
) -> tables.Table | None:
    rows = [row for one in form.offered if (row := make(one, form, known)) is not None]
    if not rows:
        return None
    columns = [tables.text(_("Product"), "name", under="under", strong=True), tables.number(_("There are"), "there")]
    if any(row.more for row in rows):
        columns.append(tables.text(_("Stands"), "more"))
    if any(row.price for row in rows):
        columns.append(tables.money(_("A whole term"), "price", currency=known.agreement.currency))
    columns.append(tables.part(_("How many"), lambda row: row.field))
    return tables.Table(caption=caption, columns=columns, rows=rows)


def product_row(one: Offered, form: QuantitiesForm, known: Known) -> Row | None:
    """A product that can be added: how many the customer has, and what one costs at its level."""
    if one.prefix != NEW:
        return None
    there = holding(known.facts, known.terms, one.key, known.today).all if known.facts else 0
    kind = kind_of_product(one.key)
    level = order_level(known.facts, known.terms, (), known.today, kind)
    price = price_for(known.agreement, known.facts, known.terms, one.key, level, known.today)
    return Row(_field(form, one), one.label, one.key, there, price)


def own_row(one: Offered, form: QuantitiesForm, known: Known) -> Row | None:
    """A product that the customer has, or that is asked for; every product, for one that has none."""
    row = product_row(one, form, known)
    return row if row is not None and (row.there or form[one.field].value() or not _has_any(known)) else None


def other_row(one: Offered, form: QuantitiesForm, known: Known) -> Row | None:
    row = product_row(one, form, known)
    return row if row is not None and not (row.there or form[one.field].value() or not _has_any(known)) else None


def _has_any(known: Known) -> bool:
    return bool(known.facts and known.facts.products)


def open_row(one: Offered, form: QuantitiesForm, known: Known) -> Row | None:
    """An authorisation of which something can be ordered."""
    if one.prefix == NEW or known.facts is None:
        return None
    fact = next((fact for fact in known.facts.additions if fact.number == one.key), None)
    if fact is None:
        return None
    added = _("added on %(day)s") % {"day": formats.date(fact.added, "medium")}
    if waits := known.waiting.additions.get(one.key, 0):
        added = _("%(count)s wait for the distributor") % {"count": waits}
    return Row(_field(form, one), called(fact.product), one.key, one.filled or 0, more=added)


def renew_row(one: Offered, form: QuantitiesForm, known: Known) -> Row | None:
    if one.prefix == NEW:
        return None
    return Row(_field(form, one), one.label, one.key, one.filled or 0)


def _field(form: QuantitiesForm, one: Offered) -> SafeString:
    field = form[one.field]
    return format_html("{}", field)


def charges_table(preview: Foreseen) -> tables.Table:
    """What it comes to: for each product from when to when it is paid and used, and why so much."""
    currency = preview.known.agreement.currency
    rows = [(one.asked, line) for one in preview.charges for line in one.lines]
    return tables.Table(
        caption=_("What it costs"),
        columns=[
            tables.text(
                _("Product"), lambda row: called(row[0].sku), under=lambda row: _about(row[0].addition), strong=True
            ),
            tables.number(_("Licences"), lambda row: row[0].quantity),
            tables.text(_("Used"), lambda row: _days(row[1].used)),
            tables.text(_("Paid for"), lambda row: _paid(row[1]), under=lambda row: _why(row[1])),
            tables.money(_("A whole term"), lambda row: row[1].price, currency=currency),
            tables.money(_("Comes to"), lambda row: row[1].amount, currency=currency),
        ],
        rows=rows,
        foot=[_("Together"), formats.number(preview.quantity), "", "", "", formats.money(preview.total, currency)],
    )


def _about(addition: Addition | None) -> str:
    return addition.number if addition else ""


def _days(span: Span) -> str:
    return f"{formats.date(span.first, 'medium')} – {formats.date(span.last, 'medium')}"


def _paid(line: Line) -> str:
    piece = line.slice
    return f"{formats.date(piece.paid_from, 'medium')} – {formats.date(piece.last, 'medium')}"


def _why(line: Line) -> str:
    """Why a line costs what it costs."""
    said: Mapping[Why, str] = {
        Why.WHOLE_TERM: _("a whole term"),
        Why.MONTHS: _("%(count)s of %(of)s months"),
        Why.MONTH_BEGUN: _("%(count)s of %(of)s months; the month that has begun counts whole"),
        Why.DAYS: _("%(count)s of %(of)s days"),
        Why.OWN_TERM: _("a term of its own"),
    }
    return said[line.slice.why] % {"count": line.slice.count, "of": line.slice.of}


# --- removing, withdrawing


def removal(agreement: Agreement, addition: Addition, preview: Foreseen | None) -> dict[str, Any]:
    return {"agreement": agreement, "addition": addition, "product": called(addition.sku), "preview": preview}


def removable_table(rows: Sequence[Authorisation]) -> tables.Table:
    """What can be removed, each with its link; and what can't any more."""

    def act(one: Authorisation) -> SafeString:
        if one.removable and one.left > 0:
            url = removal_of(one)
            return format_html('<a class="btn small" href="{}">{}</a>', url, _("Remove"))
        return format_html(
            '<span class="muted">{}</span>', _("in an order that waits") if one.waiting else _("too late")
        )

    return tables.Table(
        caption=_("Licences that were not ordered"),
        columns=[
            tables.text(_("Licences"), licences_said, under="fact.number", strong=True),
            tables.badge(_("State"), "state", {key: (tone, Text(label)) for key, (tone, label) in STANDING.items()}),
            tables.date(_("Added"), "fact.added"),
            tables.date(_("Can be removed until"), lambda one: min(one.days.remove_by, one.days.order_by)),
            tables.part(_("What you can do"), act),
        ],
        rows=rows,
        empty=_("Nothing waits to be ordered, so there is nothing to remove."),
    )  # fmt: skip


def order_lines(order: Order) -> list[str]:
    return [f"{line.open} × {called(line.sku)}" for line in order.lines.all() if line.open]


def waits(order: Order) -> str:
    """What is said when it was asked for."""
    return _("%(number)s waits for the distributor. It counts once it is confirmed.") % {"number": order.number}


def window_of(known: Known, anniversary: dt.date) -> Span:
    return window(anniversary, known.terms.renewing)
