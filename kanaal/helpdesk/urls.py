"""Addresses of the helpdesk."""

from __future__ import annotations

from django.urls import path

from kanaal.helpdesk.views import asking, authorising, deciding

urlpatterns = [
    path("requests/", asking.mine, name="my-requests"),
    path("requests/queue/", deciding.queue, name="request-queue"),
    path("requests/new/<slug:kind>/", asking.ask, name="ask-request"),
    path("requests/authorisation/<str:secret>/", authorising.by_link, name="authorise-by-link"),
    path("requests/objection/<str:secret>/", authorising.object_by_link, name="object-by-link"),
    path("requests/<int:pk>/", asking.show, name="request"),
    path("requests/<int:pk>/approval/", deciding.approve, name="approve-request"),
    path("requests/<int:pk>/refusal/", deciding.decline, name="decline-request"),
    path("requests/<int:pk>/withdrawal/", asking.withdraw, name="withdraw-request"),
    path("requests/<int:pk>/evidence/", asking.attach, name="add-evidence"),
    path("requests/<int:pk>/evidence/<int:file>/", asking.download, name="evidence"),
    path("requests/<int:pk>/authorisation/", authorising.inside, name="authorise-request"),
    path("requests/<int:pk>/authorisation/sending/", authorising.send_again, name="send-authorisation-again"),
]
