"""Price lists, prices and changes as tables."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from kanaal.catalogue.books import KINDS, Priced, PriceList, catalogue
from kanaal.catalogue.rules import Change, Prices
from kanaal.core import formats, tables
from kanaal.pricing.models import PriceListGrant
from kanaal.pricing.queries import Judged
from kanaal.pricing.reasons import ask_link, finding_of


def kind_words() -> dict[str, str]:
    """What one gets for the money, in the reader's language."""
    words = (_("perpetual licence"), _("subscription"), _("upgrade"), _("consumable"))
    return dict(zip(KINDS, words, strict=True))


def lists_table(rows: Iterable[Judged]) -> tables.Table:
    states = {
        "now": ("ok", _("valid now")),
        "coming": ("info", _("coming")),
        "past": ("neutral", _("past")),
        "closed": ("neutral", _("not for you")),
    }
    return tables.Table(
        caption=_("Price lists"),
        columns=[
            tables.link(
                _("Price list"),
                lambda row: row.list.book.name,
                to=_address,
                under=lambda row: row.list.publication.name,
            ),
            tables.badge(_("State"), "state", states),
            tables.text(_("Currency"), lambda row: row.list.book.currency),
            tables.date(_("Valid from"), lambda row: row.list.publication.valid_from),
            tables.date(_("Valid until"), lambda row: row.list.publication.valid_until),
        ],
        rows=rows,
        empty=_("There is no price list here."),
    )


def _address(row: Any) -> str:
    return reverse("price-list", args=[row.list.book.key, row.list.publication.key])


def all_lists_table(rows: Iterable[PriceList]) -> tables.Table:
    """For staff: every publication of every book."""
    return tables.Table(
        caption=_("Price lists"),
        columns=[
            tables.link(
                _("Price list"),
                "book.name",
                to=lambda row: reverse("price-list", args=[row.book.key, row.publication.key]),
                under="publication.name",
            ),
            tables.text(_("Currency"), "book.currency"),
            tables.date(_("Valid from"), "publication.valid_from"),
            tables.date(_("Valid until"), "publication.valid_until"),
        ],
        rows=rows,
        empty=_("The programme has no price lists."),
    )


def closed_table(rows: Iterable[Judged], *, may_ask: bool) -> tables.Table:
    """Which lists exist besides one's own, and why each does not apply."""
    columns = [
        tables.text(_("Price list"), lambda row: row.list.book.name, strong=True),
        tables.part(_("Why it isn't for you"), _reasons),
    ]
    if may_ask:
        columns.append(tables.part(_("What you can do"), _ask))
    return tables.Table(caption=_("Other price lists"), columns=columns, rows=rows, empty=_("There are no others."))


def _reasons(row: Judged) -> Any:
    return format_html_join(
        "", '<span class="row">{}</span>', ((str(finding_of(miss, row.list).says),) for miss in row.misses)
    )


def _ask(row: Judged) -> Any:
    return format_html('<a class="btn small" href="{}">{}</a>', ask_link(row.list), _("Ask for this list"))


def prices_table(one: PriceList, rows: Iterable[Priced], sort: str) -> tables.Table:
    kinds, metrics, families = kind_words(), one.catalogue.metrics, one.catalogue.families
    columns = [
        tables.text(_("Product"), "product.name", under="product.sku", sort="name", strong=True),
        tables.text(_("Family"), lambda row: families[row.product.family], sort="family"),
        tables.text(_("Licence"), lambda row: kinds[row.product.kind], under=lambda row: metrics[row.product.metric]),
        tables.number(_("From quantity"), "quantity"),
        *_price_columns(one),
    ]
    return tables.Table(
        caption=_("Prices"), columns=columns, rows=rows, sort=sort, empty=_("No product fits what you are looking for.")
    )


def _price_columns(one: PriceList) -> Iterable[tables.Column]:
    """One price, or one for each discount level of the customer (VIP)."""
    currency = one.book.currency
    if one.book.kind != "vip":
        yield tables.money(_("Price"), "price", currency=currency, sort="price")
        return
    for place, key in enumerate(one.catalogue.levels):
        label = one.catalogue.level_names[key]
        yield tables.money(label, _nth(place), currency=currency, sort="price" if not place else "")


def _nth(place: int) -> Any:
    return lambda row: row.prices[place]


def changes_table(one: PriceList, rows: Iterable[Change]) -> tables.Table:
    kinds = {
        "added": ("ok", _("added")),
        "changed": ("info", _("changed")),
        "withdrawn": ("warn", _("withdrawn")),
    }
    products = one.catalogue.products
    return tables.Table(
        caption=_("What changed"),
        columns=[
            tables.text(
                _("Product"), lambda row: products[row.line[0]].name, under=lambda row: row.line[0], strong=True
            ),
            tables.badge(_("What changed"), "kind", kinds),
            tables.money(_("Old price"), lambda row: _first(row.old), currency=one.book.currency),
            tables.money(_("New price"), lambda row: _first(row.new), currency=one.book.currency),
            tables.text(_("Difference"), lambda row: percent(row.percent)),
        ],
        rows=rows,
        empty=_("Nothing changed since the list before."),
    )


def _first(prices: Prices | None) -> Decimal | None:
    return prices[0] if prices else None


def percent(value: Decimal | None) -> str:
    """`+3,0%` as the locale writes it."""
    if value is None:
        return ""
    return _("%(number)s%%") % {"number": ("+" if value > 0 else "") + formats.number(value)}


def grants_table(rows: Iterable[PriceListGrant], *, may_act: bool) -> tables.Table:
    books = {one.book.key: one.book.name for one in catalogue().lists}
    columns = [
        tables.text(_("Partner"), "partner.name", under="partner.number", strong=True),
        tables.text(_("Price list"), lambda grant: books.get(grant.book, grant.book)),
        tables.date(_("Valid until"), "until"),
    ]
    if may_act:
        columns.append(tables.part(_("What you can do"), _revoke))
    return tables.Table(
        caption=_("Lists opened by hand"), columns=columns, rows=rows, empty=_("No list was opened by hand.")
    )


def _revoke(grant: PriceListGrant) -> Any:
    return format_html(
        '<button class="btn small quiet" form="row-action" formaction="{}">{}</button>',
        reverse("revoke-price-list", args=[grant.pk]),
        _("Close again"),
    )
