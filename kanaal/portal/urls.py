"""Addresses of the portal and of the public pages."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from kanaal.portal import views

urlpatterns: list[URLPattern | URLResolver] = [path("portal/", views.portal_home, name="portal-home")]
if find_spec("kanaal.portal.public.urls"):
    urlpatterns.append(path("", include("kanaal.portal.public.urls")))
