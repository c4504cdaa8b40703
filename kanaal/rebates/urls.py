"""Addresses of rebates: the vendor's and finance's, and below them the partner's own."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
