"""Where distribution is found: the distributor's navigation, returns and differences at the desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.pages import NavGroup, NavItem, places_for
from kanaal.core.texts import say
from kanaal.distribution.queries import waiting_counts
from kanaal.distributors.models import DistributorUser


@places_for("distributor", first=True)
def distribution_places(actor: Actor, user: DistributorUser) -> Iterable[NavGroup]:
    """What waits stands beside its list, as a number."""
    orders, returns = waiting_counts(user)
    items = (
        NavItem(say(_("Orders")), reverse("distribution-home"), "inbox", count=orders or None),
        NavItem(say(_("Returns")), reverse("distribution-returns"), "undo-2", count=returns or None),
        NavItem(say(_("Files")), reverse("distribution-files"), "file-spreadsheet"),
        NavItem(say(_("Colleagues")), reverse("distribution-people"), "users"),
    )
    yield NavGroup(say(_("Distribution")), items)


@places_for("staff")
def return_places(actor: Actor, subject: Any) -> Iterable[NavGroup]:
    items = (
        NavItem(say(_("Returns")), reverse("desk-returns"), "undo-2"),
        NavItem(say(_("Reconciliation")), reverse("desk-differences"), "scale"),
    )
    yield NavGroup(say(_("Distribution")), items)
