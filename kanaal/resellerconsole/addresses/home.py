"""The console's first page, and the list of customers as a file."""

from django.urls import path

from kanaal.resellerconsole.views import home

urlpatterns = [
    path("", home.home, name="reseller-console"),
    path("customers.<str:format>", home.export_customers, name="export-customers"),
]
