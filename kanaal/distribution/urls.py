"""Addresses under /distribution/ for distributors, and under /desk/returns/ and /desk/reconciliation/ for staff."""

from django.urls import path

from kanaal.distribution.views import desk, differences, files, orders, people, returns

ORDER = "distribution/orders/<str:order_number>"
RETURN = "distribution/returns/<str:return_number>"
FILE = "distribution/files/<int:pk>"
DESK = "desk/returns/<str:return_number>"

urlpatterns = [
    path("distribution/", orders.home, name="distribution-home"),
    path(f"{ORDER}/", orders.show, name="distribution-order"),
    path(f"{ORDER}/confirm/", orders.confirm, name="confirm-order"),
    path(f"{ORDER}/refuse/", orders.refuse, name="refuse-lines"),
    path("distribution/returns/", returns.listed, name="distribution-returns"),
    path(f"{RETURN}/", returns.show, name="distribution-return"),
    path(f"{RETURN}/request/", returns.request_it, name="request-return"),
    path(f"{RETURN}/refuse/", returns.refuse, name="refuse-return"),
    path(f"{RETURN}/credit/", returns.pass_on, name="pass-on-credit"),
    path("distribution/people/", people.listed, name="distribution-people"),
    path("distribution/people/invite/", people.invite, name="invite-colleague"),
    path("distribution/people/<int:pk>/send-again/", people.send_again, name="send-colleague-again"),
    path("distribution/people/<int:pk>/withdraw/", people.withdraw, name="withdraw-colleague"),
    path("distribution/people/<int:pk>/left/", people.dismiss, name="dismiss-colleague"),
    path("distribution/files/", files.listed, name="distribution-files"),
    path("distribution/files/templates/<str:kind>.csv", files.template, name="file-template"),
    path("distribution/files/send/<str:kind>/", files.send, name="send-file"),
    path(f"{FILE}/", files.show, name="distribution-file"),
    path(f"{FILE}/carry-out/", files.carry_out, name="carry-out-file"),
    path(f"{FILE}/drop/", files.drop, name="drop-file"),
    path(f"{FILE}/faulty.csv", files.faulty, name="faulty-rows"),
    path("desk/reconciliation/", differences.listed, name="desk-differences"),
    path("desk/reconciliation/<int:pk>/", differences.show, name="desk-difference"),
    path("desk/returns/", desk.listed, name="desk-returns"),
    path(f"{DESK}/", desk.show, name="desk-return"),
    path(f"{DESK}/authorise/", desk.authorise, name="desk-authorise-return"),
    path(f"{DESK}/refuse/", desk.refuse, name="desk-refuse-return"),
    path(f"{DESK}/credit/", desk.credit, name="desk-credit-return"),
]
