"""The vendor's desk: where stock reports differ from what was ordered, and who is asked about it (V14)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.distribution import permissions, queries, tables
from kanaal.distribution.actions.differing import ask_about_difference
from kanaal.distribution.forms import DifferenceFilters, DifferenceForm
from kanaal.distribution.shown import shown_difference
from kanaal.people.doors import staff_page

desk_page = staff_page(permissions.see_differences)


@desk_page
def listed(request: Any) -> HttpResponse:
    """What waits for the desk, the oldest first; what others were asked about on demand."""
    filters = DifferenceFilters(request.GET)
    rows = paged(queries.differences(filters.chosen), request.GET, by=("found_at", "pk"))
    table = tables.differences_table(rows.rows)
    return page(request, "distribution/differences.html", filters=filters, rows=rows, table=table)


@desk_page
def show(request: Any, pk: int) -> HttpResponse:
    """Both counts as they are now, each report, and the question to whoever can mend it."""
    one = get_object_or_404(queries.differences({"waits": "all"}), pk=pk)
    form = DifferenceForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.done(lambda: ask_about_difference(one, by=request.actor, **form.cleaned_data)):
        messages.success(request, _("Seen to. It comes back by itself if a newer report says the same again."))
        return redirect("desk-differences")
    return page(request, "distribution/difference.html", form=form, **shown_difference(one, request.actor))
