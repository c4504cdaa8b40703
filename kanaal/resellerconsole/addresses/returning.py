"""A company's own orders, and what goes back of them (V6, V9)."""

from django.urls import path

from kanaal.resellerconsole.views import returning

ORDER = "orders/<str:order_number>"

urlpatterns = [
    path("orders/", returning.listed, name="console-own-orders"),
    path(f"{ORDER}/", returning.show, name="console-own-order"),
    path(f"{ORDER}/return/", returning.ask, name="console-return"),
    path("returns/<str:return_number>/withdraw/", returning.withdraw, name="withdraw-return"),
    path("customers/<str:agreement_number>/return-at-once/", returning.at_once, name="console-return-at-once"),
]
