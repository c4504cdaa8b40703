"""Addresses of a company's bank details, and of the vendor's list of changes."""

from __future__ import annotations

from django.urls import path

from kanaal.bankdetails.views import desk, mine

urlpatterns = [
    path("portal/bank-details/", mine.home, name="bank-details"),
    path("portal/bank-details/enter/", mine.enter, name="enter-bank-details"),
    path("portal/bank-details/<int:pk>/look/", mine.look, name="show-bank-details"),
    path("portal/bank-details/<int:pk>/confirm/", mine.confirm, name="confirm-bank-details"),
    path("portal/bank-details/<int:pk>/stop/", mine.stop, name="stop-bank-details"),
    path("desk/bank-details/", desk.changes, name="desk-bank-details"),
    path("desk/bank-details/<int:pk>/look/", desk.look, name="desk-show-bank-details"),
    path("desk/bank-details/<int:pk>/confirm/", desk.confirm, name="desk-confirm-bank-details"),
    path("desk/bank-details/<int:pk>/stop/", desk.stop, name="desk-stop-bank-details"),
]
