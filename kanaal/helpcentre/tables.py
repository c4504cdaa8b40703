"""Tables for the vendor's staff."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kanaal.core import formats, tables
from kanaal.helpcentre.library import Library
from kanaal.helpcentre.models import Reading, Unanswered


def unanswered(rows: Sequence[Unanswered]) -> tables.Table:
    return tables.Table(
        caption=_("Searched for and not found"),
        columns=[
            tables.text(_("Question"), "question"),
            tables.text(_("Language"), lambda row: formats.language(row.language)),
            tables.number(_("Times"), "times"),
            tables.date(_("Last on"), "last_on"),
        ],
        rows=rows,
        empty=_("Every question found an article."),
    )


def readings(rows: Iterable[Reading], mine: Library) -> tables.Table:
    """By the titles that the articles have now; one that is gone keeps its key."""
    titles = {article.key: article.title for article in mine.articles}
    return tables.Table(
        caption=_("What was read"),
        columns=[
            tables.link(_("Article"), lambda row: titles.get(row.article, row.article), to=_address),
            tables.number(_("Opened"), "opened"),
            tables.number(_("Helped"), "helped"),
            tables.number(_("Did not help"), "did_not"),
        ],
        rows=list(rows),
        empty=_("Nothing has been read yet."),
    )


def _address(row: Reading) -> str:
    return reverse("help-article", args=[row.article])
