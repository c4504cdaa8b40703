"""Addresses of rebates: the vendor's and finance's under /desk/rebates/, and the partner's own."""

from django.urls import path

from kanaal.rebates import urls_partner
from kanaal.rebates.views import accruals, cycles, lines

CYCLE = "desk/rebates/cycles/<int:pk>"
LINE = "desk/rebates/lines/<int:pk>"

urlpatterns = [
    path("desk/rebates/", cycles.listed, name="rebate-cycles"),
    path(f"{CYCLE}/", cycles.show, name="rebate-cycle"),
    path(f"{CYCLE}/compute/", cycles.compute, name="compute-rebate-cycle"),
    path(f"{CYCLE}/propose/", cycles.propose, name="propose-rebate-cycle"),
    path(f"{CYCLE}/send-back/", cycles.send_back, name="send-back-rebate-cycle"),
    path(f"{CYCLE}/approve/", cycles.approve, name="approve-rebate-cycle"),
    path(f"{CYCLE}/paid/", cycles.pay, name="pay-rebate-cycle"),
    path(f"{CYCLE}/statements.csv", cycles.statements_file, name="rebate-statements-file"),
    path(f"{CYCLE}/lines.csv", cycles.entries_file, name="rebate-entries-file"),
    path(f"{CYCLE}/partners/<str:partner_number>/", cycles.partner, name="rebate-partner"),
    path("desk/rebates/amounts/<int:pk>/", lines.entry, name="rebate-entry"),
    path("desk/rebates/lines/", lines.listed, name="rebate-lines"),
    path(f"{LINE}/", lines.show, name="rebate-line"),
    path(f"{LINE}/choose/", lines.choose, name="choose-rebate-deal"),
    path(f"{LINE}/dismiss/", lines.dismiss, name="dismiss-rebate-line"),
    path(f"{LINE}/ask/", lines.ask, name="ask-about-rebate-line"),
    path(f"{LINE}/undo/", lines.undo, name="undo-rebate-choice"),
    path("desk/rebates/accruals/", accruals.show, name="rebate-accruals"),
    path("desk/rebates/accruals.csv", accruals.export, name="rebate-accruals-file"),
    *urls_partner.urlpatterns,
]
