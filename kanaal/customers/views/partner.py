"""Accounts for partners: look one up, make one, change one's own (D5)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext

from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.customers import permissions, queries, shown_account
from kanaal.customers.actions import accounts as actions
from kanaal.customers.forms.accounts import AccountForm, LookupForm, NewAccountForm
from kanaal.customers.keeping import given_of, identifiers_now
from kanaal.customers.links import new_account_url, new_opportunity_url
from kanaal.customers.looking import look_up, rows_of
from kanaal.customers.models import Account
from kanaal.customers.tables import found_table, lookalike_table, mine_table
from kanaal.partners.doors import contact_page, partner_of
from kanaal.partners.models import Partner


@contact_page
def lookup(request: Any) -> HttpResponse:
    """Look an account up; whoever types with JavaScript gets the results alone (htmx)."""
    partner = partner_of(request)
    permissions.look_up_accounts.check(request.actor, partner)
    found = look_up(request.GET.get("q", ""), owner=partner.pk, person_id=request.actor.person_id)
    shown: dict[str, Any] = {"found": found, "new_url": new_account_url(found.query), "table": found_table(found.rows)}
    if not found.asked:
        shown["mine"] = paged(queries.accounts_of(partner), request.GET, by=("name", "pk"))
        shown["mine_table"] = mine_table(shown["mine"].rows)
    template = "customers/found.html" if request.htmx else "customers/lookup.html"
    answer = page(request, template, search=LookupForm(request.GET), **shown)
    patch_vary_headers(answer, ("HX-Request",))
    return answer


@contact_page
def account(request: Any, account_number: str) -> HttpResponse:
    """One account: of a shared one no more than name and place; of one's own all that was typed."""
    partner = partner_of(request)
    permissions.look_up_accounts.check(request.actor, partner)
    one = find(request, account_number, partner)
    if one.number != account_number:
        return redirect("account", one.number)
    may_change = permissions.change_account.explain(request.actor, one)
    return page(
        request,
        "customers/account.html",
        account=one,
        may_change=may_change,
        new_opportunity=new_opportunity_url(one.number),
        **shown_account.for_partner(one, request.actor, partner),
    )


@contact_page
def new(request: Any) -> HttpResponse:
    """Make an account: what looks like it is shown first, and nothing typed is lost."""
    partner = partner_of(request)
    permissions.make_account.check(request.actor, partner)
    initial = {"name": request.GET.get("name", "")[:200], "country": partner.country}
    form = NewAccountForm(request.POST or None, by=request.actor, initial=initial)
    if form.is_valid() and (made := form.run(lambda: actions.make_account(partner, by=request.actor, **form.said))):
        messages.success(request, gettext("%(name)s is an account now: %(number)s.") % vars_of(made))
        return redirect(new_opportunity_url(made.number) or made_url(made))
    lookalikes = rows_of(form.lookalikes)
    form.show([row.number for row in lookalikes])
    return page(request, "customers/new.html", form=form, lookalikes=lookalikes, table=lookalike_table(lookalikes))


@contact_page
def edit(request: Any, account_number: str) -> HttpResponse:
    """Correct an account of one's own; a shared one only by asking."""
    partner = partner_of(request)
    permissions.look_up_accounts.check(request.actor, partner)
    one = find(request, account_number, partner)
    permissions.change_account.check(request.actor, one)
    form = edit_form(request, one)
    if form.is_valid() and form.done(lambda: actions.change_account(one, by=request.actor, **form.said)):
        messages.success(request, gettext("The account is changed."))
        return redirect("account", one.number)
    return page(request, "customers/edit.html", form=form, account=one, back=made_url(one))


def find(request: Any, number: str, partner: Partner | None = None) -> Account:
    """The account that goes by a number now; 404 for whoever may not know of it."""
    found = queries.account_called(request.actor, number)
    if found is None:
        raise Http404
    if partner is not None and found.owner_id == partner.pk:
        found.owner = partner  # who acts for it is known already
    return found


def edit_form(request: Any, one: Account) -> AccountForm:
    prefetch_related_objects([one], "names", "domains", "identifiers")
    initial = given_of(one) | {"parent": one.parent.number if one.parent else ""}
    return AccountForm(request.POST or None, by=request.actor, known=identifiers_now(one), initial=initial)


def vars_of(one: Account) -> dict[str, str]:
    return {"name": one.name, "number": one.number}


def made_url(one: Account) -> str:
    return shown_account.address(one)
