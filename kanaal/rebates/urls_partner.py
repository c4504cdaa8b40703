"""Addresses of a partner's own rebates, and of finance's payments."""

from __future__ import annotations

from django.urls import path

from kanaal.rebates.views import partner, partner_files, payments

urlpatterns = [
    path("rebates/", partner.home, name="rebates-home"),
    path("rebates/statements/<str:number>/", partner.statement, name="my-statement"),
    path("rebates/statements/<str:number>/pdf/", partner_files.pdf, name="my-statement-pdf"),
    path("rebates/statements/<str:number>/csv/", partner_files.csv, name="my-statement-csv"),
    path("rebates/lines/<int:pk>/", partner.line, name="my-rebate-line"),
    path("desk/rebates/cycles/<int:pk>/payments/", payments.cycle, name="cycle-payments"),
    path("desk/rebates/payment-files/<str:number>/", payments.file, name="rebate-payment-file"),
    path("desk/rebates/payment-files/<str:number>/download/", payments.download, name="download-payment-file"),
    path("desk/rebates/payment-files/<str:number>/settle/", payments.settle, name="settle-payment-file"),
    path("desk/rebates/payments/<int:pk>/", payments.payment, name="rebate-payment"),
]
