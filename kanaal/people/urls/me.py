"""One's own pages."""

from __future__ import annotations

from django.urls import path

from kanaal.people.views import me

urlpatterns = [
    path("", me.profile, name="me"),
    path("sessions/<int:pk>/end/", me.end_session, name="me-session-end"),
    path("sessions/end-others/", me.end_other_sessions, name="me-sessions-end-others"),
    path("data/", me.data, name="me-data"),
    path("data/export/", me.export, name="me-export"),
    path("erase/", me.erase, name="me-erase"),
    path("erase/done/", me.erased, name="me-erased"),
]
