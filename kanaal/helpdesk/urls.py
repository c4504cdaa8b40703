"""Addresses of the helpdesk."""

from __future__ import annotations

from django.urls import path

from kanaal.helpdesk import views

urlpatterns = [
    path("requests/", views.mine, name="my-requests"),
    path("requests/queue/", views.queue, name="request-queue"),
    path("requests/new/<slug:kind>/", views.ask, name="ask-request"),
    path("requests/<int:pk>/", views.show, name="request"),
    path("requests/<int:pk>/approval/", views.approve, name="approve-request"),
    path("requests/<int:pk>/refusal/", views.decline, name="decline-request"),
    path("requests/<int:pk>/withdrawal/", views.withdraw, name="withdraw-request"),
]
