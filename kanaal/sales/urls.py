"""Addresses under /sales/ for partners, and under /desk/opportunities/ for staff."""

from django.urls import path

from kanaal.sales.views import home, opportunities

NUMBER = "<str:opportunity_number>"
ONE = f"sales/opportunities/{NUMBER}"

urlpatterns = [
    path("sales/", home.home, name="sales-home"),
    path("sales/opportunities/", opportunities.listed, name="opportunities"),
    path("sales/opportunities/new/", opportunities.new, name="new-opportunity"),
    path(f"{ONE}/", opportunities.show, name="opportunity"),
    path(f"{ONE}/change/", opportunities.edit, name="edit-opportunity"),
    path(f"{ONE}/stage/", opportunities.stage, name="move-opportunity"),
    path(f"{ONE}/copy/", opportunities.copy, name="copy-opportunity"),
]
