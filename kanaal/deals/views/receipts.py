"""Receipts: their files, the published key, and checking one without signing in (D7)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from kanaal.core import limits
from kanaal.core.pages import page
from kanaal.deals import receipts
from kanaal.deals.forms import VerifyForm, posted
from kanaal.deals.models import RegistrationReceipt
from kanaal.deals.shown import receipt_rows
from kanaal.people.visitors import address_of

CHECKS = limits.Limit(times=120, seconds=3600)
"""Receipts that one browser may have checked; verifying costs little, and guessing gains nothing."""


def download(receipt: RegistrationReceipt, format: str) -> HttpResponse:
    """The receipt as a file, in text or JSON."""
    stem = f"{receipt.registration.number}-{receipt.pk}"
    if format == "json":
        answer: HttpResponse = JsonResponse(receipts.data_of(receipt), json_dumps_params={"indent": 1})
    else:
        answer = HttpResponse(receipts.text_of(receipt), content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{stem}.{format}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def verify(request: Any) -> HttpResponse:
    """Is a receipt genuine, and what does it say? It is read, verified, and forgotten; nothing is looked up."""
    form = VerifyForm(posted(request), request.FILES or None)
    says, rows, key = "", [], ""
    if form.is_valid():
        limits.spend("verify_receipt", CHECKS, address_of(request))
        try:
            given = receipts.read(form.cleaned_data["text"])
            key = receipts.verify(given, receipts.known_keys())
            says, rows = "genuine", receipt_rows(given.fields)
        except receipts.NotAReceipt:
            says = "unreadable"
        except receipts.NotOurs:
            says = "false"
    own = receipts.own_key()[0]
    answer = page(request, "deals/verify.html", form=form, says=says, rows=rows, key=key, own=own)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The keys with which receipts are verified: today's first, then those that signed earlier ones."""
    return _pem("".join(receipts.known_keys().values()))


@require_safe
def key(request: HttpRequest, key: str) -> HttpResponse:
    """One key by its name, as a receipt names it."""
    known = receipts.known_keys().get(key)
    if known is None:
        raise Http404
    return _pem(known)


def _pem(text: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="application/x-pem-file")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer
