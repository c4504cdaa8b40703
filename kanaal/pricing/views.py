"""Pages of the price lists (P13)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_POST

from kanaal.catalogue.books import catalogue
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.core.spreadsheets import FORMATS
from kanaal.pricing import actions, files, permissions, tables
from kanaal.pricing.doors import list_in, price_list_page, staff_only
from kanaal.pricing.forms import SearchForm
from kanaal.pricing.models import PriceListGrant
from kanaal.pricing.queries import Judged, judged_for

SIZE = 50
"""Rows of a page."""
SORTS = ("name", "family", "price")


@price_list_page
def price_lists(request: Any) -> HttpResponse:
    """The lists that apply, and those that don't, with the reasons."""
    if request.partner is None:
        return redirect("all-price-lists")
    judged = judged_for(request.partner)
    order = {"now": 0, "coming": 1, "past": 2}
    mine = sorted((one for one in judged if one.open), key=lambda one: order[one.state])
    may_ask = permissions.ask_for_price_list.explain(request.actor, request.partner)
    return page(
        request,
        "pricing/lists.html",
        table=tables.lists_table(mine),
        others=tables.closed_table(_latest(judged), may_ask=may_ask.allowed),
        none_now=all(one.state != "now" for one in mine),
        place=permissions.place(),
    )


def _latest(judged: list[Judged]) -> list[Judged]:
    """Each closed book once: its latest publication that can be seen stands for it, without the reason of its day."""
    found: dict[str, Judged] = {}
    for one in judged:
        if not one.open:
            reasons = tuple(miss for miss in one.misses if miss.why not in ("coming", "past"))
            found[one.list.book.key] = Judged(one.list, reasons)
    return list(found.values())


@price_list_page
def price_list(request: Any, book: str, publication: str) -> HttpResponse:
    """One list: searched, narrowed, sorted, a page at a time."""
    one = list_in(request, book, publication)
    form = SearchForm(one, request.GET or None)
    sort = request.GET.get("sort", "")
    found = one.search(
        form.asked("q"),
        family=form.asked("family"),
        segment=form.asked("segment"),
        order=sort if sort.lstrip("-") in SORTS else "sku",
        language=get_language() or "en",
    )
    number = _page_number(request.GET.get("page", ""), len(found))
    context: dict[str, Any] = {
        "form": form,
        "table": tables.prices_table(one, found[(number - 1) * SIZE : number * SIZE], sort),
        "count": ngettext("%(count)s price", "%(count)s prices", len(found)) % {"count": len(found)},
        "previous": _query(request, number - 1) if number > 1 else "",
        "next": _query(request, number + 1) if number * SIZE < len(found) else "",
    }
    return page(request, "pricing/list.html", list=one, **context)


@price_list_page
def price_list_changes(request: Any, book: str, publication: str) -> HttpResponse:
    """What was added, changed and withdrawn since the list before."""
    one = list_in(request, book, publication)
    found = files.changes_since(one)
    number = _page_number(request.GET.get("page", ""), len(found))
    return page(
        request,
        "pricing/changes.html",
        list=one,
        before=one.before,
        table=tables.changes_table(one, found[(number - 1) * SIZE : number * SIZE]),
        count=ngettext("%(count)s change", "%(count)s changes", len(found)) % {"count": len(found)},
        previous=_query(request, number - 1) if number > 1 else "",
        next=_query(request, number + 1) if number * SIZE < len(found) else "",
    )


@require_POST
@price_list_page
def take_price_list(request: Any, book: str, publication: str, format: str) -> HttpResponseBase:
    """The whole list as a file. A button, not a link: taking it is remembered."""
    return _take(request, book, publication, format, changes=False)


@require_POST
@price_list_page
def take_price_list_changes(request: Any, book: str, publication: str, format: str) -> HttpResponseBase:
    """What changed since the list before, as a file."""
    return _take(request, book, publication, format, changes=True)


def _take(request: Any, book: str, publication: str, format: str, *, changes: bool) -> HttpResponseBase:
    one = list_in(request, book, publication)
    if format not in FORMATS:
        raise Http404
    actions.take_price_list(one, request.partner, format=format, by=request.actor, changes=changes)
    return files.answer(one, format, changes=changes)


@staff_only
def all_price_lists(request: Any) -> HttpResponse:
    """Staff see every list, those too that nobody may see yet."""
    lists = sorted(catalogue().lists, key=lambda one: (one.book.key, one.terms.valid_from))
    return page(request, "pricing/all.html", table=tables.all_lists_table(lists))


@staff_only
def price_list_grants(request: Any) -> HttpResponse:
    """Lists that the helpdesk opened by hand."""
    found = PriceListGrant.objects.filter(revoked_at=None).select_related("partner")
    grants = paged(found, request.GET, by=("until", "pk"))
    may_act = permissions.revoke_price_list.allows(request.actor, None)
    return page(request, "pricing/grants.html", grants=grants, table=tables.grants_table(grants.rows, may_act=may_act))


@require_POST
@staff_only
def revoke_price_list(request: Any, pk: int) -> HttpResponse:
    grant = get_object_or_404(PriceListGrant.objects.select_related("partner"), pk=pk)
    actions.revoke_price_list(grant, by=request.actor)
    messages.success(request, gettext("The list is closed for %(partner)s again.") % {"partner": grant.partner.name})
    return redirect("price-list-grants")


def _page_number(text: str, count: int) -> int:
    """A page that there is, whatever the address says."""
    asked = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return max(1, min(asked, -(-count // SIZE)))


def _query(request: Any, number: int) -> str:
    kept = {key: value for key, value in request.GET.items() if key != "page" and value}
    return "?" + urlencode(kept | {"page": number})
