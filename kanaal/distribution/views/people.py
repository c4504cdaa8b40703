"""Who acts for the distributor: its own people let colleagues in, and note who has left."""

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
from kanaal.distribution.doors import distributor_of_request, distributor_page
from kanaal.distributors import permissions
from kanaal.distributors.actions import users
from kanaal.distributors.forms import InviteUserForm
from kanaal.distributors.models import DistributorUser
from kanaal.distributors.tables import users_table


@distributor_page
def listed(request: Any) -> HttpResponse:
    mine = distributor_of_request(request)
    people = mine.users.exclude(state="withdrawn").select_related("person").order_by("state", "name", "pk")[:200]
    table = users_table(people, ADDRESSES, may_act=True)
    may_invite = permissions.invite_distributor_user.explain(request.actor, mine)
    return page(request, "distribution/people.html", people=table, may_invite=may_invite, distributor=mine)


@distributor_page
def invite(request: Any) -> HttpResponse:
    mine = distributor_of_request(request)
    permissions.invite_distributor_user.check(request.actor, mine)
    form = InviteUserForm(request.POST or None)
    if form.is_valid() and form.done(
        lambda: users.invite_distributor_user(mine, by=request.actor, **form.cleaned_data)
    ):
        messages.success(request, gettext("The invitation is on its way to %(email)s.") % form.cleaned_data)
        return redirect("distribution-people")
    return page(request, "distribution/invite.html", form=form, distributor=mine)


def _act(act: Callable[..., DistributorUser], done: str) -> Any:
    """One button about one colleague."""

    @require_POST
    @distributor_page
    def view(request: Any, pk: int) -> HttpResponse:
        user = act(get_object_or_404(distributor_of_request(request).users, pk=pk), by=request.actor)
        messages.success(request, gettext(done) % {"name": user, "email": user.email})
        return redirect("distribution-home" if user.pk == request.subject.pk else "distribution-people")

    return view


ADDRESSES = {"again": "send-colleague-again", "withdraw": "withdraw-colleague", "left": "dismiss-colleague"}
send_again = _act(
    users.send_distributor_user_again, _("Sent again to %(email)s. The link in the earlier mail stopped working.")
)
withdraw = _act(users.withdraw_distributor_user, _("The invitation of %(email)s is withdrawn."))
dismiss = _act(users.dismiss_distributor_user, _("%(name)s has no access now."))
