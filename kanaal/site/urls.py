"""All addresses. Each module brings its own `urls.py`; this file only says where they hang."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from kanaal.core import views
from kanaal.core.api import api


def module(prefix: str, name: str) -> list[URLResolver]:
    """A module's pages, when it has any yet."""
    found = find_spec(f"kanaal.{name}.urls")
    return [path(prefix, include(f"kanaal.{name}.urls"))] if found else []


urlpatterns: list[URLPattern | URLResolver] = [
    path("theme/", views.set_theme, name="set-theme"),
    path("api/v1/", api.urls),
    *module("", "portal"),
    *module("", "people"),
    *module("", "programme"),
    *module("", "partners"),
    *module("", "helpdesk"),
    *module("", "levels"),
    *module("cases/", "cases"),
    *module("training/", "training"),
    *module("", "pricing"),
    *module("", "customers"),
    *module("", "sales"),
    *module("", "deals"),
    *module("", "bankdetails"),
    *module("", "sellthrough"),
    *module("", "distributors"),
    *module("", "licensing"),
    *module("", "contracts"),
    *module("reselling/", "resellerconsole"),
    *module("console/", "adminconsole"),
    *module("scim/v2/", "adminconsole.scim"),
    *module("", "nfr"),
    *module("", "distribution"),
    *module("", "licensingwebsite"),
    *module("", "rebates"),
    *module("help/", "helpcentre"),
    *module("desk/", "desk"),
]
if settings.DEMO or settings.TESTING:
    urlpatterns += module("demo/", "site.demo")
