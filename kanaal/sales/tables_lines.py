"""The products of an opportunity as tables, and what there is to say about their prices (D4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kanaal.catalogue.books import Priced, product
from kanaal.core import formats, tables
from kanaal.core.decisions import Finding
from kanaal.sales.books import Books, Closed, follows_discount_level, now_of
from kanaal.sales.forms.products import ProductSearch
from kanaal.sales.models import Opportunity, OpportunityLine
from kanaal.sales.shown import help_link


def product_name(line: OpportunityLine) -> str:
    """As it is called now; a product that is sold no longer is called by its SKU."""
    found = product(line.sku)
    return found.name.in_(get_language() or "en") if found else line.sku


def lines_table(
    opportunity: Opportunity, lines: Sequence[OpportunityLine], quantity: tables.Column | None = None, *more: Any
) -> tables.Table:
    currency = opportunity.currency
    total = formats.money(sum((line.total for line in lines), start=opportunity.amount * 0), currency)
    columns = [
        tables.text(_("Product"), product_name, under="sku", strong=True),
        quantity or tables.number(_("Quantity"), "quantity"),
        tables.money(_("Price"), "unit_price", currency=currency),
        tables.money(_("Total"), "total", currency=currency),
        *more,
    ]
    return tables.Table(
        caption=_("Products"),
        columns=columns,
        rows=lines,
        empty=_("No products yet. The amount is an estimate until there are."),
        foot=[_("Total"), "", "", total, *("" for _one in more)] if lines else (),
    )


def edit_table(opportunity: Opportunity, lines: Sequence[OpportunityLine]) -> tables.Table:
    """With a field for another quantity in each row, and a button that takes it off; forms stand beside the table."""
    number, save, off, quantity_of = opportunity.number, _("Save"), _("Take off"), _("Quantity of %(sku)s")

    def quantity(line: OpportunityLine) -> SafeString:
        return format_html(
            '<span class="row"><input type="number" name="quantity" min="1" value="{}" form="line-{}" aria-label="{}">'
            '<button class="btn small" form="line-{}">{}</button></span>',
            line.quantity,
            line.position,
            quantity_of % {"sku": line.sku},
            line.position,
            save,
        )

    def buttons(line: OpportunityLine) -> SafeString:
        url = reverse("remove-line", args=[number, line.position])
        return format_html(
            '<button class="btn small quiet" form="line-{}" formaction="{}" formnovalidate>{}</button>',
            line.position,
            url,
            off,
        )

    change = tables.part(_("Quantity"), quantity)
    return lines_table(opportunity, lines, change, tables.part(_("What you can do"), buttons))


def offer_table(search: ProductSearch, rows: Sequence[Priced], refused: Any = None) -> tables.Table:
    """What the list offers, each with a field for how many. A refused form keeps its quantity in its row."""
    found = search.list
    assert found is not None  # noqa: S101 - whoever calls has a list
    place = place_of(search)
    add, quantity_of, currency = _("Add"), _("Quantity of %(sku)s"), found.book.currency
    typed = {refused.data.get("sku"): refused.data.get("quantity")} if refused is not None and refused.data else {}

    def order(row: Priced) -> SafeString:
        name = f"add-{row.product.sku}-{row.quantity}"
        return format_html(
            '<span class="row"><input type="number" name="quantity" min="1" value="{}" form="{}" aria-label="{}">'
            '<button class="btn small" form="{}">{}</button></span>',
            typed.get(row.product.sku) or row.quantity,
            name,
            quantity_of % {"sku": row.product.sku},
            name,
            add,
        )

    return tables.Table(
        caption=_("Products of the price list"),
        columns=[
            tables.text(_("Product"), lambda row: row.product.name, under=lambda row: row.product.sku, strong=True),
            tables.number(_("From quantity"), "quantity"),
            tables.money(_("Price"), lambda row: row.prices[place], currency=currency),
            tables.part(_("How many"), order),
        ],
        rows=rows,
        empty=_("No product of this list fits what you are looking for."),
    )


def place_of(search: ProductSearch) -> int:
    """Which of a row's prices is meant: that of the discount level asked for, or the only one."""
    found, level = search.list, search.discount_level
    return found.catalogue.levels.index(level) if found and follows_discount_level(found) and level else 0


def price_notes(lines: Sequence[OpportunityLine], books: Books, opportunity: Opportunity) -> dict[str, list[Any]]:
    """Lines that cost something else today, and lines whose book applies no longer."""
    moved, gone = [], []
    for line in lines:
        now = now_of(line, books)
        if now.list is None or now.price is None:
            gone.append({"name": product_name(line), "sku": line.sku})
        elif now.differs(line):
            then, today = (formats.money(one, opportunity.currency) for one in (line.unit_price, now.price))
            moved.append({"name": product_name(line), "sku": line.sku, "then": then, "today": today})
    return {"moved": moved, "gone": gone}


def closed_table(books: Books) -> tables.Table:
    """The lists that don't apply, each with every reason and the way out of it."""

    def reasons(one: Closed) -> SafeString:
        return format_html_join("", "<p>{}</p>", ((_reason(finding),) for finding in one.findings))

    return tables.Table(
        caption=_("Lists that don't apply, and why"),
        columns=[
            tables.text(_("Price list"), "list.book.name", under="list.publication.name", strong=True),
            tables.part(_("Why it doesn't apply"), reasons),
        ],
        rows=books.closed,
        empty=_("The programme has no price lists."),
    )


def _reason(finding: Finding) -> SafeString:
    """What stands in the way, what can be done, and where."""
    said = format_html("{} – {}", finding.says, finding.remedy) if finding.remedy else format_html("{}", finding.says)
    if not finding.link:
        return said
    return format_html('{} <a class="link" href="{}">{}</a>', said, finding.link, finding.link_label)


def case_link(opportunity: Opportunity, books: Books) -> str:
    """A question with everything that this page knows: which lists exist, and why none of them applies."""
    account = opportunity.account
    said = [
        f"- {one.list.book.name}: " + "; ".join(str(finding.says) for finding in one.findings)
        for one in books.closed[:20]
    ]
    head = [
        formats.labelled(_("Customer"), f"{account.number}, {formats.country(account.country)}"),
        formats.labelled(_("Market segment"), opportunity.segment),
        formats.labelled(_("Currency"), opportunity.currency),
        _("No price list applies to this opportunity:"),
    ]
    return help_link(opportunity, _("no price list applies"), [*head, *said])
