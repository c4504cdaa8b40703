"""The addresses of the house, and beside them the bare views."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from bench import bare

urlpatterns: list[URLPattern | URLResolver] = [
    path("bare/partner/<int:pk>/", bare.partner),
    path("bare/contacts/<int:pk>/", bare.contacts),
    path("bare/queue/", bare.queue),
    path("bare/cases/", bare.cases),
    path("", include("kanaal.site.urls")),
]
