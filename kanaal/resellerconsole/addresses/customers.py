"""A customer, and what one does with its licences (V4, V5, V7)."""

from django.urls import path

from kanaal.resellerconsole.views import committing, customers, licences, renewing

ONE = "customers/<str:agreement_number>"

urlpatterns = [
    path(f"{ONE}/", customers.show, name="console-customer"),
    path(f"{ONE}/orders/", customers.orders, name="console-customer-orders"),
    path(f"{ONE}/days/", customers.days, name="console-customer-days"),
    path(f"{ONE}/about/", customers.about, name="console-customer-about"),
    path(f"{ONE}/add/", licences.authorise, name="console-authorise"),
    path(f"{ONE}/order/", licences.order, name="console-order"),
    path(f"{ONE}/remove/", licences.removable, name="console-remove"),
    path(f"{ONE}/remove/<str:addition_number>/", licences.remove, name="console-remove-licences"),
    path(f"{ONE}/renew/", renewing.renew, name="console-renew"),
    path(f"{ONE}/renewal-settings/", renewing.settings, name="console-settings"),
    path(f"{ONE}/renewal-settings/<str:sku>/", renewing.setting, name="console-setting"),
    path(f"{ONE}/commitment/", committing.ask, name="console-commitment"),
    path("orders/<str:order_number>/withdraw/", licences.withdraw, name="console-withdraw"),
]
