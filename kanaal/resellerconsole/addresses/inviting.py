"""Inviting customers, and who may use the console (V1–V3, V10)."""

from django.urls import path

from kanaal.resellerconsole.views import bulk, inviting, people

ONE = "invitations/<str:invitation_number>"

urlpatterns = [
    path("invite/", inviting.invite, name="console-invite"),
    path("invite/many/", bulk.upload, name="console-invite-many"),
    path("invite/many/send/", bulk.send, name="console-send-many"),
    path("invite/many/template.csv", bulk.template, name="console-invite-template"),
    path("invitations/", inviting.listed, name="console-invitations"),
    path(f"{ONE}/", inviting.show, name="console-invitation"),
    path(f"{ONE}/change/", inviting.change, name="console-change-invitation"),
    path(f"{ONE}/name/", inviting.rename, name="console-rename-invitation"),
    path(f"{ONE}/send-again/", inviting.send_again, name="console-send-invitation-again"),
    path(f"{ONE}/withdraw/", inviting.withdraw, name="console-withdraw-invitation"),
    path("people/", people.people, name="console-people"),
    path("people/<int:contact_id>/end/", people.dismiss, name="console-dismiss"),
    path("customers/<str:agreement_number>/contact/", people.agreement_contact, name="console-contact"),
]
