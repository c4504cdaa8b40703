"""Addresses of the partners module."""

from __future__ import annotations

from django.urls import path

from kanaal.partners.views import contacts

urlpatterns = [
    # contacts and invitations
    path("portal/contacts/", contacts.contact_list, name="contacts"),
    path("portal/contacts/invite/", contacts.invite, name="invite-contact"),
    path("portal/invitations/<int:pk>/sending/", contacts.send_again, name="send-invitation-again"),
    path("portal/invitations/<int:pk>/withdrawal/", contacts.withdraw, name="withdraw-invitation"),
    path("invitations/", contacts.my_invitations, name="my-invitations"),
    path("invitations/lost/", contacts.lost_invitation, name="lost-invitation"),
    path("invitations/mine/<int:pk>/", contacts.accept_mine, name="accept-my-invitation"),
    path("invitations/<str:secret>/", contacts.accept, name="accept-invitation"),
    # enrolment
    # company
]
