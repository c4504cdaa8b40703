"""The desk's questions: are these two one company? And having all accounts looked through."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext

from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.customers import permissions, queries, shown_account
from kanaal.customers.actions import duplicates as actions
from kanaal.customers.asking import start
from kanaal.customers.duplicates import splink
from kanaal.customers.forms.desk import ApartForm, SearchForm
from kanaal.customers.looking import kept_reasons
from kanaal.customers.models import DuplicatePair
from kanaal.customers.tables import beside_table, pairs_table, searches_table, ways_words
from kanaal.people.doors import staff_page

desk_page = staff_page(permissions.see_accounts)
SEARCHES = 5


@desk_page
def queue(request: Any) -> HttpResponse:
    """Pairs to be judged, the most alike first, all or those of one account; and the last searches."""
    one = queries.account_called(request.actor, request.GET.get("account", ""))
    found = queries.pairs_of(one) if one else queries.pairs_to_judge()
    rows = paged(found, request.GET, by=("-score", "pk"))
    searches = list(queries.searches()[:SEARCHES])
    return page(
        request,
        "customers/duplicates.html",
        account=one,
        rows=rows,
        table=pairs_table(rows.rows),
        first=rows.rows[0] if rows.rows else None,
        searches=searches_table(searches) if searches else None,
        may_look=permissions.look_for_duplicates.explain(request.actor, None),
    )


@desk_page
def pair(request: Any, pk: int) -> HttpResponse:
    """Two accounts side by side, why they look alike, and what can be said of them."""
    one = _find(pk)
    if request.method == "POST":
        permissions.keep_accounts_apart.check(request.actor, one)
    form = ApartForm(request.POST or None)
    if form.is_valid() and form.done(lambda: actions.keep_accounts_apart(one, by=request.actor, **form.cleaned_data)):
        messages.success(request, gettext("Kept apart. You are asked again only if one of them changes."))
        return _next(one)
    below = queries.next_pair(one)
    return page(
        request,
        "customers/duplicate.html",
        form=form,
        pair=one,
        why=kept_reasons(one.reasons),
        found_by=ways_words().get(one.found_by, one.found_by),
        beside=beside_table(shown_account.beside(one.first, one.second), one.first, one.second),
        merge_url=f"{reverse('desk-merge-account', args=[one.first.number])}?{urlencode({'other': one.second.number})}",
        skip_url=reverse("desk-duplicate", args=[below.pk]) if below else reverse("desk-duplicates"),
        may_judge=permissions.keep_accounts_apart.explain(request.actor, one),
    )


@desk_page
def look(request: Any) -> HttpResponse:
    """Have all accounts looked through, in the background."""
    permissions.look_for_duplicates.check(request.actor, None)
    ways = [
        (key, words)
        for key, words in ways_words().items()
        if key == "finding" or (key == "splink" and splink.installed())
    ]
    form = SearchForm(request.POST or None, ways=ways, initial={"found_by": "finding"})
    if form.is_valid() and form.done(lambda: start(form.cleaned_data["found_by"], by=request.actor)):
        messages.success(
            request, gettext("All accounts are being looked through. The pairs appear here as they are found.")
        )
        return redirect("desk-duplicates")
    return page(request, "customers/look.html", form=form)


def _find(pk: int) -> DuplicatePair:
    found = DuplicatePair.objects.select_related(
        "first__owner", "second__owner", "first__parent", "second__parent", "judged_by"
    )
    return get_object_or_404(found, pk=pk)


def _next(one: DuplicatePair) -> HttpResponse:
    below = queries.next_pair(one)
    return redirect("desk-duplicate", below.pk) if below else redirect("desk-duplicates")
