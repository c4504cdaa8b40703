"""Pages about the users at the customer and the licences they are given (V13)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kanaal.adminconsole.doors import agreement_of, console_admin_page
from kanaal.adminconsole.forms.users import PICK, EditUserForm, LicenceForm, UserFilters, UserForm
from kanaal.adminconsole.queries import held_by, users_of
from kanaal.adminconsole.shown_users import of_user, users_csv
from kanaal.adminconsole.tables import users_table
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.licensing import access, permissions
from kanaal.licensing.actions import assignments, users
from kanaal.licensing.models import LicenceUser

AT_ONCE = 200
"""Users that are ticked on one page, at most."""


@console_admin_page
def listed(request: Any) -> HttpResponse:
    """Fifty users by name, with what they have; ticked ones are given licences, or lose them."""
    agreement = agreement_of(request)
    products = access.access_of(agreement)
    filters = UserFilters(request.GET, products=products)
    rows = paged(users_of(agreement, filters.chosen), request.GET, by=("name", "pk"))
    return page(
        request,
        "adminconsole/users.html",
        filters=filters,
        rows=rows,
        table=users_table(rows.rows, held_by(rows.rows), products),
        licence_form=LicenceForm(products=products),
        products=products,
        may_add=permissions.add_licence_user.explain(request.actor, agreement),
    )


@console_admin_page
def new(request: Any) -> HttpResponse:
    agreement = agreement_of(request)
    permissions.add_licence_user.check(request.actor, agreement)
    form = UserForm(request.POST or None, products=access.access_of(agreement))
    if form.is_valid() and (user := form.run(lambda: _add(request, form))):
        messages.success(request, _("%(user)s is added.") % {"user": user})
        return redirect("console-users")
    return page(request, "adminconsole/new_user.html", form=form)


@transaction.atomic
def _add(request: Any, form: UserForm) -> LicenceUser:
    """The user with their licences, or neither."""
    user = users.add_licence_user(agreement_of(request), details=form.details, by=request.actor)
    for sku in form.cleaned_data["products"]:
        assignments.assign_licence(user, sku=sku, by=request.actor)
    return user


@console_admin_page
def one(request: Any, pk: int) -> HttpResponse:
    """One user: what is kept of them, what they have and since when, and why they can't use something."""
    user = _find(request, pk)
    initial = {"email": user.email, "name": user.name, "active": user.active}
    form = EditUserForm(request.POST or None, initial=initial)
    if form.is_valid() and form.done(
        lambda: users.change_licence_user(user, details=form.details_of(user), by=request.actor)
    ):
        messages.success(request, _("%(user)s is saved.") % {"user": user})
        return redirect("console-user", pk)
    return page(request, "adminconsole/user.html", user=user, form=form, **of_user(user))


@console_admin_page
def remove(request: Any, pk: int) -> HttpResponse:
    """A page of its own says what goes: the user, their licences, all that is held about them."""
    user = _find(request, pk)
    permissions.remove_licence_user.check(request.actor, user.agreement)
    if request.method != "POST":
        return page(request, "adminconsole/remove_user.html", user=user)
    users.remove_licence_user(user, by=request.actor)
    messages.success(request, _("%(user)s is removed; nothing is kept about them.") % {"user": user})
    return redirect("console-users")


@require_POST
@console_admin_page
def give(request: Any) -> HttpResponse:
    """Licences for those who were ticked, all or none of them."""
    agreement, picked = agreement_of(request), _picked(request)
    count = assignments.assign_licences(agreement, sku=request.POST.get("sku", ""), users=picked, by=request.actor)
    words = ngettext("%(count)s licence is given out.", "%(count)s licences are given out.", count)
    messages.success(request, words % {"count": count})
    return redirect("console-users")


@require_POST
@console_admin_page
def take(request: Any) -> HttpResponse:
    agreement, picked = agreement_of(request), _picked(request)
    count = assignments.take_licences_back(agreement, sku=request.POST.get("sku", ""), users=picked, by=request.actor)
    words = ngettext("%(count)s licence is taken back.", "%(count)s licences are taken back.", count)
    messages.success(request, words % {"count": count})
    return redirect("console-users")


@require_POST
@console_admin_page
def give_one(request: Any, pk: int, sku: str) -> HttpResponse:
    user = _find(request, pk)
    assignments.assign_licence(user, sku=sku, by=request.actor)
    messages.success(request, _("%(user)s has the licence from now on.") % {"user": user})
    return redirect("console-user", pk)


@require_POST
@console_admin_page
def take_one(request: Any, pk: int, sku: str) -> HttpResponse:
    user = _find(request, pk)
    assignments.take_licence_back(user, sku=sku, by=request.actor)
    messages.success(request, _("The licence is taken back from %(user)s; it is free again.") % {"user": user})
    return redirect("console-user", pk)


@console_admin_page
def export(request: Any) -> StreamingHttpResponse:
    """All users that the list shows, with their licences, as CSV."""
    agreement = agreement_of(request)
    filters = UserFilters(request.GET, products=access.access_of(agreement))
    return users_csv(agreement, users_of(agreement, filters.chosen).order_by("name", "pk"))


def _find(request: Any, pk: int) -> LicenceUser:
    agreement = agreement_of(request)
    user = get_object_or_404(LicenceUser, agreement=agreement, pk=pk)
    user.agreement = agreement
    return user


def _picked(request: Any) -> list[int]:
    """Those that were ticked. None ticked is told on the page from which they come."""
    found = [int(one) for one in request.POST.getlist(PICK)[:AT_ONCE] if one.isdigit() and len(one) < 18]
    if not found:
        raise assignments.NobodyTicked(reverse("console-users"))
    return found
