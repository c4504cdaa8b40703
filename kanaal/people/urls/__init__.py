"""Addresses of this module: role and language, signing in (`/id/`), one's own pages (`/me/`), staff (`/staff/`)."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from kanaal.people.views import roles, viewing

urlpatterns: list[URLPattern | URLResolver] = [
    path("home/", roles.home, name="home"),
    path("role/", roles.switch_role, name="switch-role"),
    path("language/", roles.set_language, name="set-language"),
    path("sign-out/", roles.sign_out, name="sign-out"),
    path("sign-in/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="sign-in"),
    path("view-as/", viewing.view_as, name="view-as"),
    path("view-as/stop/", viewing.stop_viewing_as, name="stop-viewing-as"),
    path("id/", include("kanaal.people.urls.ids")),
    path("me/", include("kanaal.people.urls.me")),
    path("staff/", include("kanaal.people.urls.staff")),
]
