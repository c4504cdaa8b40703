"""The products of an opportunity: what is on it, and what the list that applies offers (D4)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from kanaal.core.pages import page
from kanaal.sales import permissions
from kanaal.sales.actions.products import add_line, change_line, remove_line, take_new_prices
from kanaal.sales.books import books_of, level_for
from kanaal.sales.doors import sales_page
from kanaal.sales.forms.products import AddLineForm, ProductSearch, QuantityForm
from kanaal.sales.models import Opportunity
from kanaal.sales.tables_lines import case_link, closed_table, edit_table, offer_table, place_of, price_notes
from kanaal.sales.views.common import find

SIZE = 25
"""Products that the page offers at once; a search finds the others."""


@sales_page
def products(request: Any, opportunity_number: str) -> HttpResponse:
    opportunity = find(request, opportunity_number)
    permissions.add_line.check(request.actor, opportunity)
    return _show(request, opportunity)


def _show(request: Any, opportunity: Opportunity, form: Any = None) -> HttpResponse:
    """`form`: one that was refused; what it said stands above the lists."""
    books, lines = books_of(opportunity), list(opportunity.lines.all())
    search = ProductSearch(request.GET, books, level_for(max((one.quantity for one in lines), default=1)))
    offered = _offered(search, opportunity) if search.list else []
    return page(
        request,
        "sales/products.html",
        opportunity=opportunity,
        books=books,
        search=search,
        form=form,
        lines=edit_table(opportunity, lines),
        notes=price_notes(lines, books, opportunity),
        offer=offer_table(search, offered[:SIZE], form) if search.list else None,
        offers=[(row, str(row.prices[place_of(search)])) for row in offered[:SIZE]],
        more=max(0, len(offered) - SIZE),
        closed=closed_table(books),
        case_link=case_link(opportunity, books),
    )


def _offered(search: ProductSearch, opportunity: Opportunity) -> list[Any]:
    if search.list is None:
        return []
    return search.list.search(
        search.asked("q"),
        family=search.asked("family"),
        segment=opportunity.segment,
        order="sku",
        language=get_language() or "en",
    )


@require_POST
@sales_page
def add(request: Any, opportunity_number: str) -> HttpResponse:
    """Refused, the page says why and keeps what was typed."""
    opportunity, form = find(request, opportunity_number), AddLineForm(request.POST)
    if form.is_valid() and form.done(lambda: add_line(opportunity, by=request.actor, **form.cleaned_data)):
        messages.success(request, gettext("%(sku)s is on it.") % form.cleaned_data)
        return redirect("opportunity-products", opportunity.number)
    return _show(request, opportunity, form)


@require_POST
@sales_page
def change(request: Any, opportunity_number: str, position: int) -> HttpResponse:
    opportunity, form = find(request, opportunity_number), QuantityForm(request.POST)
    if form.is_valid() and form.done(
        lambda: change_line(opportunity, position=position, by=request.actor, **form.cleaned_data)
    ):
        return redirect("opportunity-products", opportunity.number)
    return _show(request, opportunity, form)


@require_POST
@sales_page
def remove(request: Any, opportunity_number: str, position: int) -> HttpResponse:
    opportunity = find(request, opportunity_number)
    remove_line(opportunity, position=position, by=request.actor)
    return redirect("opportunity-products", opportunity.number)


@require_POST
@sales_page
def new_prices(request: Any, opportunity_number: str) -> HttpResponse:
    opportunity = find(request, opportunity_number)
    count = take_new_prices(opportunity, by=request.actor)
    messages.success(request, gettext("New prices taken: %(count)s.") % {"count": count})
    return redirect("opportunity-products", opportunity.number)
