"""Conversations with the helpdesk in a partner's story."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.cases import permissions
from kanaal.cases.events import CaseOpened
from kanaal.cases.models import Case
from kanaal.partners.belonging import strand

CASES = strand("cases", _("Cases"), permissions.see_cases)
CASES.takes(
    Case,
    lambda partner: Case.objects.filter(partner=partner),
    url=lambda pk, _number: reverse("case", args=[pk]),
    of_partner_too=[CaseOpened],
)
