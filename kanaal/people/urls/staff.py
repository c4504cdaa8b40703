"""The vendor's staff and their roles."""

from __future__ import annotations

from django.urls import path

from kanaal.people.views import staff

urlpatterns = [
    path("", staff.staff, name="staff"),
    path("roles/<int:pk>/end/", staff.end_role, name="staff-role-end"),
]
