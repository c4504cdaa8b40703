"""Checking a certificate of licence: for anybody who holds it, without signing in (K5)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from kanaal.core.pages import page
from kanaal.licensingwebsite import paper
from kanaal.licensingwebsite.models import LicenceCertificate


@require_safe
def check(request: Any, public_id: str) -> HttpResponse:
    """Whether it counts today, and just what stands on it: nothing of what became of the order since."""
    certificate = get_object_or_404(LicenceCertificate, public_id=public_id)
    answer = page(
        request,
        "licensingwebsite/check.html",
        certificate=certificate,
        holder=certificate.says["holder"],
        place=paper.place_of(certificate),
        facts=paper.facts(certificate),
        rows=paper.rows(certificate),
        members=certificate.says["members"],
    )
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
