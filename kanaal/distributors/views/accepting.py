"""Accepting to act for a distributor: by the link of the mail, or from what waits for one's address (P7, P8)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext

from kanaal.core.pages import page
from kanaal.distributors import permissions
from kanaal.distributors.actions import users as actions
from kanaal.distributors.models import DistributorUser
from kanaal.distributors.queries import open_invitations_for
from kanaal.partners.forms.contacts import AcceptForm
from kanaal.people import roles, tokens


def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind the link of an invitation. Opening it does nothing (L3)."""
    token = tokens.look_up(actions.PURPOSE, secret)
    rows = DistributorUser.objects.select_related("distributor")
    return _accept(request, get_object_or_404(rows, pk=token.about_id))


@login_required
def mine(request: Any) -> HttpResponse:
    """What waits for the verified address of whoever is signed in: no mail is needed to take it up."""
    waiting = open_invitations_for(request.actor.email)
    return page(request, "distributors/my_invitations.html", invitations=waiting)


@login_required
def accept_mine(request: Any, pk: int) -> HttpResponse:
    return _accept(request, get_object_or_404(open_invitations_for(request.actor.email), pk=pk))


def _accept(request: Any, user: DistributorUser) -> HttpResponse:
    decision = permissions.accept_distributor_user.explain(request.actor, user.distributor)
    wrong_address = request.actor.signed_in and request.actor.email != user.email
    form = AcceptForm(request.POST or None, initial={"full_name": request.actor.name or user.name})
    if form.is_valid() and (accepted := form.run(lambda: _accept_as(request, user, form.cleaned_data["full_name"]))):
        roles.choose(request, f"distributor:{accepted.pk}")
        says = gettext("Welcome. You act for %(distributor)s now.")
        messages.success(request, says % {"distributor": user.distributor.name})
        return redirect("distribution-home")
    context = {"invitation": user, "decision": decision, "wrong_address": wrong_address, "form": form}
    return page(request, "distributors/accept.html", **context)


def _accept_as(request: Any, user: DistributorUser, full_name: str) -> DistributorUser:
    permissions.accept_distributor_user.check(request.actor, user.distributor)
    return actions.accept_distributor_user(user, person=request.user, full_name=full_name, by=request.actor)
