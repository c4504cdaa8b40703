"""Price lists as files, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kanaal.catalogue.books import PriceList
from kanaal.catalogue.rules import Change, compare
from kanaal.catalogue.sheets import decimals_of
from kanaal.core.spreadsheets import Cells, file_answer
from kanaal.pricing.tables import kind_words


def prices_of(one: PriceList) -> tuple[list[str], Iterator[Cells]]:
    """Heading and rows of a list, in the reader's language."""
    language = get_language() or "en"
    shown, kinds = one.catalogue, kind_words()
    vip = one.book.kind == "vip"
    priced = [str(shown.level_names[key]) for key in shown.levels] if vip else [_("Price")]
    heading = [_("SKU"), _("Product"), _("Family"), _("Licence"), _("Unit"), _("From quantity"), *priced]
    heading += [_("Currency"), _("Valid from"), _("Valid until")]
    families = {key: words.in_(language) for key, words in shown.families.items()}
    metrics = {key: words.in_(language) for key, words in shown.metrics.items()}
    dates = (one.publication.valid_from.isoformat(), one.publication.valid_until.isoformat())

    behind: Cells = (one.book.currency, *dates)
    if one.book.indicative:
        heading, behind = [*heading, _("Indicative")], (*behind, one.book.indicative.in_(language))

    def rows() -> Iterator[Cells]:
        for row in one.rows:
            p = row.product
            first = (p.sku, p.name.in_(language), families[p.family], kinds[p.kind], metrics[p.metric], row.quantity)
            yield (*first, *row.prices, *behind)

    return heading, rows()


def changes_of(one: PriceList) -> tuple[list[str], Iterator[Cells]]:
    """The same for what changed since the list before. A stream is read when the reader's language is forgotten."""
    language = get_language() or "en"
    heading = [
        _("SKU"),
        _("Product"),
        _("From quantity"),
        _("What changed"),
        _("Old price"),
        _("New price"),
        _("Per cent"),
    ]
    words = {"added": _("added"), "changed": _("changed"), "withdrawn": _("withdrawn")}

    def row(c: Change) -> Cells:
        product = one.catalogue.products[c.line[0]].name.in_(language)
        old, new = c.old[0] if c.old else None, c.new[0] if c.new else None
        return (*c.line[:1], product, c.line[1], words[c.kind], old, new, c.percent)

    return heading, (row(change) for change in changes_since(one))


def changes_since(one: PriceList) -> list[Change]:
    """Against the publication before; the first one has none."""
    return compare(one.before.by_line, one.by_line) if one.before else []


def answer(one: PriceList, format: str, *, changes: bool = False) -> HttpResponseBase:
    """The file, named after the list, its publication and the day on which it begins."""
    heading, rows = changes_of(one) if changes else prices_of(one)
    stem = f"{one.book.key}-{one.publication.key}-{one.publication.valid_from}{'-changes' if changes else ''}"
    return file_answer(stem, heading, rows, format, decimals=decimals_of(one.book.currency))
