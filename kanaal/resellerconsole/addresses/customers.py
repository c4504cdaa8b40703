"""A customer, and what one does with its licences (V4, V5, V7)."""

from django.urls import path

from kanaal.resellerconsole.views import customers

ONE = "customers/<str:agreement_number>"

urlpatterns = [
    path(f"{ONE}/", customers.show, name="console-customer"),
    path(f"{ONE}/add/", customers.show, name="console-authorise"),
    path(f"{ONE}/order/", customers.show, name="console-order"),
    path(f"{ONE}/renew/", customers.show, name="console-renew"),
]
