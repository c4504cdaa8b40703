"""Who lives in the demo, and stepping into their shoes."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from kanaal.core.pages import page
from kanaal.people.models import Person
from kanaal.site.world import cast


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """The cast, and what each is there for."""
    here = set(Person.objects.filter(email__in=[p.email for p in cast.PEOPLE]).values_list("email", flat=True))
    return page(request, "demo/people.html", cast=[p for p in cast.PEOPLE if p.email in here])


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Be somebody of the cast. Anybody else's address is not there."""
    key = request.POST.get("person", "")
    found = next((p for p in cast.PEOPLE if p.key == key), None)
    person = Person.objects.filter(email=found.email, is_active=True).first() if found else None
    if person is None:
        raise Http404
    login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("home")
