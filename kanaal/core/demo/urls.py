"""Addresses of the demo's mailbox and clock."""

from __future__ import annotations

from django.urls import path

from kanaal.core.demo import views

urlpatterns = [
    path("mailbox/", views.mailbox, name="demo-mailbox"),
    path("mailbox/<int:pk>/", views.mail, name="demo-mail"),
    path("clock/", views.move_clock, name="demo-clock"),
]
