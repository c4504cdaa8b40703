"""Addresses under /help/."""

from __future__ import annotations

from django.urls import path

from kanaal.helpcentre.views import reading, staff

urlpatterns = [
    path("", reading.home, name="help"),
    path("unanswered/", staff.unanswered, name="help-unanswered"),
    path("why/", staff.why, name="help-why"),
    path("<slug:key>/", reading.article, name="help-article"),
    path("<slug:key>/helped/", reading.helped, name="help-helped"),
    path("<slug:key>/did-not-help/", reading.did_not_help, name="help-did-not"),
]
