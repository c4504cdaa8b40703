"""The desk's pages beside registrations: who is away, which customers are named accounts, who asks much."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core import clock
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.customers.queries import account_called
from kanaal.deals import queries
from kanaal.deals.actions import beside as actions
from kanaal.deals.forms import AbsenceForm, NamedAccountForm, posted
from kanaal.deals.models import DeskAbsence, NamedAccount
from kanaal.deals.policy import DealRegistrationPolicy
from kanaal.deals.tables import absences_table, askers_table, named_table
from kanaal.deals.views.desk import desk_page
from kanaal.people.models import Person
from kanaal.programme.policies import policy

DAYS = 30
"""For so long back the desk looks at who asked whether registrations would be free."""


@desk_page
def absences(request: Any) -> HttpResponse:
    """Who is away and who answers instead; one's own absence, or anybody's for a manager."""
    people = queries.deciders()
    initial = {"person": request.actor.person_id, "starts": clock.today()}
    form = AbsenceForm(posted(request), people=people, initial=initial)
    if form.is_valid() and form.done(lambda: _name_delegate(form.cleaned_data, request.actor)):
        messages.success(request, gettext("It is noted who answers instead."))
        return redirect("desk-absences")
    rows = queries.absences(since=clock.today())[:100]
    return page(request, "deals/absences.html", form=form, table=absences_table(rows, _button(request, "end-absence")))


def _name_delegate(values: dict[str, Any], by: Any) -> DeskAbsence:
    people = Person.objects.in_bulk([int(values.pop("person")), int(values["delegate"])])
    delegate = people[int(values.pop("delegate"))]
    person = next((one for one in people.values() if one.pk != delegate.pk), delegate)
    return actions.name_delegate(person, delegate=delegate, by=by, **values)


@require_POST
@desk_page
def end_absence(request: Any, pk: int) -> HttpResponse:
    actions.end_delegation(get_object_or_404(DeskAbsence.objects.select_related("person"), pk=pk), by=request.actor)
    messages.success(request, gettext("The absence is over."))
    return redirect("desk-absences")


@desk_page
def named_accounts(request: Any) -> HttpResponse:
    """Customers that the vendor looks after itself; the rules may send their deals to the desk."""
    form = NamedAccountForm(posted(request))
    if form.is_valid():
        account = account_called(request.actor, form.cleaned_data["number"])
        if account is None:
            form.add_error("number", gettext("There is no customer with this number."))
        elif form.done(lambda: actions.mark_named_account(account, word=form.cleaned_data["word"], by=request.actor)):
            messages.success(request, gettext("%(name)s is a named account now.") % {"name": account.name})
            return redirect("desk-named-accounts")
    rows = paged(queries.named_accounts(), request.GET, by=("-pk",))
    table = named_table(rows.rows, _button(request, "unmark-named-account"))
    return page(request, "deals/named_accounts.html", form=form, rows=rows, table=table)


@require_POST
@desk_page
def unmark_named_account(request: Any, pk: int) -> HttpResponse:
    actions.unmark_named_account(get_object_or_404(NamedAccount, pk=pk), by=request.actor)
    messages.success(request, gettext("Its deals are judged like all others now."))
    return redirect("desk-named-accounts")


@desk_page
def availability(request: Any) -> HttpResponse:
    """Who asks much whether registrations would be free. What they asked is not kept in readable form."""
    rule = policy(DealRegistrationPolicy)
    return page(request, "deals/askers.html", table=askers_table(queries.askers(DAYS)), days=DAYS, rule=rule)


def _button(request: Any, url_name: str) -> Any:
    """A row's button that ends what the row says; it asks for no script."""
    token, words = get_token(request), gettext("End")
    form = (
        '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<button class="btn small">{}</button></form>'
    )
    return lambda row: format_html(form, reverse(url_name, args=[row.pk]), token, words)
