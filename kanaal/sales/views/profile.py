"""The company in the Sales Center: its people, who of them holds a seat, and what each has in hand (P10, P11)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core.pages import page
from kanaal.core.paging import Page, paged
from kanaal.partners import permissions as partner_permissions
from kanaal.partners.actions.seats import set_seats
from kanaal.partners.doors import partner_of
from kanaal.partners.models import Contact
from kanaal.partners.queries import seats_of
from kanaal.sales import permissions, queries
from kanaal.sales.actions.handing import hand_over_opportunities
from kanaal.sales.doors import profile_page
from kanaal.sales.forms.handing import HandOverForm
from kanaal.sales.forms.seats import SeatsForm
from kanaal.sales.models import Opportunity
from kanaal.sales.tables_people import gone_rows, people_table


@profile_page
def profile(request: Any) -> HttpResponse:
    return _show(request)


def _show(request: Any, form: SeatsForm | None = None) -> HttpResponse:
    partner, actor = partner_of(request), request.actor
    people = _people(request)
    may_give = partner_permissions.set_seats.explain(actor, partner)
    may_hand_over = partner_permissions.is_primary_contact(actor, partner).met
    in_hand = queries.in_hand(partner)
    ticked = form.ticked if form else {one.pk for one in people.rows if one.seat_since}
    return page(
        request,
        "sales/profile.html",
        partner=partner,
        seats=seats_of(partner) if permissions.needs_seat() else None,
        may_give=may_give,
        people=people,
        form=form or SeatsForm(),
        table=people_table(people.rows, in_hand, ticked=ticked, may_give=may_give.allowed, may_hand_over=may_hand_over),
        gone=gone_rows(partner, in_hand) if may_hand_over else None,
    )


def _people(request: Any) -> Page[Contact]:
    found = partner_of(request).contacts.filter(active=True).select_related("person")
    if words := request.GET.get("q", "").strip():
        found = found.filter(name__icontains=words) | found.filter(email__icontains=words)
    return paged(found, request.GET, by=("name", "pk"))


@require_POST
@profile_page
def seats(request: Any) -> HttpResponse:
    """Who of the people shown holds a seat from now on."""
    partner, form = partner_of(request), SeatsForm(request.POST)
    if form.is_valid() and (
        done := form.run(lambda: set_seats(partner, holders=form.ticked, shown=form.shown, by=request.actor))
    ):
        says = gettext("Saved: %(given)s given, %(taken)s taken back.")
        messages.success(request, says % {"given": done[0], "taken": done[1]})
        return redirect("sales-profile")
    return _show(request, form)


@profile_page
def hand_over(request: Any, person: int) -> HttpResponse:
    """Everything open of somebody who can work on it no longer goes to a colleague who can."""
    partner = partner_of(request)
    theirs = Opportunity.objects.filter(partner=partner, owner_id=person, state="open").select_related("owner")
    first = get_object_or_404(theirs.order_by("-pk")[:1])
    first.partner = partner
    permissions.hand_over_opportunity.check(request.actor, first)
    form = HandOverForm(request.POST or None, partner=partner, but=person)
    if form.is_valid() and (done := form.run(lambda: _pass(request, list(theirs), form))):
        messages.success(request, gettext("Handed over: %(count)s.") % {"count": len(done)})
        return redirect("sales-profile")
    return page(request, "sales/hand_over.html", form=form, owner=first.owner, count=theirs.count())


def _pass(request: Any, rows: list[Opportunity], form: HandOverForm) -> list[Opportunity]:
    return hand_over_opportunities(rows, partner=partner_of(request), to=form.to, by=request.actor)
