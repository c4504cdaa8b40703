"""The customer of a page: one that the company sells to now; any other is not there (V9)."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from kanaal.licensing.models import Agreement
from kanaal.licensing.queries import agreement_called
from kanaal.partners.doors import partner_of


def find_customer(request: Any, number: str) -> Agreement:
    """Raises Http404 for one that is another company's, now or since it moved."""
    partner = partner_of(request)
    found = agreement_called(request.actor, number)
    if found is None or found.partner_id != partner.pk:
        raise Http404
    found.partner = partner
    return found
