"""Bare views: the same rows as the page beside them, by one query, as JSON; no sign-in, no permission, no template."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from kanaal.cases.models import Case
from kanaal.partners.models import Contact, Enrolment, Partner


def partner(request: HttpRequest, pk: int) -> HttpResponse:
    """Beside the portal's home."""
    return JsonResponse(Partner.objects.values("number", "name", "level", "city", "term_ends").get(pk=pk))


def contacts(request: HttpRequest, pk: int) -> HttpResponse:
    """Beside the contacts page: fifty of one partner."""
    found = Contact.objects.filter(partner_id=pk).order_by("-active", "name", "pk")
    return JsonResponse({"rows": list(found.values("name", "email", "kind", "job_title", "active")[:50])})


def queue(request: HttpRequest) -> HttpResponse:
    """Beside the desk's queue: the fifty whose promise comes first."""
    found = Enrolment.objects.filter(state="submitted").order_by("promised_at", "pk")
    return JsonResponse({"rows": list(found.values("company_name", "country", "email", "promised_at")[:50])})


def cases(request: HttpRequest) -> HttpResponse:
    """Beside the helpdesk's queue: the fifty cases whose promise comes first."""
    found = Case.objects.filter(due_at__isnull=False).order_by("due_at", "pk")
    return JsonResponse({"rows": list(found.values("number", "subject", "state", "partner__name", "due_at")[:50])})
