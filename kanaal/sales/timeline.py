"""Opportunities in a partner's story."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.partners.belonging import strand
from kanaal.sales import permissions
from kanaal.sales.models import Opportunity

SALES = strand("sales", _("Opportunities"), permissions.see_opportunities)
SALES.takes(
    Opportunity,
    lambda partner: Opportunity.objects.filter(partner=partner),
    url=lambda _pk, number: reverse("desk-opportunity", args=[number]),
)
