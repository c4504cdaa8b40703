"""The desk's pages of opportunities: find one, see it, open a closed one again (D8)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext

from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.people import history
from kanaal.people.doors import staff_page
from kanaal.programme.policies import policy
from kanaal.sales import permissions, queries
from kanaal.sales.actions.closing import reopen_opportunity
from kanaal.sales.forms.closing import ReopenForm
from kanaal.sales.forms.desk import DeskFilters
from kanaal.sales.hooks import panels_of, with_joined
from kanaal.sales.models import Opportunity
from kanaal.sales.policy import CloseReasonsPolicy
from kanaal.sales.shown import facts_of, stage_steps
from kanaal.sales.tables import desk_table, orders_table
from kanaal.sales.tables_lines import lines_table

staff_only = staff_page(permissions.see_opportunities)


@staff_only
def listed(request: Any) -> HttpResponse:
    """The newest first; found by number, by the beginning of a company's or customer's name, or by an order number."""
    filters = DeskFilters(request.GET)
    found = queries.desk_list(request.actor, filters.chosen)
    rows = paged(found, request.GET, by=("-id",))
    return page(request, "sales/desk_list.html", filters=filters, rows=rows, table=desk_table(rows.rows))


@staff_only
def show(request: Any, opportunity_number: str) -> HttpResponse:
    opportunity = _find(request, opportunity_number)
    reason = policy(CloseReasonsPolicy).get(opportunity.close_reason)
    panels = panels_of(opportunity, request.actor)
    return page(
        request,
        "sales/desk_opportunity.html",
        opportunity=opportunity,
        steps=stage_steps(opportunity),
        facts=facts_of(opportunity),
        lines=lines_table(opportunity, list(opportunity.lines.all())),
        orders=orders_table(queries.orders_with_doubles(opportunity)),
        reason=reason.text if reason else opportunity.close_reason,
        main_panels=[panel for panel in panels if panel.primary],
        side_panels=[panel for panel in panels if not panel.primary],
        may_reopen=permissions.reopen_opportunity.explain(request.actor, opportunity),
        timeline=history.entries(queries.events_about(opportunity)[:50], known=[opportunity.owner]),
    )


@staff_only
def reopen(request: Any, opportunity_number: str) -> HttpResponse:
    opportunity = _find(request, opportunity_number)
    permissions.reopen_opportunity.check(request.actor, opportunity)
    form = ReopenForm(request.POST or None)
    if form.is_valid() and form.done(lambda: reopen_opportunity(opportunity, by=request.actor, **form.cleaned_data)):
        messages.success(request, gettext("%(number)s is open again.") % {"number": opportunity.number})
        return redirect("desk-opportunity", opportunity.number)
    return page(request, "sales/desk_reopen.html", form=form, opportunity=opportunity)


def _find(request: Any, number: str) -> Opportunity:
    found = queries.opportunities_seen_by(request.actor).select_related(*queries.RELATED, "copied_from")
    return get_object_or_404(with_joined(found), number=number)
