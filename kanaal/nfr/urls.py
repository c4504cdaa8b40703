"""Addresses of partners' own licences, and of the desk's pools of serial numbers."""

from __future__ import annotations

from django.urls import path

from kanaal.nfr.views import desk, mine

urlpatterns = [
    path("own-licences/", mine.home, name="nfr-home"),
    path("own-licences/serials/<str:sku>/", mine.ask, name="nfr-ask-serial"),
    path("own-licences/serials/<int:pk>/look/", mine.look, name="nfr-show-serial"),
    path("own-licences/agreement/", mine.offer, name="nfr-ask-licences"),
    path("desk/nfr/", desk.pools, name="desk-nfr"),
    path("desk/nfr/partners/", desk.holders, name="desk-nfr-holders"),
    path("desk/nfr/agreements/", desk.agreements, name="desk-nfr-agreements"),
]
