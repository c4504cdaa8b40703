"""The desk's pages: distributors, and who acts for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_POST

from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.distributors import permissions, queries
from kanaal.distributors.actions import companies, users
from kanaal.distributors.forms import DistributorFilters, DistributorForm, InviteUserForm, SureForm
from kanaal.distributors.models import Distributor, DistributorUser
from kanaal.distributors.tables import distributors_table, users_table
from kanaal.people import history
from kanaal.people.doors import staff_page

desk_page = staff_page(permissions.see_distributors)


def _find(request: Any, number: str) -> Distributor:
    return get_object_or_404(queries.distributors_seen_by(request.actor), number=number)


@desk_page
def listed(request: Any) -> HttpResponse:
    filters = DistributorFilters(request.GET)
    found = paged(queries.listed(filters.chosen.get("q", "")), request.GET, by=("name", "pk"))
    may_make = permissions.make_distributor.explain(request.actor, None)
    context: dict[str, Any] = {
        "filters": filters,
        "rows": found,
        "table": distributors_table(found.rows),
        "may_make": may_make,
    }
    return page(request, "distributors/listed.html", **context)


@desk_page
def new(request: Any) -> HttpResponse:
    permissions.make_distributor.check(request.actor, None)
    form = DistributorForm(request.POST or None)
    if form.is_valid() and (
        made := form.run(lambda: companies.make_distributor(details=form.details, by=request.actor))
    ):
        messages.success(request, gettext("%(name)s is added. Invite its people next.") % {"name": made.name})
        return redirect("desk-distributor", made.number)
    return page(request, "distributors/form.html", form=form)


@desk_page
def change(request: Any, distributor_number: str) -> HttpResponse:
    one = _find(request, distributor_number)
    permissions.change_distributor.check(request.actor, one)
    form = DistributorForm(request.POST or None, initial=DistributorForm.of(one))
    if form.is_valid() and form.done(lambda: companies.change_distributor(one, details=form.details, by=request.actor)):
        messages.success(request, gettext("%(name)s is saved.") % {"name": form.details.name})
        return redirect("desk-distributor", one.number)
    return page(request, "distributors/form.html", form=form, distributor=one)


@desk_page
def show(request: Any, distributor_number: str) -> HttpResponse:
    """Who it is, who acts for it, who was invited, and what happened."""
    one = _find(request, distributor_number)
    people = one.users.exclude(state="withdrawn").select_related("person").order_by("state", "name", "pk")[:200]
    may_invite = permissions.invite_distributor_user.explain(request.actor, one)
    return page(
        request,
        "distributors/show.html",
        distributor=one,
        people=users_table(people, ADDRESSES, may_act=may_invite.allowed, of=[one.number]),
        may_invite=may_invite,
        may_change=permissions.change_distributor.explain(request.actor, one),
        may_end=permissions.end_distributor.explain(request.actor, one),
        timeline=history.entries(queries.events_about(one)[:50]),
    )


@desk_page
def end(request: Any, distributor_number: str) -> HttpResponse:
    one = _find(request, distributor_number)
    permissions.end_distributor.check(request.actor, one)
    form = SureForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.done(lambda: companies.end_distributor(one, by=request.actor)):
        messages.success(request, gettext("%(name)s takes no more orders.") % {"name": one.name})
        return redirect("desk-distributor", one.number)
    return page(request, "distributors/end.html", form=form, distributor=one)


@desk_page
def invite(request: Any, distributor_number: str) -> HttpResponse:
    one = _find(request, distributor_number)
    permissions.invite_distributor_user.check(request.actor, one)
    form = InviteUserForm(request.POST or None)
    if form.is_valid() and form.done(lambda: users.invite_distributor_user(one, by=request.actor, **form.cleaned_data)):
        messages.success(request, gettext("The invitation is on its way to %(email)s.") % form.cleaned_data)
        return redirect("desk-distributor", one.number)
    return page(request, "distributors/invite.html", form=form, distributor=one)


def _act(act: Callable[..., DistributorUser], done: str) -> Any:
    """One button about one person."""

    @require_POST
    @desk_page
    def view(request: Any, distributor_number: str, pk: int) -> HttpResponse:
        one = _find(request, distributor_number)
        user = act(get_object_or_404(one.users, pk=pk), by=request.actor)
        messages.success(request, gettext(done) % {"name": user, "email": user.email})
        return redirect("desk-distributor", one.number)

    return view


ADDRESSES = {
    "again": "desk-send-distributor-user-again",
    "withdraw": "desk-withdraw-distributor-user",
    "left": "desk-dismiss-distributor-user",
}
send_again = _act(
    users.send_distributor_user_again, _("Sent again to %(email)s. The link in the earlier mail stopped working.")
)
withdraw = _act(users.withdraw_distributor_user, _("The invitation of %(email)s is withdrawn."))
dismiss = _act(users.dismiss_distributor_user, _("%(name)s has no access now."))
