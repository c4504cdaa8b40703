"""Pages on which opportunities go to a colleague: one, those ticked in the list, or all of them (D3)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core.pages import page
from kanaal.partners.doors import partner_of
from kanaal.sales import permissions, queries
from kanaal.sales.actions.handing import AT_ONCE, NonePicked, hand_over_opportunities, hand_over_opportunity
from kanaal.sales.doors import sales_page
from kanaal.sales.forms.handing import HandOverForm
from kanaal.sales.models import Opportunity
from kanaal.sales.tables import opportunities_table
from kanaal.sales.views.common import find


@sales_page
def one(request: Any, opportunity_number: str) -> HttpResponse:
    opportunity = find(request, opportunity_number)
    permissions.hand_over_opportunity.check(request.actor, opportunity)
    form = HandOverForm(request.POST or None, partner=partner_of(request), but=opportunity.owner_id)
    if form.is_valid() and form.done(lambda: hand_over_opportunity(opportunity, to=form.to, by=request.actor)):
        says = gettext("%(number)s is %(name)s's now.") % {"number": opportunity.number, "name": form.to}
        messages.success(request, says)
        return redirect("opportunities")
    table = opportunities_table([opportunity])
    return page(request, "sales/hand_over.html", form=form, owner=opportunity.owner, count=1, opportunities=table)


@require_POST
@sales_page
def picked(request: Any) -> HttpResponse:
    """Those that were ticked in the list; the page asks to whom."""
    rows = _picked(request)
    if not rows:
        raise NonePicked
    return _ask(request, rows, HandOverForm(partner=partner_of(request), but=_owner(rows)))


@require_POST
@sales_page
def pass_on(request: Any) -> HttpResponse:
    """Hands over what the page before showed."""
    rows = _picked(request)
    if not rows:
        raise NonePicked
    form = HandOverForm(request.POST, partner=partner_of(request), but=_owner(rows))
    if form.is_valid() and (done := form.run(lambda: _hand_over(request, rows, form))):
        messages.success(request, gettext("Handed over: %(count)s.") % {"count": len(done)})
        return redirect("opportunities")
    return _ask(request, rows, form)


@sales_page
def everything(request: Any) -> HttpResponse:
    """All that one has open, when one does other work from now on."""
    mine = queries.opportunities_at(partner_of(request), request.actor)
    found = mine.filter(owner_id=request.actor.person_id, state="open").select_related(*queries.RELATED)
    rows = list(found.order_by("-id")[:AT_ONCE])
    form = HandOverForm(request.POST or None, partner=partner_of(request), but=request.actor.person_id)
    if form.is_valid() and (done := form.run(lambda: _hand_over(request, rows, form))):
        messages.success(request, gettext("Handed over: %(count)s.") % {"count": len(done)})
        return redirect("opportunities")
    return page(request, "sales/hand_over.html", form=form, owner=request.actor.name, count=len(rows))


def _picked(request: Any) -> list[Opportunity]:
    numbers = request.POST.getlist("opportunity")[:AT_ONCE]
    seen = queries.opportunities_at(partner_of(request), request.actor)
    return list(seen.filter(number__in=numbers).select_related(*queries.RELATED).order_by("-id"))


def _owner(rows: list[Opportunity]) -> int | None:
    """Whose they all are; nobody's in particular when the primary contact picked among several people's."""
    owners = {row.owner_id for row in rows}
    return owners.pop() if len(owners) == 1 else None


def _ask(request: Any, rows: list[Opportunity], form: HandOverForm) -> HttpResponse:
    return page(
        request,
        "sales/hand_over_picked.html",
        form=form,
        owner=rows[0].owner,
        count=len(rows),
        opportunities=opportunities_table(rows),
        picked=[row.number for row in rows],
    )


def _hand_over(request: Any, rows: list[Opportunity], form: HandOverForm) -> list[Opportunity]:
    return hand_over_opportunities(rows, partner=partner_of(request), to=form.to, by=request.actor)
