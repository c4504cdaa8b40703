"""Pages of opportunities: the list, a new one, one of them, changing it (D3, D5)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.customers.models import Account
from kanaal.customers.queries import account_called
from kanaal.partners.doors import partner_of
from kanaal.sales import permissions, queries
from kanaal.sales.actions.changing import change_opportunity, move_stage
from kanaal.sales.actions.opening import CustomerUnknown, copy_opportunity, open_opportunity
from kanaal.sales.doors import sales_page
from kanaal.sales.forms.opportunities import OpportunityFilters, OpportunityForm
from kanaal.sales.forms.stages import StageForm
from kanaal.sales.models import Opportunity
from kanaal.sales.places import find_url
from kanaal.sales.tables import opportunities_table
from kanaal.sales.views.common import find, show_opportunity


@sales_page
def listed(request: Any) -> HttpResponse:
    """Fifty of one's own; the primary contact's are the company's where the programme says so."""
    partner, filters = partner_of(request), OpportunityFilters(request.GET)
    chosen, sort = filters.chosen, request.GET.get("sort", "")
    found = queries.listed(queries.opportunities_at(partner, request.actor), chosen)
    rows = paged(found, request.GET, by=queries.order_of(sort, chosen))
    owners = queries.sees_all(request.subject)
    return page(
        request,
        "sales/opportunities.html",
        filters=filters,
        rows=rows,
        table=opportunities_table(rows.rows, sort=sort, owners=owners, picks=True),
        may_open=permissions.open_opportunity.explain(request.actor, partner),
        find_url=find_url(),
    )


@sales_page
def new(request: Any) -> HttpResponse:
    """A new one with a customer who was looked up before: `?account=NUMBER`."""
    partner = partner_of(request)
    permissions.open_opportunity.check(request.actor, partner)
    account = _account(request, request.GET.get("account", ""))
    form = OpportunityForm.for_new(request.POST or None, partner, account)
    if form.is_valid() and (made := form.run(lambda: _open(request, form))):
        messages.success(request, gettext("%(number)s is open.") % {"number": made.number})
        return redirect("opportunity", made.number)
    return page(request, "sales/new.html", form=form, account=account, find_url=find_url())


def _open(request: Any, form: OpportunityForm) -> Opportunity:
    account = _account(request, form.cleaned_data["account"])
    if account is None:
        raise CustomerUnknown
    return open_opportunity(
        partner_of(request), account=account, details=form.details, by=request.actor, token=form.cleaned_data["token"]
    )


def _account(request: Any, number: str) -> Account | None:
    """The customer of that number; of one that was merged, the one in which it goes on."""
    return account_called(request.actor, number) if number.strip() else None


@sales_page
def show(request: Any, opportunity_number: str) -> HttpResponse:
    return show_opportunity(request, find(request, opportunity_number))


@sales_page
def edit(request: Any, opportunity_number: str) -> HttpResponse:
    """Everything that is said of it; with products on it, its amount is theirs."""
    opportunity = find(request, opportunity_number)
    permissions.change_opportunity.check(request.actor, opportunity)
    form = OpportunityForm.for_change(request.POST or None, opportunity)
    if form.is_valid() and form.done(lambda: _change(request, opportunity, form)):
        messages.success(request, gettext("%(number)s is saved.") % {"number": opportunity.number})
        return redirect("opportunity", opportunity.number)
    return page(request, "sales/edit.html", form=form, opportunity=opportunity)


def _change(request: Any, opportunity: Opportunity, form: OpportunityForm) -> None:
    account, seen = _account(request, form.cleaned_data["account"]), form.cleaned_data["seen"]
    if account is None and form.cleaned_data["account"].strip().upper() != opportunity.account.number:
        raise CustomerUnknown
    change_opportunity(opportunity, details=form.details, account=account, by=request.actor, seen=seen)


@require_POST
@sales_page
def stage(request: Any, opportunity_number: str) -> HttpResponse:
    opportunity = find(request, opportunity_number)
    form = StageForm(request.POST, opportunity=opportunity)
    if form.is_valid() and form.done(lambda: move_stage(opportunity, by=request.actor, **form.cleaned_data)):
        return redirect("opportunity", opportunity.number)
    return show_opportunity(request, opportunity, stage_form=form, form=form)


@require_POST
@sales_page
def copy(request: Any, opportunity_number: str) -> HttpResponse:
    """A new one like it, in the first stage; the page carries a token, so that two clicks make one."""
    token = request.POST.get("token", "")[:40]
    made = copy_opportunity(find(request, opportunity_number), by=request.actor, token=token)
    messages.success(request, gettext("%(number)s was made after it. Look what differs.") % {"number": made.number})
    return redirect("edit-opportunity", made.number)
