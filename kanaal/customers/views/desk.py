"""Accounts for the vendor's desk: the list, one account, changing, sharing, merging and taking apart."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.customers import permissions, queries, shown_account
from kanaal.customers.actions import accounts as actions
from kanaal.customers.actions import merging
from kanaal.customers.finding import EVERYONE
from kanaal.customers.forms.accounts import NewAccountForm
from kanaal.customers.forms.desk import AccountFilters, MergeForm, OtherForm
from kanaal.customers.looking import look_up, rows_of
from kanaal.customers.models import Account
from kanaal.customers.tables import beside_table, compare_table, desk_table, found_table, lookalike_table
from kanaal.customers.views.partner import edit_form, find, vars_of
from kanaal.people.doors import staff_page

FOUND, SUGGESTED = 50, 10
desk_page = staff_page(permissions.see_accounts)


@desk_page
def account_list(request: Any) -> HttpResponse:
    """All accounts by name, or what a search finds; a number leads straight to its account."""
    filters = AccountFilters(request.GET)
    chosen = filters.chosen
    query = chosen.get("q", "")
    if query and (one := queries.account_called(request.actor, query)):
        return redirect("desk-account", one.number)
    if query:
        found = look_up(query, owner=EVERYONE, person_id=request.actor.person_id, limit=FOUND).narrowed(chosen)
        table = found_table(found.rows, account_url="desk-account")
        return page(request, "customers/desk_list.html", filters=filters, found=found, table=table)
    rows = paged(queries.accounts(chosen), request.GET, by=("name", "pk"))
    return page(request, "customers/desk_list.html", filters=filters, rows=rows, table=desk_table(rows.rows))


@desk_page
def account(request: Any, account_number: str) -> HttpResponse:
    """All that is known of a company. A merged one's number leads to the one that was kept."""
    one = queries.account_called(request.actor, account_number, queries.detailed())
    if one is None:
        raise Http404
    if one.number != account_number:
        says = gettext("%(old)s was merged into %(number)s.")
        messages.info(request, says % {"old": account_number, "number": one.number})
        return redirect("desk-account", one.number)
    decisions: dict[str, Any] = {
        "may_change": permissions.change_account.explain(request.actor, one),
        "may_share": permissions.share_account.explain(request.actor, one),
        "may_merge": permissions.merge_accounts.explain(request.actor, one),
    }
    shown = shown_account.for_desk(one, request.actor)
    return page(request, "customers/desk_account.html", **decisions, **shown)


@desk_page
def new(request: Any) -> HttpResponse:
    """Make an account that all partners share."""
    permissions.make_account.check(request.actor, None)
    form = NewAccountForm(request.POST or None, by=request.actor, initial={"name": request.GET.get("name", "")[:200]})
    if form.is_valid() and (made := form.run(lambda: actions.make_account(None, by=request.actor, **form.said))):
        messages.success(request, gettext("%(name)s is an account now: %(number)s.") % vars_of(made))
        return redirect("desk-account", made.number)
    lookalikes = rows_of(form.lookalikes)
    form.show([row.number for row in lookalikes])
    table = lookalike_table(lookalikes, account_url="desk-account")
    return page(request, "customers/new.html", form=form, lookalikes=lookalikes, table=table, desk=True)


@desk_page
def edit(request: Any, account_number: str) -> HttpResponse:
    one = find(request, account_number)
    permissions.change_account.check(request.actor, one)
    form = edit_form(request, one)
    if form.is_valid() and form.done(lambda: actions.change_account(one, by=request.actor, **form.said)):
        messages.success(request, gettext("The account is changed."))
        return redirect("desk-account", one.number)
    return page(request, "customers/edit.html", form=form, account=one, desk=True)


@require_POST
@desk_page
def share(request: Any, account_number: str) -> HttpResponse:
    one = actions.share_account(find(request, account_number), by=request.actor)
    messages.success(request, gettext("All partners find %(name)s now.") % vars_of(one))
    return redirect("desk-account", one.number)


@desk_page
def merge(request: Any, account_number: str) -> HttpResponse:
    """Choose the other account, then see both side by side and say which one stays."""
    one = find(request, account_number)
    permissions.merge_accounts.check(request.actor, one)
    typed = request.GET.get("other", "")
    other = queries.account_called(request.actor, typed) if typed else None
    if other is None:
        return _choose(request, one, typed)
    form = MergeForm(request.POST or None, sides=(one, other), initial={"stays": one.number})
    if form.is_valid() and form.done(lambda: _merge(request, form)):
        messages.success(request, gettext("The two are one now. It can be undone on this page."))
        return redirect("desk-account", form.kept.number)
    beside = beside_table(shown_account.beside(one, other), one, other)
    return page(request, "customers/merge.html", form=form, account=one, beside=beside)


@require_POST
@desk_page
def part(request: Any, account_number: str) -> HttpResponse:
    """Undo a merge, by the number of the account that went."""
    merged = get_object_or_404(queries.accounts_seen_by(request.actor), number=account_number)
    gone = merging.part_accounts(merged, by=request.actor)
    messages.success(request, gettext("%(name)s is an account of its own again.") % vars_of(gone))
    return redirect("desk-account", gone.number)


def _choose(request: Any, one: Account, typed: str) -> HttpResponse:
    form = OtherForm(request.GET or None)
    if typed:
        form.add_error("other", gettext("There is no account with this number."))
    table = compare_table(list(queries.pairs_of(one)[:SUGGESTED]), one)
    return page(request, "customers/merge_choose.html", form=form, account=one, table=table)


def _merge(request: Any, form: MergeForm) -> object:
    return merging.merge_accounts(form.gone, form.kept, reason=form.cleaned_data["reason"], by=request.actor)
