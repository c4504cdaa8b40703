"""Pages about contacts and invitations (P7, P8)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core import limits
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.partners import permissions
from kanaal.partners.actions import invitations as actions
from kanaal.partners.actions.acceptance import accept_invitation
from kanaal.partners.actions.contacts import LeftAlready, change_contact, deactivate_contact
from kanaal.partners.doors import contact_page, partner_of
from kanaal.partners.forms.contacts import AcceptForm, EditContactForm, InviteForm, LostInvitationForm
from kanaal.partners.models import Contact, Invitation
from kanaal.partners.queries import contacts_seen_by, invitations_seen_by, open_invitations_for
from kanaal.partners.tasks import look_for_lost_invitations
from kanaal.partners.views.tables import contacts_table, invitations_table
from kanaal.people import roles, tokens
from kanaal.people.visitors import address_of

# A mail that was lost is asked for once or twice; more is somebody else's game with an address.
LOST_LIMIT = limits.Limit(times=5, seconds=3600)


@contact_page
def contact_list(request: Any) -> HttpResponse:
    """Who acts for us, who was invited, and what can be done about either."""
    partner = partner_of(request)
    may_invite = permissions.invite_contact.explain(request.actor, partner)
    found = contacts_seen_by(request.actor)
    if words := request.GET.get("q", "").strip():
        found = found.filter(name__icontains=words) | found.filter(email__icontains=words)
    contacts = paged(found, request.GET, by=("name", "pk"))
    waiting = invitations_seen_by(request.actor).filter(state__in=("open", "expired")).order_by("-pk")[:50]
    return page(
        request,
        "partners/contacts.html",
        contacts=contacts,
        table=contacts_table(contacts.rows, may_edit=permissions.change_contact.allows(request.actor, partner)),
        invitations=invitations_table(waiting, may_act=may_invite.allowed),
        may_invite=may_invite,
        words=words,
    )


@contact_page
def invite(request: Any) -> HttpResponse:
    """Offer a colleague a seat."""
    partner = partner_of(request)
    permissions.invite_contact.check(request.actor, partner)
    initial = {"kind": "other", "language": partner.language}
    form = InviteForm(request.POST or None, initial=initial, mine=request.subject.kind)
    if form.is_valid() and form.done(lambda: actions.invite_contact(partner, by=request.actor, **form.cleaned_data)):
        messages.success(request, gettext("The invitation is on its way to %(email)s.") % form.cleaned_data)
        return redirect("contacts")
    return page(request, "partners/invite.html", form=form, partner=partner)


@require_POST
@contact_page
def send_again(request: Any, pk: int) -> HttpResponse:
    invitation = get_object_or_404(invitations_seen_by(request.actor), pk=pk)
    actions.send_invitation_again(invitation, by=request.actor)
    messages.success(
        request,
        gettext("Sent again to %(email)s. The link in the earlier mail stopped working.") % {"email": invitation.email},
    )
    return redirect("contacts")


@require_POST
@contact_page
def withdraw(request: Any, pk: int) -> HttpResponse:
    invitation = get_object_or_404(invitations_seen_by(request.actor), pk=pk)
    actions.withdraw_invitation(invitation, by=request.actor)
    messages.success(request, gettext("The invitation of %(email)s is withdrawn.") % {"email": invitation.email})
    return redirect("contacts")


def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind the link of an invitation. Opening it does nothing (L3)."""
    token = tokens.look_up(actions.PURPOSE, secret)
    return _accept(request, get_object_or_404(Invitation.objects.select_related("partner"), pk=token.about_id))


@login_required
def my_invitations(request: Any) -> HttpResponse:
    """What waits for the verified address of the signed-in person: no mail is needed to take it up."""
    waiting = open_invitations_for(request.actor.email)
    return page(request, "partners/my_invitations.html", invitations=waiting)


@login_required
def accept_mine(request: Any, pk: int) -> HttpResponse:
    return _accept(request, get_object_or_404(open_invitations_for(request.actor.email), pk=pk))


def _accept(request: Any, invitation: Invitation) -> HttpResponse:
    decision = permissions.accept_invitation.explain(request.actor, invitation.partner)
    wrong_address = request.actor.signed_in and request.actor.email != invitation.email
    form = AcceptForm(request.POST or None, initial={"full_name": request.actor.name or ""})
    if form.is_valid() and (contact := form.run(lambda: _accept_as(request, invitation, form))):
        return _welcome(request, contact)
    context = {"invitation": invitation, "decision": decision, "wrong_address": wrong_address, "form": form}
    return page(request, "partners/accept.html", **context)


def _accept_as(request: Any, invitation: Invitation, form: AcceptForm) -> Contact:
    permissions.accept_invitation.check(request.actor, invitation.partner)
    return accept_invitation(
        invitation, person=request.user, full_name=form.cleaned_data["full_name"], by=request.actor
    )


def _welcome(request: Any, contact: Contact) -> HttpResponse:
    roles.choose(request, f"contact:{contact.pk}")
    messages.success(request, gettext("Welcome. You act for %(partner)s now.") % {"partner": contact.partner.name})
    return redirect("portal-home")


def lost_invitation(request: Any) -> HttpResponse:
    """P8: the mail was not found. The answer is the same whether the address is known or not."""
    form = LostInvitationForm(request.POST or None, initial={"email": request.actor.email})
    if form.is_valid():
        limits.spend("lost_invitation", LOST_LIMIT, address_of(request), form.cleaned_data["email"])
        look_for_lost_invitations.enqueue(form.cleaned_data["email"])  # as quick for an unknown address as for a known
        return page(request, "partners/lost_sent.html", email=form.cleaned_data["email"])
    return page(request, "partners/lost.html", form=form)


@contact_page
def edit(request: Any, pk: int) -> HttpResponse:
    """One contact: what they do here, of what kind, and whether they still act for us (P11)."""
    contact = get_object_or_404(contacts_seen_by(request.actor).select_related("partner"), pk=pk)
    permissions.change_contact.check(request.actor, partner_of(request))
    if not contact.active:
        raise LeftAlready(contact)
    form = EditContactForm(request.POST or None, contact=contact)
    if form.is_valid() and form.done(lambda: _save(request, contact, form)):
        says = gettext("%(name)s is saved.") if form.cleaned_data["active"] else gettext("%(name)s has no access now.")
        messages.success(request, says % {"name": contact})
        return redirect("contacts")
    return page(request, "partners/contact.html", form=form, contact=contact)


def _save(request: Any, contact: Contact, form: EditContactForm) -> None:
    values = form.cleaned_data
    if not values["active"]:
        deactivate_contact(contact, heir=form.heirs.get(values["heir"]), by=request.actor)
        return
    change_contact(contact, job_title=values["job_title"], kind=values["kind"], by=request.actor)
