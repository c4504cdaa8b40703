"""Pages about invitations of customers: a new one, the list, one of them, and what can be done with it (V2, V3)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.customers import permissions as customers
from kanaal.customers.models import Account
from kanaal.customers.queries import account_of_partner
from kanaal.licensing import permissions
from kanaal.licensing import queries_inviting as queries
from kanaal.licensing.actions import inviting as actions
from kanaal.licensing.customer_details import details_of
from kanaal.licensing.free_names import free_names_for
from kanaal.licensing.models import CustomerInvitation
from kanaal.licensing.queries import invitations_of
from kanaal.partners.doors import partner_of
from kanaal.people import history
from kanaal.resellerconsole.doors import console_page
from kanaal.resellerconsole.forms.inviting import CustomerForm, InvitationFilters, NameForm
from kanaal.resellerconsole.links import agreement_url
from kanaal.resellerconsole.shown_invitations import facts_of, what_next
from kanaal.resellerconsole.tables_inviting import invitations_table


@console_page
def invite(request: Any) -> HttpResponse:
    """Type in a customer: `?account=NUMBER` brings what is known of one."""
    partner = partner_of(request)
    permissions.invite_customer.check(request.actor, partner)
    account = _account(request)
    form = CustomerForm(request.POST or None, partner=partner, account=account, initial=_initial(request, account))
    if form.is_valid() and (
        made := form.run(lambda: actions.invite_customer(partner, details=form.details, by=request.actor))
    ):
        messages.success(request, gettext("The invitation is on its way to %(email)s.") % {"email": made.email})
        return redirect("console-invitation", made.number)
    return page(request, "resellerconsole/invite.html", form=form, account=account)


def _account(request: Any) -> Account | None:
    """The customer's record that the address names, for whoever may look customers up."""
    number, partner = request.POST.get("account") or request.GET.get("account", ""), partner_of(request)
    if not number.strip() or not customers.look_up_accounts.allows(request.actor, partner):
        return None
    return account_of_partner(partner, number)


def _initial(request: Any, account: Account | None) -> dict[str, Any]:
    partner = partner_of(request)
    known = {"country": partner.country, "language": partner.language, "name": request.GET.get("name", "")[:160]}
    if account is not None:  # of one that all partners share nobody reads more here than a search shows
        more = () if account.is_shared else ("street", "postal_code", "segment")
        fields = ("name", "country", "town", *more)
        known |= {"account": account.number, **{key: getattr(account, key) for key in fields}}
    return known


@console_page
def listed(request: Any) -> HttpResponse:
    """All of them, the newest first; those of one file when the address says which."""
    partner, filters = partner_of(request), InvitationFilters(request.GET)
    rows = paged(queries.invitations_listed(partner, filters.chosen), request.GET, by=("-pk",))
    return page(
        request,
        "resellerconsole/invitations.html",
        filters=filters,
        rows=rows,
        table=invitations_table(rows.rows),
        may_invite=permissions.invite_customer.explain(request.actor, partner),
    )


@console_page
def show(request: Any, invitation_number: str) -> HttpResponse:
    return _show(request, _find(request, invitation_number))


def _show(request: Any, invitation: CustomerInvitation, form: NameForm | None = None) -> HttpResponse:
    taken = invitation.state == "open" and invitation.taken_at is not None
    return page(
        request,
        "resellerconsole/invitation.html",
        invitation=invitation,
        facts=facts_of(invitation),
        next=what_next(invitation),
        taken=taken,
        free=free_names_for(details_of(invitation), invitation.partner) if taken else [],
        form=form or NameForm(),
        may_change=permissions.change_customer_invitation.explain(request.actor, invitation.partner),
        agreement_url=agreement_url(invitation.agreement.number) if invitation.agreement else "",
        timeline=history.entries(queries.events_about_invitation(invitation)),
    )


@console_page
def change(request: Any, invitation_number: str) -> HttpResponse:
    """Correct what was said; it is sent anew with that."""
    invitation = _find(request, invitation_number)
    permissions.change_customer_invitation.check(request.actor, invitation.partner)
    now = details_of(invitation)
    initial = {key: getattr(now, key) for key in CustomerForm.base_fields if hasattr(now, key) and key != "account"}
    form = CustomerForm(request.POST or None, partner=invitation.partner, account=now.account, initial=initial)
    if form.is_valid() and form.done(
        lambda: actions.change_customer_invitation(invitation, details=form.details, by=request.actor)
    ):
        return _sent(request, invitation, form.details.email)
    return page(request, "resellerconsole/change_invitation.html", form=form, invitation=invitation)


@require_POST
@console_page
def rename(request: Any, invitation_number: str) -> HttpResponse:
    """One click on a free name, or one of one's own: the customer gets the invitation again (V3)."""
    invitation, form = _find(request, invitation_number), NameForm(request.POST)
    if form.is_valid():
        details = replace(details_of(invitation), name=form.cleaned_data["name"])
        if form.done(lambda: actions.change_customer_invitation(invitation, details=details, by=request.actor)):
            return _sent(request, invitation, details.email)
    return _show(request, invitation, form)


@require_POST
@console_page
def send_again(request: Any, invitation_number: str) -> HttpResponse:
    invitation = _find(request, invitation_number)
    actions.send_customer_invitation_again(invitation, by=request.actor)
    return _sent(request, invitation, invitation.email)


@require_POST
@console_page
def withdraw(request: Any, invitation_number: str) -> HttpResponse:
    invitation = _find(request, invitation_number)
    actions.withdraw_customer_invitation(invitation, by=request.actor)
    says = gettext("The invitation %(number)s is withdrawn. Its link says so.")
    messages.success(request, says % {"number": invitation.number})
    return redirect("console-invitation", invitation.number)


def _sent(request: Any, invitation: CustomerInvitation, email: str) -> HttpResponse:
    messages.success(request, gettext("Sent again to %(email)s. Earlier links lead to it, too.") % {"email": email})
    return redirect("console-invitation", invitation.number)


def _find(request: Any, number: str) -> CustomerInvitation:
    """One of the company's own; any other is not there (404)."""
    partner = partner_of(request)
    mine = invitations_of(partner).select_related("contact", "account", "agreement", "made_by")
    invitation = get_object_or_404(mine, number=number.upper())
    invitation.partner = partner
    return invitation
