"""One address for the whole protocol; the library finds its way below it."""

from __future__ import annotations

from django.urls import path

from kanaal.adminconsole.scim.views import scim

urlpatterns = [
    path("", scim, name="scim-root"),
    path("<path:path>", scim, name="scim"),
]
