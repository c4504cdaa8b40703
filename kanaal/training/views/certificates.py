"""My Learnings, and what one downloads there (C4)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from kanaal.core.pages import page
from kanaal.training import permissions
from kanaal.training.actions.certificates import revoke_certificate
from kanaal.training.credentials import signed
from kanaal.training.forms import RevokeForm
from kanaal.training.models import Certificate
from kanaal.training.paper import printed
from kanaal.training.queries import certificates_seen_by
from kanaal.training.shown import courses_shown
from kanaal.training.tables import certificates_table


@login_required
def mine(request: Any) -> HttpResponse:
    """All that one has learned, whichever company one works for now."""
    certificates = list(certificates_seen_by(request.actor)[:200])
    courses = courses_shown(request.actor)
    return page(
        request,
        "training/mine.html",
        certificates=certificates,
        table=certificates_table(certificates),
        running=[shown for shown in courses if shown.running],
        ending=[shown for shown in courses if shown.renewable and not shown.running and not shown.retired],
        may_learn=request.actor.acts_as("contact"),
    )


@require_safe
@login_required
def pdf(request: Any, public_id: str) -> HttpResponse:
    certificate = _mine(request, public_id)
    answer = HttpResponse(printed(certificate), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{certificate.number}.pdf"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@login_required
def badge(request: Any, public_id: str) -> HttpResponse:
    """The certificate as a signed credential, for a wallet or a profile elsewhere."""
    certificate = _mine(request, public_id)
    answer = HttpResponse(signed(certificate), content_type="application/vc+jwt")
    answer.headers["Content-Disposition"] = f'attachment; filename="{certificate.number}.jwt"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@login_required
def revoke(request: Any, public_id: str) -> HttpResponse:
    permissions.revoke_certificate.check(request.actor, None)
    certificate = get_object_or_404(Certificate, public_id=public_id)
    form = RevokeForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Say why, in 1,000 characters at most. Nothing was revoked."))
        return redirect("check-certificate", public_id)
    revoke_certificate(certificate, reason=form.cleaned_data["reason"], by=request.actor)
    messages.success(request, gettext("The certificate %(number)s is revoked.") % {"number": certificate.number})
    return redirect("check-certificate", public_id)


def _mine(request: Any, public_id: str) -> Certificate:
    certificate = get_object_or_404(certificates_seen_by(request.actor).select_related("person"), public_id=public_id)
    permissions.get_certificate.check(request.actor, certificate)
    return certificate
