"""Finance pays a cycle: what can be paid, what is left out and why; files, what the bank did with them (R3, R4)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kanaal.core import clock
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.people.doors import staff_page
from kanaal.rebates import permissions, queries_paying, tables_payments
from kanaal.rebates.actions.paying import (
    download_payment_file,
    make_payment_file,
    return_payment,
    settle_payment_file,
)
from kanaal.rebates.forms_payments import PaymentFileForm, ReturnForm
from kanaal.rebates.models import Cycle, Payment, PaymentFile
from kanaal.rebates.payment.gathering import gather

LEFT_OUT_SHOWN = 50


@staff_page(permissions.see_payments)
def cycle(request: Any, pk: int) -> HttpResponse:
    """What the next file would pay, the form that makes it, and the files so far."""
    one = get_object_or_404(Cycle, pk=pk)
    may_make = permissions.make_payment_file.explain(request.actor, one)
    form = PaymentFileForm(request.POST or None, currency=one.currency)
    if request.method == "POST":
        permissions.make_payment_file.check(request.actor, one)
    if form.is_valid() and (made := form.run(lambda: _make(one, form, request))):
        messages.success(request, _("The payment file %(number)s was made.") % {"number": made.number})
        return redirect("rebate-payment-file", made.number)
    found, files = gather(one, clock.today()), paged(queries_paying.files_of(one), request.GET, by=("-pk",), size=20)
    return page(
        request, "rebates/payments.html", cycle=one, gathered=found, form=form, may_make=may_make,
        left_out=tables_payments.left_out(found.left_out[:LEFT_OUT_SHOWN]),
        more=max(0, len(found.left_out) - LEFT_OUT_SHOWN), files=files, table=tables_payments.files(files.rows),
    )  # fmt: skip


def _make(one: Cycle, form: PaymentFileForm, request: Any) -> PaymentFile:
    return make_payment_file(one, on=form.cleaned_data["on"], by=request.actor)


@staff_page(permissions.see_payments)
def file(request: Any, number: str) -> HttpResponse:
    """One file, its payments, and what may be done with it."""
    one = _file(number)
    rows = paged(queries_paying.payments_of(one), request.GET, by=("end_to_end",))
    return page(
        request, "rebates/payment_file.html", file=one, rows=rows, table=tables_payments.payments(rows.rows),
        may_download=permissions.download_payment_file.explain(request.actor, one),
        may_settle=permissions.settle_payment_file.explain(request.actor, one),
        waits=queries_paying.payments_of(one).filter(state="ordered").exists(),
    )  # fmt: skip


@require_POST
@staff_page(permissions.see_payments)
def download(request: Any, number: str) -> HttpResponse:
    """The file for the bank, which no cache keeps; that it was downloaded is kept."""
    one = _file(number)
    answer = HttpResponse(download_payment_file(one, by=request.actor), content_type="application/xml")
    answer.headers["Content-Disposition"] = f'attachment; filename="{one.number}.xml"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@staff_page(permissions.see_payments)
def settle(request: Any, number: str) -> HttpResponse:
    if settle_payment_file(_file(number), by=request.actor):
        messages.success(request, _("Noted as executed. Each company was told what it was paid."))
    else:
        messages.info(request, _("It was noted already: none of its payments waits for the bank."))
    return redirect("rebate-payment-file", number)


@staff_page(permissions.see_payments)
def payment(request: Any, pk: int) -> HttpResponse:
    """One payment; the bank may have sent it back."""
    rows = Payment.objects.select_related("file__cycle", "statement__partner", "statement__cycle", "details")
    one = get_object_or_404(rows, pk=pk)
    may_return = permissions.return_payment.explain(request.actor, one)
    form = ReturnForm(request.POST or None)
    if request.method == "POST":
        permissions.return_payment.check(request.actor, one)
    if form.is_valid() and form.done(lambda: return_payment(one, why=form.cleaned_data["why"], by=request.actor)):
        messages.success(request, _("Noted. The company was told; the next payment file pays the statement again."))
        return redirect("rebate-payment-file", one.file.number)
    return page(request, "rebates/payment.html", payment=one, form=form, may_return=may_return, can=one.can("return"))


def _file(number: str) -> PaymentFile:
    return get_object_or_404(PaymentFile.objects.select_related("cycle", "made_by"), number=number)
