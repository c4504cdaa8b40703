"""Answering an invitation to administer: the invitation, then the terms; opening a link does nothing (L3, V12)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kanaal.adminconsole.forms.administrators import AcceptTermsForm
from kanaal.core import markdown
from kanaal.core.pages import page
from kanaal.core.refusals import Refusal
from kanaal.licensing import permissions
from kanaal.licensing.actions import administering as actions
from kanaal.licensing.actions.administrators import PURPOSE
from kanaal.licensing.models import Administrator, AdministratorInvitation
from kanaal.people import roles, terms, tokens
from kanaal.programme import releases

WITH = ("agreement__partner", "administrator__person", "made_by")


def invited(request: Any, secret: str) -> HttpResponse:
    """What one is asked to do, by whom; the way on to the terms, or to say no."""
    return _show(request, _by(secret), reverse("accept-administration-terms", args=[secret]))


def invited_terms(request: Any, secret: str) -> HttpResponse:
    return _terms(request, _by(secret))


@login_required
def mine(request: Any, pk: int) -> HttpResponse:
    """The same without the mail: for whoever is signed in with the invited address."""
    return _show(request, _own(request, pk), reverse("accept-my-administration-terms", args=[pk]))


@login_required
def mine_terms(request: Any, pk: int) -> HttpResponse:
    return _terms(request, _own(request, pk))


@require_POST
@login_required
def decline(request: Any, pk: int) -> HttpResponse:
    invitation = _own(request, pk)
    actions.decline_administration(invitation, person=request.user, by=request.actor)
    messages.success(request, _("You declined. Whoever asked you is told, and nothing has changed."))
    return redirect("home")


def _show(request: Any, invitation: AdministratorInvitation, terms_url: str) -> HttpResponse:
    return page(
        request,
        "adminconsole/invited.html",
        invitation=invitation,
        agreement=invitation.agreement,
        terms_url=terms_url,
        decision=permissions.accept_administration.explain(request.actor, invitation.agreement),
        refusal=_refusal(request, invitation),
    )


def _terms(request: Any, invitation: AdministratorInvitation) -> HttpResponse:
    """The terms, to be read, with the box at their end. Only its button makes the change."""
    permissions.accept_administration.check(request.actor, invitation.agreement)
    actions.refuse_others(invitation, request.user)
    language, text = _text(invitation)
    form = AcceptTermsForm(request.POST or None, initial={"shown": terms.digest_of(text)})
    if form.is_valid() and (row := form.run(lambda: _accept(request, invitation, form, language))):
        roles.choose(request, f"administrator:{row.pk}")
        messages.success(request, _("Welcome. You administer %(customer)s.") % {"customer": invitation.agreement.name})
        return redirect("admin-console")
    form.show(terms.digest_of(text))
    return page(
        request,
        "adminconsole/terms.html",
        form=form,
        invitation=invitation,
        text=markdown.to_html(text),
        text_language=language,
    )


def _accept(
    request: Any, invitation: AdministratorInvitation, form: AcceptTermsForm, language: str
) -> Administrator:  # fmt: skip
    return actions.accept_administration(
        invitation,
        person=request.user,
        shown=form.cleaned_data["shown"],
        language=language,
        by=request.actor,
        browser=request.headers.get("User-Agent", ""),
    )


def _text(invitation: AdministratorInvitation) -> tuple[str, str]:
    """The terms of the agreement's own release, in the reader's language where they exist in it."""
    release = releases.with_id(invitation.agreement.release_id)
    spoken = release.pack.language_codes
    wanted = get_language() or ""
    language = wanted if wanted in spoken else invitation.agreement.language
    language = language if language in spoken else spoken[0]
    return language, terms.text(actions.terms_key(invitation.agreement), release=release, language=language)


def _by(secret: str) -> AdministratorInvitation:
    token = tokens.look_up(PURPOSE, secret)
    return get_object_or_404(AdministratorInvitation.objects.select_related(*WITH), pk=token.about_id)


def _own(request: Any, pk: int) -> AdministratorInvitation:
    """An open invitation at the signed-in person's own address; anybody else's is not there."""
    invitation = get_object_or_404(AdministratorInvitation.objects.select_related(*WITH), pk=pk, state="open")
    theirs = invitation.administrator.person_id if invitation.administrator else None
    if theirs != request.actor.person_id and invitation.email.lower() != request.actor.email.lower():
        return get_object_or_404(AdministratorInvitation.objects.none(), pk=pk)
    return invitation


def _refusal(request: Any, invitation: AdministratorInvitation) -> Refusal | None:
    """What would be refused to the signed-in person: told here, before they have read the terms."""
    if not request.actor.signed_in:
        return None
    try:
        actions.refuse_others(invitation, request.user)
    except Refusal as refusal:
        return refusal
    return None
