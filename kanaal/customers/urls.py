"""Addresses of the customers: for partners under /sales/accounts/, for the desk under /desk/."""

from __future__ import annotations

from django.urls import path

from kanaal.customers.views import desk, duplicates, partner

urlpatterns = [
    path("sales/accounts/", partner.lookup, name="accounts"),
    path("sales/accounts/new/", partner.new, name="new-account"),
    path("sales/accounts/<str:account_number>/", partner.account, name="account"),
    path("sales/accounts/<str:account_number>/change/", partner.edit, name="edit-account"),
    path("desk/accounts/", desk.account_list, name="desk-accounts"),
    path("desk/accounts/new/", desk.new, name="desk-new-account"),
    path("desk/accounts/<str:account_number>/", desk.account, name="desk-account"),
    path("desk/accounts/<str:account_number>/change/", desk.edit, name="desk-edit-account"),
    path("desk/accounts/<str:account_number>/share/", desk.share, name="desk-share-account"),
    path("desk/accounts/<str:account_number>/merge/", desk.merge, name="desk-merge-account"),
    path("desk/accounts/<str:account_number>/part/", desk.part, name="desk-part-account"),
    path("desk/duplicates/", duplicates.queue, name="desk-duplicates"),
    path("desk/duplicates/look/", duplicates.look, name="desk-look-for-duplicates"),
    path("desk/duplicates/<int:pk>/", duplicates.pair, name="desk-duplicate"),
]
