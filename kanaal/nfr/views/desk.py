"""The desk: how many serial numbers are left, loading more, and who has what (N2)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.nfr import permissions, queries, tables
from kanaal.nfr.actions.loading import load_serials
from kanaal.nfr.forms import LoadForm
from kanaal.people.doors import staff_page


@staff_page(permissions.see_nfr)
def pools(request: Any) -> HttpResponse:
    """The pools, and the form with which more is loaded."""
    may_load = permissions.load_serials.explain(request.actor, None)
    form = LoadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        permissions.load_serials.check(request.actor, None)
    if form.is_valid() and (made := form.run(lambda: _load(form, request.actor))):
        says = ngettext("%(count)s serial number was loaded.", "%(count)s serial numbers were loaded.", made.count)
        messages.success(request, says % {"count": made.count})
        return redirect("desk-nfr")
    loads = paged(queries.batches(), request.GET, by=("-pk",))
    shown: dict[str, Any] = {"pools": tables.pools(queries.pools()), "loaded": tables.batches(loads.rows)}
    return page(request, "nfr/desk.html", form=form, may_load=may_load, tabs=_tabs("desk-nfr"), loads=loads, **shown)


def _load(form: LoadForm, by: Any) -> Any:
    return load_serials(form.cleaned_data["product"], lines=form.cleaned_data["file"], by=by)


@staff_page(permissions.see_nfr)
def holders(request: HttpRequest) -> HttpResponse:
    """Which partner has how many serial numbers of what: never the numbers."""
    rows = paged(queries.given_serials(), request.GET, by=("-given_at", "-pk"))
    return page(
        request, "nfr/list.html", rows=rows, table=tables.holders(rows.rows), tabs=_tabs("desk-nfr-holders")
    )  # fmt: skip


@staff_page(permissions.see_nfr)
def agreements(request: HttpRequest) -> HttpResponse:
    """Partners' own agreements, and which of them end with their term."""
    rows = paged(queries.own_agreements(), request.GET, by=("name", "pk"))
    table = tables.agreements(rows.rows)
    return page(request, "nfr/list.html", rows=rows, table=table, tabs=_tabs("desk-nfr-agreements"))


def _tabs(current: str) -> list[dict[str, Any]]:
    labels = {
        "desk-nfr": _("Serial numbers"),
        "desk-nfr-holders": _("Who has which"),
        "desk-nfr-agreements": _("Own agreements"),
    }
    return [{"label": label, "url": reverse(name), "current": name == current} for name, label in labels.items()]
