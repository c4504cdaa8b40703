"""Addresses of the public pages."""

from __future__ import annotations

from django.urls import path

from kanaal.portal.public import views

urlpatterns = [
    path("", views.public_home, name="public-home"),
    path("levels/", views.levels, name="levels"),
    path("welcome-kit/", views.welcome_kit, name="welcome-kit"),
    path("welcome-kit.pdf", views.welcome_kit_pdf, name="welcome-kit-pdf"),
    path("terms/<slug:key>/", views.terms, name="terms"),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
]
