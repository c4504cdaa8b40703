"""Pages that belong to no console: accepting an invitation."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
