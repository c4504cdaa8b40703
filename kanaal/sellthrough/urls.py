"""Addresses under /sales-reports/ for whoever reports, and at the desk for the vendor."""

from django.urls import path

from kanaal.sellthrough.views import desk, keys, reports

REPORT = "sales-reports/<str:report_number>"

urlpatterns = [
    path("sales-reports/", reports.listed, name="sales-reports"),
    path("sales-reports/send/", reports.send, name="send-sales-report"),
    path("sales-reports/nothing-sold/", reports.nothing_sold, name="report-nothing-sold"),
    path("sales-reports/template.csv", reports.template, name="sales-report-template"),
    path("sales-reports/lines/", reports.lines, name="sales-lines"),
    path("sales-reports/lines.<str:format>", reports.export, name="sales-lines-file"),
    path("sales-reports/keys/", keys.listed, name="sales-report-keys"),
    path("sales-reports/keys/<int:pk>/withdraw/", keys.withdraw, name="withdraw-report-key"),
    path(f"{REPORT}/", reports.show, name="sales-report"),
    path(f"{REPORT}/lines/", reports.report_lines, name="sales-report-lines"),
    path(f"{REPORT}/refused.csv", reports.refused, name="sales-report-refused"),
    path("desk/sales-reports/", desk.reports, name="desk-sales-reports"),
    path("desk/sales-reports/lines/", desk.lines, name="desk-sales-lines"),
    path("desk/sales-reports/resellers/", desk.resellers, name="desk-resellers"),
    path("desk/sales-reports/resellers/recognise/", desk.recognise, name="desk-recognise"),
    path("desk/day-rates/", desk.rates, name="desk-day-rates"),
    path("desk/day-rates/template.csv", desk.rates_template, name="day-rates-template"),
    path("desk/periods/", desk.periods, name="desk-periods"),
    path("desk/periods/<str:period>/unlock/", desk.unlock, name="desk-unlock"),
]
