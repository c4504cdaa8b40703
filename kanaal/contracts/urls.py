"""Addresses of the contracts' pages."""

from __future__ import annotations

from django.urls import path

from kanaal.contracts.views import desk, distribution, listing, members, orders, renewing, showing

urlpatterns = [
    path("contract/", showing.mine, name="my-contract"),
    path("contracts/", listing.listed, name="contracts"),
    path("contracts/<str:number>/", showing.show, name="contract"),
    path("contracts/<str:number>/orders/", showing.orders, name="contract-orders"),
    path("contracts/<str:number>/payments/", showing.payments, name="contract-payments"),
    path("contracts/<str:number>/history/", showing.history, name="contract-history"),
    path("contracts/<str:number>/affiliates/", members.add, name="add-affiliate"),
    path("contracts/<str:number>/affiliates/<int:pk>/end/", members.end, name="end-affiliate"),
    path("contracts/<str:number>/renewal/", renewing.renew, name="renew-contract"),
    path("contracts/<str:number>/renewal/ask/", renewing.ask, name="ask-contract-renewal"),
    path("licence-orders/<str:number>/", orders.show, name="contract-order"),
    path("licence-orders/<str:number>/correct/", orders.correct, name="correct-contract-order"),
    path("licence-orders/<str:number>/cancel/", orders.cancel, name="cancel-contract-order"),
    path("distribution/licence-orders/", distribution.listed, name="licence-orders"),
    path("distribution/licence-orders/new/", distribution.enter, name="enter-contract-order"),
    path("distribution/contracts/new/", distribution.open_new, name="open-contract"),
    path("desk/contracts/", desk.listed, name="desk-contracts"),
    path("desk/contracts/orders/", desk.orders, name="desk-licence-orders"),
]
