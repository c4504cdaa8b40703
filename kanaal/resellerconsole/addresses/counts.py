"""Counts of licences, compared."""

from django.urls import path

from kanaal.resellerconsole.views import counts

urlpatterns = [
    path("counts/", counts.reconcile, name="console-reconcile"),
    path("customers/<str:agreement_number>/counts/", counts.of_customer, name="console-customer-counts"),
]
