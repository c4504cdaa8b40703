"""Addresses of the demo: its people here, its mailbox and clock in core."""

from __future__ import annotations

from django.urls import include, path

from kanaal.site.demo import views

urlpatterns = [
    path("", views.people, name="demo"),
    path("sign-in/", views.sign_in, name="demo-sign-in"),
    path("", include("kanaal.core.demo.urls")),
]
