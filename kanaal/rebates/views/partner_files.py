"""A statement as a file: PDF and CSV, in the reader's language (R3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from kanaal.core.spreadsheets import Cells, csv_answer
from kanaal.partners.doors import partner_of
from kanaal.rebates import paper
from kanaal.rebates import queries_partner as queries
from kanaal.rebates.doors import rebates_page
from kanaal.rebates.models import Entry, Statement


@rebates_page
def pdf(request: Any, number: str) -> HttpResponse:
    one = _theirs(request, number)
    answer = HttpResponse(paper.printed(one, partner_of(request)), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{one.number}.pdf"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@rebates_page
def csv(request: Any, number: str) -> HttpResponseBase:
    """Every line with its rule and release, written as it is sent."""
    one = _theirs(request, number)
    heading = [
        _("Sold on"), _("Customer"), _("Deal"), _("Order number"), _("Customer's order number"), _("SKU"),
        _("Quantity"), _("Kind"), _("Sales"), _("Rule"), _("Release"), _("Rate in percent"), _("Earned"),
        _("Cut by caps"), _("Held back"), _("Counts"), _("Currency"), _("Number of the line"),
    ]  # fmt: skip
    return csv_answer(one.number, heading, _rows(one))


def _rows(statement: Statement) -> Iterator[Cells]:
    for entry in queries.lines_of(statement).order_by("sold_on", "pk").iterator(chunk_size=500):
        yield _cells(entry)


def _cells(entry: Entry) -> Cells:
    line, deal = entry.line, entry.opportunity
    return [
        line.sold_on.isoformat(), deal.account.name if deal else line.customer, deal.number if deal else "",
        line.order_number, line.po_number, line.sku, line.quantity, str(entry.kind_label), entry.base,
        entry.rule, entry.release_id, entry.rate, entry.earned, entry.capped, entry.held, entry.amount, entry.currency,
        entry.pk,
    ]  # fmt: skip


def _theirs(request: Any, number: str) -> Statement:
    return get_object_or_404(queries.statements_of(partner_of(request)), number=number)
