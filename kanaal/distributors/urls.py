"""Addresses under /desk/distributors/ for staff, and under /distributors/ for whoever was invited."""

from django.urls import path

from kanaal.distributors.views import accepting, desk

DESK = "desk/distributors/<str:distributor_number>"

urlpatterns = [
    path("desk/distributors/", desk.listed, name="desk-distributors"),
    path("desk/distributors/new/", desk.new, name="desk-new-distributor"),
    path(f"{DESK}/", desk.show, name="desk-distributor"),
    path(f"{DESK}/change/", desk.change, name="desk-change-distributor"),
    path(f"{DESK}/end/", desk.end, name="desk-end-distributor"),
    path(f"{DESK}/people/invite/", desk.invite, name="desk-invite-distributor-user"),
    path(f"{DESK}/people/<int:pk>/send-again/", desk.send_again, name="desk-send-distributor-user-again"),
    path(f"{DESK}/people/<int:pk>/withdraw/", desk.withdraw, name="desk-withdraw-distributor-user"),
    path(f"{DESK}/people/<int:pk>/left/", desk.dismiss, name="desk-dismiss-distributor-user"),
    path("distributors/invitations/", accepting.mine, name="my-distributor-invitations"),
    path("distributors/invitations/<int:pk>/", accepting.accept_mine, name="accept-my-distributor-invitation"),
    path("distributors/invitations/by-mail/<str:secret>/", accepting.accept, name="accept-distributor-invitation"),
]
