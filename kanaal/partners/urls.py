"""Addresses of the partners module."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from kanaal.partners.views import company, contacts, enrolment, membership, receipts, rooms

urlpatterns = [
    # contacts and invitations
    path("portal/contacts/", contacts.contact_list, name="contacts"),
    path("portal/contacts/<int:pk>/", contacts.edit, name="edit-contact"),
    path("portal/contacts/invite/", contacts.invite, name="invite-contact"),
    path("portal/invitations/<int:pk>/sending/", contacts.send_again, name="send-invitation-again"),
    path("portal/invitations/<int:pk>/withdrawal/", contacts.withdraw, name="withdraw-invitation"),
    path("invitations/", contacts.my_invitations, name="my-invitations"),
    path("invitations/lost/", contacts.lost_invitation, name="lost-invitation"),
    path("invitations/mine/<int:pk>/", contacts.accept_mine, name="accept-my-invitation"),
    path("invitations/<str:secret>/", contacts.accept, name="accept-invitation"),
    # enrolment
    path("enrol/", enrolment.enrol, name="enrol"),
    path("enroll/", RedirectView.as_view(pattern_name="enrol"), name="enroll"),  # as it is spelled elsewhere
    path("enrol/which/", enrolment.enrol_which, name="enrol-which"),
    path("enrol/mine/", enrolment.enrolment, name="enrolment"),
    path("enrol/mine/answer/", enrolment.answer_enrolment, name="answer-enrolment"),
    path("enrol/mine/terms/", enrolment.enrolment_terms, name="enrolment-terms"),
    path("enrol/mine/withdrawal/", enrolment.withdraw_enrolment, name="withdraw-enrolment"),
    path("enrol/<str:key>/", enrolment.enrol_step, name="enrol-step"),
    # company
    path("portal/company/", company.company, name="company"),
    path("portal/company/change/", company.change_company, name="change-company"),
    path("portal/membership/", membership.membership, name="membership"),
    path("desk/memberships/<int:pk>/end/", membership.end, name="desk-partner-end"),
    path("portal/timeline/", company.company_timeline, name="company-timeline"),
    path("portal/places/<slug:key>/", rooms.place, name="place"),
    path("receipts/<int:pk>/", receipts.receipt, name="receipt"),
]
