"""The page behind the link of an invitation: it shows what has become of it, whenever it is opened (V2, V3, L3)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language

from kanaal.core import markdown
from kanaal.core.pages import page
from kanaal.licensing import knowing, naming, permissions
from kanaal.licensing import queries_inviting as queries
from kanaal.licensing.actions.accepting import accept_customer_invitation
from kanaal.licensing.actions.inviting import PURPOSE
from kanaal.licensing.customer_details import languages
from kanaal.licensing.forms.accepting import AcceptAgreementForm
from kanaal.licensing.models import Agreement, CustomerInvitation
from kanaal.licensing.shown_invitation import facts_for_customer, standing_of
from kanaal.people import roles, terms, tokens
from kanaal.people.queries import addresses_of
from kanaal.people.visitors import browser_of
from kanaal.programme import releases


def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind the link. Opening it does nothing (L3); one that was used or is old says what it is now."""
    token = tokens.find(PURPOSE, secret)
    addresses = addresses_of(request.user) if request.user.is_authenticated else []
    return _accept(request, get_object_or_404(queries.invitations_with_partner(), pk=token.about_id), addresses)


@login_required
def mine(request: Any) -> HttpResponse:
    """What waits for the person's own addresses: no mail is needed to take it up."""
    waiting = queries.invitations_waiting_for(addresses_of(request.user))
    return page(request, "licensing/my_invitations.html", invitations=waiting)


@login_required
def accept_mine(request: Any, number: str) -> HttpResponse:
    addresses = addresses_of(request.user)
    own = queries.invitations_with_partner().filter(email__in=addresses)
    return _accept(request, get_object_or_404(own, number=number), addresses)


def _accept(request: Any, invitation: CustomerInvitation, addresses: list[str]) -> HttpResponse:
    form = AcceptAgreementForm(request.POST or None)
    if form.is_valid() and (agreement := form.run(lambda: _accept_as(request, invitation, form))):
        roles.choose(request, f"administrator:{_role_of(agreement, request.user.pk)}")
        return redirect(request.path)
    standing = standing_of(invitation, request.actor, addresses)
    context: dict[str, Any] = {
        "invitation": invitation,
        "standing": standing,
        "facts": facts_for_customer(invitation),
        "form": form,
        "own": knowing.kind_of(invitation).use == "nfr",
    }
    if standing == "open":
        context |= _terms(invitation, form)
        context["decision"] = permissions.accept_customer_invitation.explain(request.actor, invitation.partner)
        context["taken"] = invitation.taken_at is not None and naming.is_taken(invitation.name)
    return page(request, "licensing/accept.html", **context)


def _accept_as(request: Any, invitation: CustomerInvitation, form: AcceptAgreementForm) -> Agreement:
    permissions.accept_customer_invitation.check(request.actor, invitation.partner)
    return accept_customer_invitation(
        invitation,
        person=request.user,
        shown=form.cleaned_data["shown"],
        language=_language(form.cleaned_data["language"], invitation),
        by=request.actor,
        browser=browser_of(request),
    )


def _terms(invitation: CustomerInvitation, form: AcceptAgreementForm) -> dict[str, Any]:
    """The terms in the reader's language; the form remembers which text stood there, and in which language."""
    language = _language(get_language() or "", invitation)
    key = knowing.kind_of(invitation).accept.removeprefix("terms/")
    text = terms.text(key, release=releases.current(), language=language)
    form.initial = {"shown": terms.digest_of(text), "language": language}
    if form.is_bound:  # what is on the page now, which may be newer than what was sent
        form.data = form.initial
    return {"text": markdown.to_html(text), "language": language}


def _language(asked: str, invitation: CustomerInvitation) -> str:
    """A language in which the terms exist."""
    return next((code for code in (asked, asked.split("-")[0]) if code in languages()), invitation.language)


def _role_of(agreement: Agreement, person_id: int) -> int:
    row = agreement.administrators.filter(person=person_id, active=True).values_list("pk", flat=True).first()
    return row or 0
