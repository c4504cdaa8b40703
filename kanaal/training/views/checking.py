"""Checking a certificate: for anybody who was given its link, without signing in (C4)."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from kanaal.core import clock, formats, limits
from kanaal.core.pages import page
from kanaal.people.visitors import address_of
from kanaal.programme import releases
from kanaal.training import credentials, permissions
from kanaal.training.forms import CheckForm, RevokeForm
from kanaal.training.models import Certificate

CHECKS = limits.Limit(times=120, seconds=3600)
"""Credentials that one browser may have checked; verifying costs little, and guessing gains nothing."""


@require_safe
def check(request: Any, public_id: str) -> HttpResponse:
    """Whose it is, for what, since and until when, and whether it counts today. Nothing else."""
    certificate = get_object_or_404(Certificate, public_id=public_id)
    may_revoke = permissions.revoke_certificate.explain(request.actor, certificate)
    answer = page(
        request,
        "training/check.html",
        certificate=certificate,
        facts=_facts(certificate),
        issuer=credentials.issuer(),
        standing=certificate.standing_on(clock.today()),
        may_revoke=may_revoke.allowed and certificate.can("revoke"),
        revoke_form=RevokeForm(),
    )
    return _unlisted(answer)


def _facts(certificate: Certificate) -> list[tuple[str, object]]:
    programme = releases.current().pack.programme
    return [
        (gettext("Holder"), certificate.holder or gettext("name erased at the holder's request")),
        (gettext("Course"), certificate.course_name),
        (gettext("Issued"), formats.date(certificate.issued_on)),
        (gettext("Number"), certificate.number),
        (gettext("Issued by"), f"{programme.vendor} – {programme.name}"),
    ]


def check_credential(request: Any) -> HttpResponse:
    """A credential was received as a file: is it ours, and unaltered? Then its certificate says the rest."""
    form = CheckForm(request.POST or None)
    if form.is_valid():
        limits.spend("check_credential", CHECKS, address_of(request))
        try:
            public_id = credentials.read(form.cleaned_data["credential"])
            certificate = Certificate.objects.get(public_id=public_id)
        except (credentials.NotOurs, Certificate.DoesNotExist):
            form.add_error("credential", gettext("This is no certificate of ours, or it was altered."))
        else:
            return _unlisted(redirect("check-certificate", certificate.public_id))
    return _unlisted(page(request, "training/check_credential.html", form=form))


@require_safe
def did(request: HttpRequest) -> HttpResponse:
    """Who we are and what our key is, for whoever verifies a credential elsewhere."""
    answer = JsonResponse(credentials.did_document(), content_type="application/did+json")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


@require_safe
def status(request: HttpRequest, number: int) -> HttpResponse:
    """A signed list of what was revoked."""
    last = Certificate.objects.aggregate(last=Max("pk"))["last"] or 0
    if number > last // credentials.STATUS_BITS:
        raise Http404
    answer = HttpResponse(credentials.status_list(number), content_type="application/vc+jwt")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cache-Control"] = "public, max-age=600"
    return answer


def _unlisted(answer: HttpResponse) -> HttpResponse:
    """No searching machine lists it, no cache keeps it, and no other site learns its address."""
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
