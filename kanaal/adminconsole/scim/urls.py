"""One address for the whole protocol; the library finds its way below it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def scim(request: HttpRequest, path: str = "") -> HttpResponse:
    """The library's models take longer to read than all of our own pages: only who asks for them waits for it."""
    from kanaal.adminconsole.scim import views  # noqa: PLC0415

    return views.scim(request, path)


urlpatterns = [
    path("", scim, name="scim-root"),
    path("<path:path>", scim, name="scim"),
]
