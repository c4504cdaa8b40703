"""Addresses of the licensing website, of its help, and of the desk's pools."""

from __future__ import annotations

from django.urls import path

from kanaal.licensingwebsite.views import checking, desk, distributors, helping, orders

urlpatterns = [
    path("licences/", orders.home, name="licences-home"),
    path("licences/accounts/", orders.accounts, name="licences-accounts"),
    path("licences/downloads/", orders.downloads, name="licences-downloads"),
    path("licences/export/<str:format>/", orders.export, name="licences-export"),
    path("licences/orders/<str:order_number>/", orders.order, name="licences-order"),
    path("licences/orders/<str:order_number>/serials/<int:pk>/", orders.look, name="licences-show-serial"),
    path("licences/orders/<str:order_number>/certificate/", orders.certify, name="licences-certify"),
    path("licences/orders/<str:order_number>/certificate.pdf", orders.certificate, name="licences-certificate"),
    # help, for everybody
    path("licences/help/", helping.help, name="licences-help"),
    path("licences/help/order/", helping.missing, name="licences-missing"),
    path("licences/help/address/", helping.address, name="licences-address"),
    path("licences/check/<str:public_id>/", checking.check, name="check-licence-certificate"),
    # distributors
    path("distribution/serials/", distributors.send, name="distribution-serials"),
    # the desk
    path("desk/licences/", desk.pools, name="desk-licences"),
    path("desk/licences/waiting/", desk.waiting, name="desk-licences-waiting"),
    path("desk/licences/orders/", desk.orders, name="desk-licences-orders"),
    path("desk/licences/orders/<str:order_number>/", desk.order, name="desk-licences-order"),
    path("desk/licences/orders/<str:order_number>/serials/<int:pk>/revoke/", desk.revoke, name="desk-licences-revoke"),
    path(
        "desk/licences/orders/<str:order_number>/serials/<int:pk>/replace/", desk.replace, name="desk-licences-replace"
    ),
]
