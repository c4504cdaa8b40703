"""Pages about who administers the agreement (V12)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kanaal.adminconsole.doors import agreement_of, console_admin_page
from kanaal.adminconsole.forms.administrators import ChoosePrimaryForm, InviteAdministratorForm
from kanaal.adminconsole.tables import administrators_table, invitations_table
from kanaal.core.pages import page
from kanaal.licensing import permissions
from kanaal.licensing.actions import administrator_invitations as waiting
from kanaal.licensing.actions import administrators as actions
from kanaal.licensing.models import Administrator, AdministratorInvitation
from kanaal.people import roles


@console_admin_page
def listed(request: Any) -> HttpResponse:
    """Who administers it, who was invited, and what can be done about either."""
    agreement = agreement_of(request)
    invited = agreement.administrator_invitations.exclude(state__in=("accepted", "withdrawn")).order_by("-pk")[:50]
    return page(
        request,
        "adminconsole/administrators.html",
        table=administrators_table(_active(request), me=request.actor.person_id),
        invitations=invitations_table(invited),
        may_invite=permissions.invite_administrator.explain(request.actor, agreement),
    )


@console_admin_page
def invite(request: Any) -> HttpResponse:
    agreement = agreement_of(request)
    permissions.invite_administrator.check(request.actor, agreement)
    form = InviteAdministratorForm(request.POST or None, initial={"language": agreement.language})
    if form.is_valid() and form.done(
        lambda: actions.invite_administrator(agreement, by=request.actor, **form.cleaned_data)
    ):
        messages.success(request, _("The invitation is on its way to %(email)s.") % form.cleaned_data)
        return redirect("console-administrators")
    return page(request, "adminconsole/invite_administrator.html", form=form)


@console_admin_page
def change_primary(request: Any) -> HttpResponse:
    """*Change*, choose, *Change*: the chosen one is asked; until they have accepted nothing changes."""
    agreement = agreement_of(request)
    permissions.change_primary_administrator.check(request.actor, agreement)
    active = _active(request)
    form = ChoosePrimaryForm(request.POST or None, administrators=active)
    if form.is_valid() and form.done(
        lambda: actions.change_primary_administrator(form.chosen, by=request.actor)
    ):  # fmt: skip
        says = _("%(name)s is asked by mail. Nothing changes before they have accepted.")
        messages.success(request, says % {"name": form.chosen.person})
        return redirect("console-administrators")
    now = next((one for one in active if one.primary), None)
    return page(request, "adminconsole/change_primary.html", form=form, now=now)


@console_admin_page
def dismiss(request: Any, pk: int) -> HttpResponse:
    """Ends somebody's administration, or one's own: a page of its own says what that means."""
    one = get_object_or_404(agreement_of(request).administrators.select_related("person", "agreement"), pk=pk)
    permissions.dismiss_administrator.check(request.actor, one.agreement)
    if request.method != "POST":
        mine = one.person_id == request.actor.person_id
        return page(request, "adminconsole/dismiss.html", administrator=one, mine=mine)
    actions.dismiss_administrator(one, by=request.actor)
    messages.success(request, _("%(name)s administers the agreement no more.") % {"name": one.person})
    if one.person_id == request.actor.person_id:
        roles.forget_menu(request)
        return redirect("home")
    return redirect("console-administrators")


@require_POST
@console_admin_page
def send_again(request: Any, pk: int) -> HttpResponse:
    invitation = waiting.send_administrator_invitation_again(_invitation(request, pk), by=request.actor)
    says = _("Sent again to %(email)s. The link in the earlier mail stopped working.")
    messages.success(request, says % {"email": invitation.email})
    return redirect("console-administrators")


@require_POST
@console_admin_page
def withdraw(request: Any, pk: int) -> HttpResponse:
    invitation = waiting.withdraw_administrator_invitation(_invitation(request, pk), by=request.actor)
    messages.success(request, _("The invitation of %(email)s is withdrawn.") % {"email": invitation.email})
    return redirect("console-administrators")


def _invitation(request: Any, pk: int) -> AdministratorInvitation:
    return get_object_or_404(agreement_of(request).administrator_invitations, pk=pk)


def _active(request: Any) -> list[Administrator]:
    """The primary one first."""
    rows = agreement_of(request).administrators.filter(active=True).select_related("person")
    return list(rows.order_by("-primary", "person__name", "pk"))
