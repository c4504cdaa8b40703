"""Registrations in a partner's story."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.deals import permissions
from kanaal.deals.models import Registration
from kanaal.partners.belonging import strand

DEALS = strand("deals", _("Registrations"), permissions.see_registrations)
DEALS.takes(
    Registration,
    lambda partner: Registration.objects.filter(partner=partner),
    url=lambda _pk, number: reverse("desk-registration", args=[number]),
)
