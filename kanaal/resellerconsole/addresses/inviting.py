"""Inviting customers, and who may use the console (V1–V3, V10)."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
